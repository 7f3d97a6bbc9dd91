// What the links carry, when they are full, and what happens when one is lost: the figures of the
// capacity report. Whatever is not known is a dash; the sentences say why.
import { askIfThere } from './api.js';
import { LineChart, lineKey } from './charts.js';
import { element, empty, table } from './dom.js';
import { exitName } from './happened.js';
import * as i18n from './i18n.js';

const LINKS = ['exit', 'capacity', 'p95', 'peak', 'utilisation', 'growth', 'runout', 'order', 'state'];
const LOSSES = ['lost', 'growth', 'status', 'worst', 'drop', 'missed'];
const SHAPES = { ok: '●', plan: '◆', order: '◆', late: '▲', full: '▲', unknown: '○' };

export class CapacityView {
  constructor(section, go) {
    this.section = section;
    this.go = go;
  }

  async enter(state) {
    this.state = state;
    this.asked = false;
    await this.refresh();
  }

  leave() {
    this.state = null;
    this.chart?.close();
    this.chart = null;
    this.section.replaceChildren();
  }

  /** Made anew once an hour at most; while the first one is made, asked for again. */
  tick() {
    if (this.making) this.refresh();
  }

  async refresh() {
    const asked = this.state;
    try {
      const answer = await askIfThere('/api/v1/capacity', { lang: asked.language === 'zh-CN' ? 'zh' : 'en' });
      if (asked !== this.state) return;
      if (answer === null) throw new Error(i18n.text('capacity.off'));
      this.making = answer.state === 'making';
      if (this.making) this.section.replaceChildren(this.head(''), empty(i18n.text('capacity.making')));
      else this.show(answer);
    } catch (failure) {
      if (asked === this.state) this.section.replaceChildren(this.head(''), empty(failure.message, { role: 'alert' }));
    }
  }

  head(note, ...more) {
    return element('div', { class: 'detail-head' }, element('h2', { tabindex: '-1' }, i18n.text('nav.capacity')),
      element('span', { class: 'facts' }, note), ...more);
  }

  show(answer) {
    this.answer = answer;
    const span = i18n.text('capacity.span', { range: i18n.span(Date.parse(answer.from), Date.parse(answer.to)), zone: answer.zone });
    const chosen = answer.links.find((one) => one.exit === this.state.exit) ?? answer.links[0];
    this.section.replaceChildren(this.head(span),
      element('ul', { class: 'says' }, ...(answer.says ?? []).map((one) => element('li', { 'data-tone': one.tone }, one.text))),
      answer.links.length === 0 ? empty(i18n.text('capacity.none')) : this.links(answer),
      chosen ? this.forecast(chosen) : '', lossesOfOne(answer.losses_of_one ?? []), quality(answer.quality));
    if (chosen) this.drawForecast(chosen);
  }

  links(answer) {
    const rows = [...answer.links, ...(answer.total ? [answer.total] : [])];
    return framed(table(LINKS.map((name, i) => ({
      words: i18n.text(`capacity.${name}`), left: i === 0 || i > 5, title: i18n.text(`capacity.${name}.title`),
    })), rows.map((one) => this.linkCells(one)), { caption: i18n.text('nav.capacity'), attributes: (i) => ({ 'data-state': rows[i].state, 'data-exit': rows[i].exit ?? 'total' }) }));
  }

  linkCells(one) {
    const way = one[one.direction] ?? one.in;
    const runout = (one.runout ?? []).find((limit) => limit.middle) ?? (one.runout ?? [])[0];
    const name = one.exit === null ? i18n.text('capacity.total') : element('button', { type: 'button', class: 'link', 'data-step': '' }, exitName(one.exit));
    if (one.exit !== null) name.addEventListener('click', () => this.go({ exit: one.exit }));
    return [name, bits(one.capacity_bps), bits(way?.p95_bps), bits(way?.peak_bps),
      one.utilisation === null || one.utilisation === undefined ? '–'
        : [element('meter', { min: 0, max: 1, high: 0.7, value: Math.min(1, one.utilisation), 'aria-label': i18n.text('capacity.utilisation') }), ` ${i18n.share(one.utilisation)}`],
      one.growth_year === null || one.growth_year === undefined ? '–' : i18n.signedShare(one.growth_year),
      runout ? runoutWords(runout) : '–', one.order_by ?? '–',
      `${SHAPES[one.state] ?? '○'} ${i18n.named('capacity.state', one.state)}`];
  }

  forecast(one) {
    this.frame = element('div', { class: 'plot' });
    return element('section', { class: 'card' }, element('h3', {}, i18n.text('capacity.forecast', { exit: exitName(one.exit) }),
      element('span', { class: 'muted' }, i18n.text('capacity.forecast.note'))), this.frame,
    element('p', { class: 'legend' }, lineKey(0, i18n.text('capacity.measured'), []), lineKey(1, i18n.text('capacity.expected'), [7, 3]),
      lineKey(1, i18n.text('capacity.band'), [2, 3]), lineKey(4, i18n.text('capacity.limit'), [10, 3, 2, 3])));
  }

  drawForecast(one) {
    const measured = (one.months ?? []).map((month) => ({ at: monthOf(month.month), past: one.direction === 'out' ? month.out_p95_bps : month.in_p95_bps }));
    const coming = (one.forecast ?? []).map((month) => ({ at: monthOf(month.month), p95: month.p95_bps, low: month.low_bps, high: month.high_bps }));
    const all = [...measured, ...coming].sort((a, b) => a.at - b.at);
    if (all.length === 0) {
      this.frame.replaceChildren(empty(i18n.text('capacity.no-forecast')));
      return;
    }
    const line = (pick) => all.map((month) => (pick(month) === null || pick(month) === undefined ? null : pick(month) / 1e6));
    this.chart?.close();
    this.chart = new LineChart(this.frame);
    this.chart.draw({
      data: [all.map((month) => month.at), line((month) => month.past), line((month) => month.p95), line((month) => month.low), line((month) => month.high),
        line(() => one.capacity_bps)],
      height: 220, time: true,
      series: [{ line: 0, dash: [], width: 2 }, { line: 1, dash: [7, 3] }, { line: 1, dash: [2, 3], width: 1 }, { line: 1, dash: [2, 3], width: 1 }, { line: 4, dash: [10, 3, 2, 3] }],
      x: (at) => i18n.month(at * 1000), y: (megabits) => i18n.integer(megabits),
    });
  }

  redraw() {
    this.chart?.redraw();
  }
}

const monthOf = (month) => Date.parse(`${month}-01T00:00:00Z`) / 1000;
const bits = (value) => (value === null || value === undefined ? '–' : i18n.megabits(value));
const framed = (content) => element('div', { class: 'table-frame' }, content);

function runoutWords(limit) {
  const share = i18n.share(limit.limit);
  return limit.state === 'found' ? i18n.text('capacity.runout.found', { limit: share, early: limit.early, middle: limit.middle, late: limit.late })
    : i18n.text('capacity.runout.state', { limit: share, state: i18n.named('capacity.runout', limit.state) });
}

/** N-1: what becomes of the traffic when an exit is lost, today and grown. */
function lossesOfOne(losses) {
  if (losses.length === 0) return '';
  return element('section', { class: 'card' }, element('h3', {}, i18n.text('capacity.n1'), element('span', { class: 'muted' }, i18n.text('capacity.n1.note'))),
    framed(table(LOSSES.map((name, i) => ({ words: i18n.text(`capacity.n1.${name}`), left: i === 0 || i === 2 || i === 5 })), losses.map((one) => [
      exitName(one.lost), i18n.signedShare(one.growth - 1), i18n.named('capacity.n1.state', one.status),
      one.worst_exit ? `${exitName(one.worst_exit)} ${one.worst_load === null ? '' : i18n.share(one.worst_load)}` : '–', bits(one.drop_bps), (one.missed ?? []).join(', ') || '–',
    ]), { caption: i18n.text('capacity.n1') })));
}

const quality = (one) => (one ? element('p', { class: 'notes' }, i18n.text('capacity.quality', {
  counted: i18n.integer(one.counted), expected: i18n.integer(one.expected), missing: i18n.percentTenths(one.missing ?? 0), unassigned: one.unassigned === null ? '–' : i18n.percentTenths(one.unassigned),
})) : '');
