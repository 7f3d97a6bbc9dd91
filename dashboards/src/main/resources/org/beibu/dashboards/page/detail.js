// One route over time: a chart for each exit on one scale, with its table twin.
import { BandChart, domainOf, shade } from './band-chart.js';
import { element } from './dom.js';
import { happenedTable } from './happened.js';
import * as i18n from './i18n.js';
import { kindLabel, kindOf } from './kinds.js';
import { lossTable } from './loss.js';
import { oneWayTable } from './one-way.js';
import { seriesTable } from './series-table.js';

const RANGES = { '15m': 900, '1h': 3600, '6h': 21600, '24h': 86400, '7d': 604800 };
const ROWS_SHOWN = 200;
const EVENTS_SHOWN = 50;

export class Detail {
  constructor(section, { onClose, onRange, onKind }) {
    this.section = section;
    this.onClose = onClose;
    this.onRange = onRange;
    this.onKind = onKind;
    this.routeId = null;
  }

  async open(route, view) {
    this.routeId = route.id;
    this.route = route;
    this.view = { method: view.method, quality: view.quality };
    this.range = view.range in RANGES ? view.range : '15m';
    this.section.hidden = false;
    this.frame();
    await this.refresh();
  }

  close() {
    this.routeId = null;
    this.frameId = null;
    this.section.hidden = true;
    this.section.replaceChildren();
  }

  /** Asks for the newest figures; the range always ends now, so a refresh keeps the choice. */
  async refresh() {
    const asked = this.frameId;
    try {
      const rows = await this.ask('/api/v1/routes', { route: this.routeId, metric: 'far', since: this.range });
      const wanted = rows.rows.filter((row) => row.state === 'timed' && this.isShown(row));
      const kinds = [...new Map(wanted.map((row) => [kindOf(row), row])).values()];
      const bodies = await Promise.all((kinds.length > 0 ? kinds : [{}]).map((kind) => this.ask(
        `/api/v1/routes/${encodeURIComponent(this.routeId)}/delay`,
        { from: `-${RANGES[this.range]}s`, metric: 'far', method: kind.method, class: kind.class },
      )));
      const paths = new Set(wanted.map((row) => `${row.exit} ${kindOf(row)}`));
      const series = bodies.flatMap((body) => body.series)
        .filter((one) => paths.has(`${one.exit} ${kindOf(one)}`));
      const happened = await this.ask('/api/v1/path-events', { route: this.routeId, from: `-${RANGES[this.range]}s` });
      if (asked === this.frameId) this.draw({ ...bodies[0], series }, rows.rows, happened.events.slice(0, EVENTS_SHOWN));
    } catch (failure) {
      if (asked === this.frameId) this.charts.replaceChildren(element('p', { class: 'empty', role: 'alert' }, failure.message));
    }
  }

  async ask(address, parameters) {
    const known = Object.entries(parameters).filter(([, value]) => value !== undefined);
    const response = await fetch(`${address}?${new URLSearchParams(known)}`);
    const body = await response.json();
    if (!response.ok) throw new Error(`${body.what}: ${body.fix}`);
    return body;
  }

  /** Whether the charts are to show a row's series: the kind chosen, or what heads its path. */
  isShown(row) {
    const { method, quality } = this.view;
    if (method && quality) return row.method === method && row.class === quality;
    return method ? row.method === method && row.method_headline : row.headline;
  }

  frame() {
    this.frameId = Symbol(this.routeId);
    const back = element('button', { type: 'button' }, `← ${i18n.text('detail.back')}`);
    back.addEventListener('click', () => this.onClose());
    const ranges = element('fieldset', { class: 'segments' },
      element('legend', { class: 'visually-hidden' }, i18n.text('detail.range')));
    for (const range of Object.keys(RANGES)) {
      const input = element('input', { type: 'radio', name: 'range', value: range, checked: range === this.range });
      input.addEventListener('change', () => this.onRange(range));
      ranges.append(element('label', {}, input, i18n.text(`range.${range}`)));
    }
    const name = i18n.destination(this.route);
    const facts = this.route.floor_ns === null ? '' : i18n.text('detail.facts', {
      country: i18n.country(this.route),
      km: i18n.integer(Math.round(this.route.great_circle_km)),
      floor: i18n.milliseconds(this.route.floor_ns, 2),
    });
    this.charts = element('div', { class: 'charts', 'aria-busy': 'true' });
    this.below = element('div');
    this.others = element('div');
    this.section.replaceChildren(
      element('div', { class: 'detail-head' }, back,
        element('h2', { tabindex: '-1' }, i18n.text('detail.title', { name })),
        element('span', { class: 'facts' }, facts), ranges),
      this.charts, this.others, this.below);
  }

  draw(body, rows, events) {
    this.charts.setAttribute('aria-busy', 'false');
    this.others.replaceChildren(happenedTable(events) ?? '', seriesTable(rows, (row) => this.isShown(row),
      (row) => this.onKind({ method: row.method, quality: row.class })), lossTable(rows) ?? '',
      oneWayTable(rows) ?? '');
    const all = body.series.filter((one) => one.windows.length > 0);
    const series = all.map((one) => ({ ...one, windows: one.windows.filter((window) => window.state !== 'too-few') }))
      .filter((one) => one.windows.length > 0);
    if (series.length === 0) {
      this.charts.replaceChildren(element('p', { class: 'empty' }, i18n.text(all.length > 0 ? 'detail.too-few' : 'detail.none')));
      this.below.replaceChildren();
      return;
    }
    const shared = {
      domain: domainOf(series, body.floor_ns),
      buckets: body.bucket_upper_ns,
      fromS: Date.parse(body.from) / 1000,
      toS: Date.parse(body.to) / 1000,
      stepS: body.resolution_ns / 1e9,
      floor: body.floor_ns,
      time: (second) => axisTime(second, this.range),
      delay: (nanos) => i18n.milliseconds(nanos, nanos < 1e7 ? 1 : 0),
    };
    this.drawn = [];
    this.charts.dataset.count = String(series.length);
    this.charts.replaceChildren(...series.map((one) => this.chart(one, shared)));
    const open = this.below.querySelector('details')?.open ?? false;
    this.below.replaceChildren(legend(body), twin(all, body, open));
    this.redraw();
    paintRamp(this.below.querySelector('.ramp'));
  }

  chart(series, shared) {
    const canvas = element('canvas', {
      role: 'img', 'aria-label': i18n.text('detail.chart', { exit: series.exit }),
    });
    const whole = i18n.text('detail.whole', {
      count: i18n.integer(series.count), windows: i18n.integer(series.windows.length),
    });
    const words = element('span', { class: 'muted' }, whole);
    const chart = new BandChart(canvas);
    this.drawn.push(() => chart.draw({ ...shared, series }));
    canvas.addEventListener('pointermove', (event) => {
      const at = chart.pick(event.offsetX);
      words.textContent = at === null ? whole : i18n.text('detail.at', windowTexts(at));
      chart.draw(chart.chart);
    });
    canvas.addEventListener('pointerleave', () => {
      chart.hover = null;
      words.textContent = whole;
      chart.draw(chart.chart);
    });
    const exit = series.exit === '-' ? i18n.text('exit.unknown') : series.exit;
    return element('section', { class: 'chart card' }, element('h3', {}, exit, element('span', { class: 'kind' }, kindLabel(series)), words), canvas);
  }

  /** Draws the charts anew, after a change of size or theme. */
  redraw() {
    for (const draw of this.drawn ?? []) draw();
  }
}

function axisTime(second, range) {
  const whole = i18n.clock(second * 1000, range === '7d');
  return range === '15m' ? whole : whole.replace(/:\d\d$/, '');
}

function windowTexts(one) {
  const delay = (nanos) => (nanos === null ? '–' : i18n.milliseconds(nanos, 2));
  return {
    time: i18n.clock(one.start_s * 1000, true),
    count: one.count === null ? i18n.text('state.too-few') : i18n.integer(one.count),
    min: delay(one.min_ns),
    p50: delay(one.p50_ns),
    p95: delay(one.p95_ns),
    p99: delay(one.p99_ns),
    max: delay(one.max_ns),
  };
}

function legend(body) {
  const item = (kind, key) => element('span', {}, element('span', { class: `stroke ${kind}` }), i18n.text(key));
  return element('p', { class: 'legend' },
    element('span', {}, i18n.text('detail.ramp.few'), element('canvas', { class: 'ramp', width: 84, height: 10 }),
      i18n.text('detail.ramp.many')),
    item('', 'detail.p50'), item('thin', 'detail.tail'), item('floor', 'detail.floor'), item('beyond', 'detail.beyond'),
    element('span', {}, i18n.text('detail.resolution', { resolution: i18n.text(`resolution.${body.resolution}`), zone: i18n.zone() })));
}

/** The legend is painted by the function that shades the cells, so the two cannot differ. */
function paintRamp(canvas) {
  const context = canvas.getContext('2d');
  context.fillStyle = getComputedStyle(canvas).getPropertyValue('--data').trim();
  for (let x = 0; x < canvas.width; x++) {
    context.globalAlpha = shade(x / canvas.width) * 0.85;
    context.fillRect(x, 0, 1, canvas.height);
  }
}

function twin(series, body, open) {
  const columns = ['start', 'exit', 'kind', 'samples', 'min', 'p50', 'p95', 'p99', 'max'];
  const rows = series.flatMap((one) => one.windows.map((window) => ({ exit: one.exit, kind: kindLabel(one), window })))
    .sort((a, b) => b.window.start_s - a.window.start_s || a.exit.localeCompare(b.exit));
  const table = element('table', {},
    element('thead', {}, element('tr', {}, ...columns.map((column, i) => element('th',
      { scope: 'col', class: i < 3 ? 'left' : null }, i18n.text(`twin.${column}`))))),
    element('tbody', {}, ...rows.slice(0, ROWS_SHOWN).map(({ exit, kind, window }) => {
      const texts = windowTexts(window);
      return element('tr', {}, element('th', { scope: 'row', class: 'left' }, texts.time),
        element('td', { class: 'left' }, exit),
        element('td', { class: 'left' }, kind),
        ...['count', 'min', 'p50', 'p95', 'p99', 'max'].map((key) => element('td', {}, texts[key])));
    })));
  const details = element('details', { open },
    element('summary', {}, i18n.text('detail.table', {
      shown: i18n.integer(Math.min(ROWS_SHOWN, rows.length)), all: i18n.integer(rows.length),
    })), element('div', { class: 'twin', tabindex: '0', role: 'region', 'aria-label': i18n.text('detail.table.label') }, table));
  return details;
}
