// Is ASEAN fine, and if not, where? One screen: a sentence, the compass, the five paths furthest above
// their floor, what the exits carry, what is recommended, what happened.
import { announce } from './announcer.js';
import { askIfThere } from './api.js';
import { Compass } from './compass.js';
import { element, empty, link, setText, table } from './dom.js';
import { SimulatedExits } from './exits.js';
import { drawHappened, exitName } from './happened.js';
import * as i18n from './i18n.js';
import { carried, sentence } from './sentence.js';

const WORST = 5;
const QUEUE = 4;
const byId = (id) => document.getElementById(id);

export class Overview {
  constructor(section, go) {
    this.go = go;
    this.open = (id) => go({ view: 'routes', id });
    this.compass = new Compass(byId('compass'), this.open);
    this.exits = new SimulatedExits(byId('exits-card'), byId('exits'), (why) => announce(why));
    this.facts = {};
    this.askedAt = -Infinity;
  }

  enter() {
    return this.tick();
  }

  leave() {}

  forget() {
    this.compass.drawnAt = -Infinity;
    this.drawn = {};
    byId('happened').dataset.drawn = '';
  }

  redraw() {
    this.forget();
  }

  /** What changes with the minute is asked for twice a minute; null = not offered or not known. */
  async tick() {
    if (performance.now() - this.askedAt < 29_000) return;
    this.askedAt = performance.now();
    const [levels, feed, capacity] = await Promise.all(
      ['/api/v1/slo', '/api/v1/recommendations', '/api/v1/capacity'].map((address) => askIfThere(address).catch(() => null)));
    this.facts = { levels, feed, capacity };
  }

  draw(model, now, stale) {
    setText(byId('sentence'), [sentence(model, stale), stale ? '' : carried(this.facts.levels)].filter(Boolean).join(i18n.text('sentence.space')));
    this.compass.draw(model, now, false);
    this.once('worst', worstRows(model, stale), (rows) => this.drawWorst(rows));
    this.once('load', loads(model, stale, this.facts.capacity), drawLoad);
    this.once('queue', { feed: this.facts.feed }, ({ feed }) => this.drawQueue(feed));
    this.exits.draw(model.message.simulated_exits);
    drawHappened(byId('happened'), model.message.path_events, this.open);
  }

  /** Draws a card only when its facts changed, so that a link under the pointer stays. */
  once(name, facts, draw) {
    const wanted = JSON.stringify([facts, i18n.current()]);
    this.drawn ??= {};
    if (this.drawn[name] === wanted) return;
    this.drawn[name] = wanted;
    byId(name).replaceChildren(draw(facts));
  }

  drawWorst(rows) {
    if (rows.length === 0) return empty(i18n.text('worst.none'));
    const heads = ['destination', 'exit', 'p50', 'times-floor', 'state'].map((name, i) => ({
      words: i18n.text(`column.${name}`), left: i < 2 || i === 4, title: i18n.text(`column.${name}.title`),
    }));
    return table(heads, rows.map((row) => [
      link(`/routes/${encodeURIComponent(row.id)}`, i18n.destination(row), () => this.open(row.id), { 'data-step': '' }),
      exitName(row.exit), i18n.milliseconds(row.p50), i18n.ratio(row.ratio),
      row.departure ? i18n.text(`state.${row.departure.direction}`, { by: i18n.milliseconds(row.departure.by_ns) }) : i18n.text('state.steady'),
    ]), { caption: i18n.text('worst.title'), attributes: (i) => ({ 'data-route': rows[i].id, 'data-departure': rows[i].departure?.direction }) });
  }

  drawQueue(feed) {
    if (!feed) return empty(i18n.text('queue.off'));
    if (feed.recommendations.length === 0) return empty(i18n.text('queue.none'));
    const rest = feed.recommendations.length - QUEUE;
    return element('ul', { class: 'queue' }, ...feed.recommendations.slice(0, QUEUE).map((one) => element('li', {},
      link(`/recommendations/${encodeURIComponent(one.id)}`, i18n.text('rec.move', {
        route: i18n.destination({ id: one.route, destination: one.route }), from: exitName(one.from_exit), to: exitName(one.to_exit),
      }), () => this.go({ view: 'recommendations', id: one.id }), { 'data-step': '' }),
      element('span', { class: 'muted' }, i18n.text('rec.gain', {
        low: i18n.milliseconds(one.evidence.gain_low_ns), high: i18n.milliseconds(one.evidence.gain_high_ns),
      })))), rest > 0 ? element('li', { class: 'muted' }, i18n.text('sentence.more', { count: i18n.integer(rest) })) : '');
  }
}

/** The worst member of each destination, by name; the five worst of these. */
export function worstRows(model, stale) {
  if (stale) return [];
  return model.message.routes.filter((route) => route.floor_ns !== null).flatMap((route) => {
    const worst = model.paths(route.id).filter((path) => path.row?.times_floor)
      .reduce((a, b) => (a && a.row.times_floor >= b.row.times_floor ? a : b), null);
    return worst === null ? [] : [{
      id: route.id, destination: route.destination, exit: worst.exit, p50: worst.row.p50_ns, ratio: worst.row.times_floor,
      departure: worst.row.departure ?? null,
    }];
  }).sort((a, b) => b.ratio - a.ratio).slice(0, WORST);
}

/** What each exit carries: the paths' rates added up, bit/s; capacity where it is configured. */
function loads(model, stale, capacity) {
  return model.message.exits.map((exit) => {
    const paths = new Map(model.message.rows.filter((row) => row.exit === exit).map((row) => [row.route, row]));
    const sum = (name) => [...paths.values()].reduce((total, row) => (row[name] === null || row[name] === undefined ? total : (total ?? 0) + row[name]), null);
    return {
      exit,
      out: stale ? null : sum('outbound_bits_per_second'),
      in: stale ? null : sum('inbound_bits_per_second'),
      capacity: capacity?.links?.find((one) => one.exit === exit)?.capacity_bps ?? null,
    };
  });
}

function drawLoad(exits) {
  if (exits.length === 0) return empty(i18n.text('state.no-data'));
  const heads = ['exit', 'out', 'in', 'used'].map((name, i) => ({ words: i18n.text(`load.${name}`), left: i === 0 || i === 3, title: i18n.text(`load.${name}.title`) }));
  return table(heads, exits.map((one) => {
    const most = Math.max(one.out ?? 0, one.in ?? 0);
    return [exitName(one.exit), rate(one.out), rate(one.in),
      one.capacity === null || one.out === null ? i18n.text('load.unknown')
        : [element('meter', { min: 0, max: 1, high: 0.7, value: Math.min(1, most / one.capacity), 'aria-label': exitName(one.exit) }), ` ${i18n.share(most / one.capacity)}`]];
  }), { caption: i18n.text('load.title') });
}

const rate = (bits) => (bits === null ? '–' : i18n.megabits(bits));
