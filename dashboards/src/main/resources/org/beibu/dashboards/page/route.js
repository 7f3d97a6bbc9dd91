// One route over a range: what its delay is made of, a heat map for each exit on one scale, the exits
// side by side, the distribution now against weeks before, what happened; and every number as text.
import { ask } from './api.js';
import { LineChart, lineKey } from './charts.js';
import { element, empty, isDark, setText, table } from './dom.js';
import { exitName, happenedTable } from './happened.js';
import { HeatMap, LEFT, RIGHT, ramp, triangle } from './heat.js';
import * as i18n from './i18n.js';
import { kindLabel } from './kinds.js';
import { lossTable, lossText } from './loss.js';
import { oneWayTable } from './one-way.js';
import { frozenNote, moved, rangePicker } from './range.js';
import { seriesTable } from './series-table.js';
import { endsNow, rangeParameters } from './state.js';

const USUAL = '15m';
const PRESETS = ['15m', '1h', '6h', '24h', '7d', '30d', '90d'];
const ROWS_SHOWN = 200;
const EVENTS_SHOWN = 50;
const SPLIT = ['floor', 'inflation', 'queueing', 'tail'];

export class RouteView {
  /** go({...}) changes the state and opens it; section is where to draw. */
  constructor(section, go) {
    this.section = section;
    this.go = go;
    this.drawn = [];
  }

  async enter(state, model) {
    this.state = state;
    this.route = model.message?.routes.find((one) => one.id === state.id) ?? { id: state.id, destination: state.id, floor_ns: null };
    this.answer = null;
    this.frame();
    await this.refresh();
  }

  leave() {
    this.state = null;
    for (const one of this.drawn) one.close?.();
    this.drawn = [];
    this.section.replaceChildren();
  }

  /** Every few seconds: a range of the past is not asked for twice. */
  tick() {
    if (endsNow(this.state) || this.answer === null) return this.refresh();
    return undefined;
  }

  async refresh() {
    const asked = this.state;
    const kind = { method: asked.method, class: asked.method ? asked.class : '' };
    const range = rangeParameters(asked, USUAL);
    try {
      const [answer, rows] = await Promise.all([
        ask(`/api/v1/routes/${encodeURIComponent(asked.id)}`, { ...range, ...kind, exit: asked.exit }),
        endsNow(asked) ? ask('/api/v1/routes', { route: asked.id, metric: 'far', since: asked.range ?? USUAL }) : { rows: [] },
      ]);
      if (asked !== this.state) return;
      this.answer = answer;
      this.show(answer, rows.rows);
    } catch (failure) {
      if (asked === this.state) this.charts.replaceChildren(empty(failure.message, { role: 'alert' }));
    }
  }

  frame() {
    const { state, route } = this;
    const facts = route.floor_ns === null ? '' : i18n.text('detail.facts', {
      country: i18n.country(route),
      km: i18n.integer(Math.round(route.great_circle_km)),
      floor: i18n.milliseconds(route.floor_ns, 2),
    });
    this.exits = element('select', { id: 'exit' });
    this.exits.addEventListener('change', () => this.go({ exit: this.exits.value }));
    this.why = element('section', { class: 'card why', hidden: true });
    this.charts = element('div', { class: 'charts', 'aria-busy': 'true' });
    this.compared = element('div', { class: 'compared' });
    this.below = element('div');
    this.section.replaceChildren(
      element('div', { class: 'detail-head' },
        element('h2', { tabindex: '-1' }, i18n.text('detail.title', { name: i18n.destination(route) })),
        element('span', { class: 'facts' }, facts),
        element('label', { class: 'pick' }, element('span', { class: 'visually-hidden' }, i18n.text('column.exit')), this.exits),
        rangePicker(state, USUAL, PRESETS, this.go)),
      frozenNote(state, this.go), this.why, this.charts, this.compared, this.below);
  }

  show(answer, rows) {
    this.charts.setAttribute('aria-busy', 'false');
    this.offerExits(answer);
    for (const one of this.drawn) one.close?.();
    this.drawn = [];
    const open = this.below.querySelector('details')?.open ?? false;
    this.below.replaceChildren(happenedTable(answer.events.slice(0, EVENTS_SHOWN)) ?? '',
      rows.length > 0 ? seriesTable(rows, (row) => this.isShown(row),
        (row) => this.go({ method: row.method, class: row.class })) : '',
      lossTable(rows) ?? '', oneWayTable(rows) ?? '');
    const timed = answer.exits.filter((exit) => exit.windows.some((one) => one.state === 'timed'));
    this.why.hidden = timed.length === 0;
    if (timed.length === 0) {
      const withheld = answer.exits.some((exit) => exit.windows.length > 0);
      this.charts.replaceChildren(empty(i18n.text(withheld ? 'detail.too-few' : 'detail.none')));
      this.compared.replaceChildren();
      return;
    }
    this.why.replaceChildren(...whySlow(timed));
    this.drawHeat(answer, timed);
    this.drawCompared(answer, timed);
    this.below.append(twin(timed, answer, open));
  }

  isShown(row) {
    return this.answer.exits.some((one) => one.exit === row.exit && one.method === row.method && one.class === row.class);
  }

  /** The exits that there are; the choice itself is always offered. */
  offerExits(answer) {
    if (this.state.exit === '') this.known = answer.exits.map((one) => one.exit);
    const names = [...new Set([...(this.known ?? []), ...answer.exits.map((one) => one.exit), this.state.exit])].filter(Boolean).sort();
    const wanted = names.join();
    if (this.exits.dataset.names === wanted) return;
    this.exits.dataset.names = wanted;
    this.exits.replaceChildren(element('option', { value: '' }, i18n.text('detail.all-exits')),
      ...names.map((name) => element('option', { value: name }, exitName(name))));
    this.exits.value = this.state.exit;
  }

  zoom(fromS, toS) {
    this.go({ range: null, from: new Date(fromS * 1000).toISOString(), to: new Date(toS * 1000).toISOString() });
  }

  /** The keys [ ] + -: by a quarter of the range, or half and twice its length. */
  move(step, stretch) {
    if (this.answer) this.go(moved(this.answer, step, stretch));
  }

  drawHeat(answer, timed) {
    const fromS = Date.parse(answer.from) / 1000;
    const toS = Date.parse(answer.to) / 1000;
    const shared = {
      bounds: answer.bucket_upper_ns, fromS, toS, stepS: answer.resolution_ns / 1e9, floor: answer.floor_ns,
      time: (second) => i18n.moment(second * 1000, toS - fromS),
      delay: (nanos) => i18n.milliseconds(nanos, nanos < 1e7 ? 1 : 0),
    };
    this.charts.dataset.count = String(timed.length);
    const lane = eventLane(answer.events, shared);
    this.charts.replaceChildren(lane.frame, ...timed.map((exit) => this.heat(exit, shared)), legend(answer));
    lane.draw();
    this.drawn.push({ redraw: lane.draw });
    for (const one of this.drawn) one.redraw();
  }

  heat(exit, shared) {
    const name = exitName(exit.exit);
    const canvas = element('canvas', { role: 'img', 'aria-label': i18n.text('detail.chart', { exit: name }), 'data-exit': exit.exit });
    const whole = heatSummary(exit);
    const words = element('span', { class: 'muted' }, whole);
    const map = new HeatMap(canvas, (from, to) => this.zoom(from, to));
    this.drawn.push({ redraw: () => map.draw({ ...shared, exit }) });
    canvas.addEventListener('pointermove', (event) => {
      const at = map.pick(event.offsetX);
      setText(words, at === null ? whole : i18n.text('detail.at', windowTexts(at)));
    });
    canvas.addEventListener('pointerleave', () => {
      map.leave();
      setText(words, whole);
    });
    return element('section', { class: 'chart card' },
      element('h3', {}, name, element('span', { class: 'kind' }, kindLabel(exit)), words), canvas);
  }

  /** Exits on one axis, and the distribution of the range against the same one weeks before. */
  drawCompared(answer, timed) {
    const side = this.lineCard('detail.side', i18n.text('detail.side.note'), timed.map((exit, i) => lineKey(i, exitName(exit.exit))));
    const dist = this.lineCard('detail.distribution', i18n.text('detail.distribution.note', {
      range: i18n.span(Date.parse(answer.before_from), Date.parse(answer.before_to)),
    }), timed.flatMap((exit, i) => [lineKey(i, exitName(exit.exit), [])]));
    this.compared.replaceChildren(side.card, dist.card);
    const step = answer.resolution_ns / 1e9;
    const first = Math.floor(Date.parse(answer.from) / 1000 / step) * step;
    const count = Math.max(1, Math.ceil((Date.parse(answer.to) / 1000 - first) / step));
    const xs = Array.from({ length: count }, (_, i) => first + i * step);
    const medians = timed.map((exit) => {
      const values = new Array(count).fill(null);
      for (const one of exit.windows) if (one.state === 'timed') values[Math.round((one.start_s - first) / step)] = one.p50_ns / 1e6;
      return values;
    });
    side.chart.draw({
      data: [xs, ...medians], height: 210, time: true,
      series: timed.map((exit, i) => ({ label: exitName(exit.exit), line: i })),
      x: (at) => i18n.moment(at * 1000, count * step), y: (ms) => i18n.short(ms), onZoom: (from, to) => this.zoom(from, to),
    });
    this.drawDistribution(dist.chart, timed);
  }

  drawDistribution(chart, timed) {
    const points = [];
    timed.forEach((exit, i) => {
      const { share, now_ns: now, before_ns: before } = exit.distribution;
      share.forEach((part, k) => {
        if (now[k] !== null) points.push({ at: now[k] / 1e6, part, line: 2 * i });
        if (before[k] !== null) points.push({ at: before[k] / 1e6, part, line: 2 * i + 1 });
      });
    });
    points.sort((a, b) => a.at - b.at);
    const lines = timed.flatMap((exit, i) => [
      { label: exitName(exit.exit), line: i, dash: [] },
      { label: exitName(exit.exit), line: i, dash: [2, 4], width: 1.2 },
    ]);
    const data = [points.map((point) => point.at), ...lines.map((_, line) => points.map((point) => (point.line === line ? point.part : undefined)))];
    chart.draw({
      data, height: 210, series: lines,
      scales: { x: { time: false }, y: { range: [0, 1] } }, x: (ms) => i18n.short(ms), y: (part) => i18n.share(part),
    });
  }

  lineCard(key, note, keys) {
    const frame = element('div', { class: 'plot' });
    const chart = new LineChart(frame);
    this.drawn.push(chart);
    const card = element('section', { class: 'card' },
      element('h3', {}, i18n.text(key), element('span', { class: 'muted' }, note)), frame, element('p', { class: 'legend' }, ...keys));
    return { card, chart };
  }

  redraw() {
    for (const one of this.drawn) one.redraw();
    if (this.answer) this.charts.querySelector('.legend')?.replaceWith(legend(this.answer));
  }
}

/** Where the delay comes from: stacked bars on one scale with their numbers, and loss beside them. */
function whySlow(exits) {
  const most = Math.max(...exits.map((exit) => SPLIT.reduce((sum, part) => sum + (exit.slow[`${part}_ns`] ?? 0), 0)));
  const rows = exits.map((exit) => {
    const bar = element('span', { class: 'split', 'aria-hidden': 'true' });
    for (const part of SPLIT) {
      const width = ((exit.slow[`${part}_ns`] ?? 0) / most) * 100;
      const piece = element('span', { class: part });
      piece.style.width = `${width}%`;
      bar.append(piece);
    }
    const worse = SPLIT.filter((part) => part !== 'floor')
      .reduce((a, b) => ((exit.slow[`${b}_ns`] ?? 0) > (exit.slow[`${a}_ns`] ?? 0) ? b : a));
    return [exitName(exit.exit), bar,
      ...SPLIT.map((part) => milliseconds(exit.slow[`${part}_ns`])),
      exit.loss ? lossText(exit.loss) : i18n.text('why.loss.unknown'),
      i18n.text(`why.most.${worse}`)];
  });
  const heads = ['exit', 'bar', ...SPLIT, 'loss', 'most'].map((name, i) => ({
    words: i === 1 ? '' : i18n.text(`why.${name}`), left: i < 2 || i === 7, title: i18n.text(`why.${name}.title`),
  }));
  heads[1].words = i18n.text('why.bar');
  return [element('h3', {}, i18n.text('why.heading'), element('span', { class: 'muted' }, i18n.text('why.note'))),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': i18n.text('why.heading') }, table(heads, rows, { caption: i18n.text('why.heading') }))];
}

const milliseconds = (nanos) => (nanos === null || nanos === undefined ? '–' : i18n.milliseconds(nanos, 2));

/** Samples, windows, and how many minutes missed a target, with the worst one by name and time. */
function heatSummary(exit) {
  const words = [i18n.text('detail.whole', { count: i18n.integer(exit.count), windows: i18n.integer(exit.windows.length) })];
  const minutes = exit.breached.reduce((sum, column) => sum + column.minutes, 0);
  if (minutes > 0) {
    const worst = exit.breached.reduce((a, b) => ((b.worst_p95_ns ?? 0) > (a.worst_p95_ns ?? 0) ? b : a));
    words.push(i18n.text('detail.breached', {
      minutes: i18n.integer(minutes), time: i18n.clock(Date.parse(worst.worst_start), true), p95: milliseconds(worst.worst_p95_ns),
    }));
  }
  return words.join(' · ');
}

/** What happened, over the same time axis as the heat maps: a mark for each event with its name. */
function eventLane(events, { fromS, toS }) {
  const canvas = element('canvas', { role: 'img', 'aria-label': i18n.text('detail.lane', { count: i18n.integer(events.length) }) });
  const frame = element('section', { class: 'lane card' }, element('h3', {}, i18n.text('detail.lane.heading'),
    element('span', { class: 'muted' }, i18n.text(events.length === 0 ? 'detail.lane.none' : 'detail.lane.note', { count: i18n.integer(events.length) }))), events.length === 0 ? '' : canvas);
  const draw = () => {
    const pixels = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    if (width === 0) return;
    canvas.width = width * pixels;
    canvas.height = 22 * pixels;
    const context = canvas.getContext('2d');
    context.scale(pixels, pixels);
    const style = getComputedStyle(canvas);
    context.font = `10.5px ${style.fontFamily}`;
    let free = -Infinity;
    for (const event of [...events].reverse()) {
      const x = LEFT + ((event.epoch_ns / 1e9 - fromS) / (toS - fromS)) * (width - LEFT - RIGHT);
      context.fillStyle = style.getPropertyValue(event.kind === 'outage' ? '--bad' : '--risk-text').trim();
      triangle(context, x, 14, 4, 7);
      const words = `${i18n.named('happened.kind', event.kind)} ${exitName(event.exit)}`;
      const at = Math.min(x - 3, width - context.measureText(words).width - 2);
      if (at < free) continue;
      context.fillText(words, at, 10);
      free = at + context.measureText(words).width + 8;
    }
  };
  return { frame, draw };
}

function windowTexts(one) {
  return {
    time: i18n.clock(one.start_s * 1000, true),
    count: one.count === null ? i18n.text('state.too-few') : i18n.integer(one.count),
    min: milliseconds(one.min_ns), p50: milliseconds(one.p50_ns), p95: milliseconds(one.p95_ns),
    p99: milliseconds(one.p99_ns), max: milliseconds(one.max_ns),
  };
}

/** The caption of the ramp follows from the ramp: which end is bright depends on the theme. */
function legend(answer) {
  const item = (kind, key) => element('span', {}, element('span', { class: `stroke ${kind}` }), i18n.text(key));
  const canvas = element('canvas', { class: 'ramp', width: 84, height: 10, 'aria-hidden': 'true' });
  const all = element('p', { class: 'legend' },
    element('span', {}, i18n.text('detail.ramp.few'), canvas, i18n.text('detail.ramp.many'), ` (${i18n.text(isDark() ? 'detail.ramp.bright' : 'detail.ramp.dark')})`),
    item('', 'detail.p50'), item('thin', 'detail.p95'), item('dotted', 'detail.p99'), item('floor', 'detail.floor'), item('beyond', 'detail.beyond'),
    item('lost', 'detail.lost'), item('missed', 'detail.missed'),
    element('span', {}, i18n.text('detail.resolution', { resolution: i18n.text(`resolution.${answer.resolution}`), zone: i18n.zone() })));
  paintRamp(canvas);
  return all;
}

/** The legend is painted by the function that colours the cells, so the two cannot differ. */
function paintRamp(canvas) {
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let x = 0; x < canvas.width; x++) {
    const cell = ramp((x / canvas.width) ** 2, isDark());
    if (cell === null) continue;
    context.fillStyle = `rgb(${cell.join(' ')})`;
    context.fillRect(x, 0, 1, canvas.height);
  }
}

function twin(exits, answer, open) {
  const names = ['start', 'exit', 'kind', 'samples', 'min', 'p50', 'p95', 'p99', 'max'];
  const rows = exits.flatMap((exit) => exit.windows.map((window) => ({ exit, window })))
    .sort((a, b) => b.window.start_s - a.window.start_s || a.exit.exit.localeCompare(b.exit.exit));
  const cells = rows.slice(0, ROWS_SHOWN).map(({ exit, window }) => {
    const texts = windowTexts(window);
    return [texts.time, exitName(exit.exit), kindLabel(exit), ...['count', 'min', 'p50', 'p95', 'p99', 'max'].map((key) => texts[key])];
  });
  const heads = names.map((name, i) => ({ words: i18n.text(`twin.${name}`), left: i < 3 }));
  return element('details', { open, class: 'numbers' },
    element('summary', {}, i18n.text('detail.table', { shown: i18n.integer(cells.length), all: i18n.integer(rows.length) })),
    element('div', { class: 'twin', tabindex: '0', role: 'region', 'aria-label': i18n.text('detail.table.label') }, table(heads, cells)));
}
