// Service levels: destinations by service classes. A cell shows the exit that stands worst and names
// it; choosing one shows every exit's minutes. What is not known is hatched, never calm.
import { askIfThere } from './api.js';
import { element, empty, link, table } from './dom.js';
import { exitName } from './happened.js';
import * as i18n from './i18n.js';
import { frozenNote, moved, rangePicker } from './range.js';
import { endsNow, rangeParameters } from './state.js';

const PRESETS = ['24h', '7d', '30d', '90d'];
const NANOS_PER_MINUTE = 60e9;

/** Levels whose last minute is older than this, by the server's clock, are not levels of now. */
const STALE_MILLIS = 600_000;

export class SloView {
  constructor(section, go) {
    this.section = section;
    this.go = go;
  }

  async enter(state) {
    const same = this.state && this.levels && JSON.stringify([this.state.range, this.state.from, this.state.to]) === JSON.stringify([state.range, state.from, state.to]);
    this.state = state;
    if (same) this.show();
    else await this.refresh();
  }

  leave() {
    this.state = null;
    this.levels = null;
    this.section.replaceChildren();
  }

  tick() {
    this.ticks = (this.ticks ?? 0) + 1;
    if (endsNow(this.state) && this.ticks % 6 === 0) this.refresh();
  }

  async refresh() {
    const asked = this.state;
    try {
      const chosen = asked.range !== null || asked.from !== null;
      const levels = await askIfThere('/api/v1/slo', chosen ? rangeParameters(asked, '30d') : {});
      if (asked !== this.state) return;
      if (levels === null) throw new Error(i18n.text('slo.off'));
      this.levels = levels;
      this.show();
    } catch (failure) {
      if (asked !== this.state) return;
      this.levels = null;
      this.section.replaceChildren(...this.head(''), empty(failure.message, { role: 'alert' }));
    }
  }

  move(step, stretch) {
    if (this.levels) this.go(moved(this.levels, step, stretch));
  }

  /** Levels of now are none once the live figures stop; those of the past stay what they are. */
  draw(model, now, stale) {
    const old = this.levels && endsNow(this.state)
      && (stale || Date.parse(model.message.time) - Date.parse(this.levels.to) > STALE_MILLIS);
    if (Boolean(old) !== Boolean(this.old)) {
      this.old = old;
      this.show();
    }
  }

  head(note) {
    return [element('div', { class: 'detail-head' },
      element('h2', { tabindex: '-1' }, i18n.text('slo.title')), element('span', { class: 'facts' }, note),
      rangePicker(this.state, 'period', PRESETS, this.go)), frozenNote(this.state, this.go)];
  }

  show() {
    if (!this.levels || !this.state) return;
    const { levels } = this;
    const routes = this.old ? levels.routes.map(unknown) : levels.routes;
    const heads = [{ words: i18n.text('slo.route'), left: true }, ...levels.classes.map((one) => ({
      words: [i18n.serviceClass(one.class), element('span', { class: 'target' }, target(one))], left: true,
    }))];
    const grid = element('table', { id: 'slo' }, element('caption', { class: 'visually-hidden' }, i18n.text('slo.caption')),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, ...[head.words].flat())))),
      element('tbody', {}, ...routes.map((route) => element('tr', { 'data-route': route.route },
        element('th', { scope: 'row' }, this.routeLink(route)),
        ...route.classes.map((cell, i) => this.cell(route, cell, i))))));
    const span = i18n.text('slo.span', { range: i18n.span(Date.parse(levels.from), Date.parse(levels.to)), zone: i18n.zone() });
    this.section.replaceChildren(...this.head(span), this.old ? empty(i18n.text('slo.stale'), { role: 'alert' }) : '',
      element('div', { class: 'table-frame' }, grid), this.minutes(routes),
      element('p', { class: 'notes' }, i18n.text('slo.notes', {
        samples: i18n.integer(levels.min_samples), fit: i18n.integer(levels.fit_window_ns / NANOS_PER_MINUTE),
      })));
  }

  routeLink(route) {
    const named = { id: route.route, destination: route.destination };
    return link(`/routes/${encodeURIComponent(route.route)}`, i18n.destination(named), () => this.go({ view: 'routes', id: route.route }), { 'data-step': '' });
  }

  /** State in a shape and a word, share, minutes missed, the exit that stands worst; who can carry it. */
  cell(route, cell, i) {
    const worst = route.exits.find((exit) => exit.exit === cell.worst_exit);
    const level = worst?.levels[i];
    const key = `${route.route}/${cell.class}`;
    const state = element('span', { class: 'word' }, i18n.text(`slo.state.${cell.state}`));
    if (!level || cell.state === 'not-attainable') return element('td', { 'data-level': cell.state }, state);
    const parts = [state];
    if (cell.attainment !== null) {
      parts.push(` ${i18n.percentDown(cell.attainment)}${burning(level)}`, element('span', { class: 'basis' }, i18n.text('slo.worst.minutes', {
        exit: exitName(cell.worst_exit), bad: i18n.integer(level.bad), minutes: i18n.integer(level.good + level.bad),
      })));
    } else {
      parts.push(element('span', { class: 'basis' }, exitName(cell.worst_exit)));
    }
    const button = element('button', {
      type: 'button', class: 'cell', 'aria-pressed': String(this.state.cell === key), title: level.fit.statement,
    }, ...parts, element('span', { class: 'basis' }, carriers(cell)));
    button.addEventListener('click', () => this.go({ cell: this.state.cell === key ? '' : key }));
    return element('td', { 'data-level': cell.state }, button);
  }

  /** Every exit's minutes of the chosen cell. */
  minutes(routes) {
    const [id, name] = this.state.cell.split('/');
    const route = routes.find((one) => one.route === id);
    const i = this.levels.classes.findIndex((one) => one.class === name);
    if (!route || i < 0) return '';
    const names = ['exit', 'state', 'attainment', 'good', 'bad', 'why', 'nodata', 'excluded', 'budget', 'burn', 'now'];
    const heads = names.map((one, k) => ({ words: i18n.text(`slo.col.${one}`), left: k < 2 || k === 5 || k > 8 }));
    return element('section', { class: 'card minutes' },
      element('h3', {}, i18n.text('slo.minutes', { route: i18n.destination({ id, destination: route.destination }), name: i18n.serviceClass(name) })),
      element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': i18n.text('slo.title') },
        table(heads, route.exits.map((exit) => minuteCells(exit, exit.levels[i])), { caption: i18n.text('slo.title') })));
  }
}

function minuteCells(exit, level) {
  const why = [['p95', level.bad_by_p95], ['spread', level.bad_by_spread], ['loss', level.bad_by_loss]].filter(([, count]) => count > 0)
    .map(([name, count]) => i18n.text(`slo.by.${name}`, { count: i18n.integer(count) }));
  const burns = level.burns.filter((burn) => burn.long_rate !== null)
    .map((burn) => `${burn.window} ${i18n.fixed(burn.long_rate, 1)}×${burn.too_fast ? ' ▲' : ''}`);
  return [exitName(exit.exit), i18n.text(`slo.state.${level.state}`), level.attainment === null ? '–' : i18n.percentDown(level.attainment),
    i18n.integer(level.good), i18n.integer(level.bad), i18n.list(why) || '–', i18n.integer(level.no_data), i18n.integer(level.excluded),
    level.budget_left === null ? '–' : i18n.percentTenths(level.budget_left), burns.join(', ') || '–', level.fit.statement];
}

/** The same route once nothing is heard any more. */
const unknown = (route) => ({
  ...route, exits: [], classes: route.classes.map((cell) => ({ ...cell, state: 'no-data', attainment: null, worst_exit: null })),
});

/** A word where the budget is spent too fast. */
const burning = (level) => (level.burns.some((burn) => burn.too_fast) ? i18n.text('slo.burning') : '');

/** The targets of a class in a few words. */
function target(one) {
  const delay = [one.delay_factor === null ? null : i18n.text('slo.target.factor', { factor: i18n.fixed(one.delay_factor, 1) }),
    one.delay_cap_ns === null ? null : `${i18n.milliseconds(one.delay_cap_ns, 0)} ms`].filter(Boolean).join(', ');
  return i18n.text('slo.target', { delay, spread: i18n.milliseconds(one.spread_ns, 0), loss: i18n.fixed(one.loss_ratio * 100, 2), objective: i18n.fixed(one.objective * 100, 2) });
}

/** The exits that can carry the class now; a question mark where loss is not measured. */
function carriers(cell) {
  const names = [...cell.carried_by.map(exitName), ...cell.carried_loss_unknown_by.map((exit) => `${exitName(exit)}?`)];
  return names.length === 0 ? i18n.text('slo.carried.none') : i18n.text('slo.carried', { exits: names.join(' ') });
}
