// The table of routes: a row group for each route, a row for each exit.
import { element, link, setAttribute, setText } from './dom.js';
import * as i18n from './i18n.js';
import { kindLabel, kindOf } from './kinds.js';
import { lossText, lossTitle } from './loss.js';
import { ENOUGH } from './model.js';
import { spanOf, sparkline } from './sparkline.js';

const COLUMNS = [
  { key: 'destination', left: true, sort: 'name' },
  { key: 'exit', left: true },
  { key: 'rate', sort: 'value' },
  { key: 'now', sort: 'value' },
  { key: 'state', left: true, sort: 'value' },
  { key: 'p50', sort: 'value' },
  { key: 'p95', sort: 'value' },
  { key: 'p99', sort: 'value' },
  { key: 'floor', sort: 'value' },
  { key: 'times-floor', sort: 'value' },
  { key: 'samples', sort: 'value' },
  { key: 'clean', sort: 'value' },
  { key: 'loss', sort: 'value' },
  { key: 'history' },
];

/** How a row is ranked by a column; null = no value, always last. */
const VALUES = {
  rate: (row) => (row.inbound_bits_per_second === null ? null
    : row.inbound_bits_per_second + row.outbound_bits_per_second),
  now: (row) => row.now?.p50_ns ?? null,
  state: (row) => (row.departure ? row.departure.by_ns : 0),
  p50: (row) => row.p50_ns,
  p95: (row) => row.p95_ns,
  p99: (row) => row.p99_ns,
  floor: (row) => row.floor_ns,
  'times-floor': (row) => row.times_floor,
  samples: (row) => row.count,
  clean: (row) => row.clean_share,
  loss: (row) => row.loss?.loss_ratio ?? null,
};

export class RoutesTable {
  /** The table keeps its elements and only changes texts; onOpen(routeId) follows a link. */
  constructor(table, head, onOpen, onSort) {
    this.table = table;
    this.head = head;
    this.onOpen = onOpen;
    this.onSort = onSort;
    this.groups = new Map();
    this.structure = '';
    this.sortedAt = 0;
  }

  drawHead(sort) {
    this.head.replaceChildren(...COLUMNS.map((column) => {
      const title = i18n.text(`column.${column.key}.title`);
      const label = i18n.text(`column.${column.key}`);
      const th = element('th', { scope: 'col', title, class: `${column.key}${column.left ? ' left' : ''}` });
      if (!column.sort) {
        th.append(label);
        return th;
      }
      if (sort.column === column.key) {
        th.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      }
      const button = element('button', { type: 'button' }, label);
      button.addEventListener('click', () => this.onSort(column.key));
      th.append(button);
      return th;
    }));
  }

  /** Draws one message: the view says search and sort; now is monotonic milliseconds. */
  draw(model, view, now) {
    const structure = JSON.stringify([model.message.exits, model.message.routes.map((r) => r.id),
      i18n.current()]);
    if (structure !== this.structure) {
      this.build(model.message);
      this.structure = structure;
      this.sortedAt = 0;
    }
    // Without active sessions there is nothing to say of loss, and no room to waste.
    this.table.classList.toggle('unprobed', !model.message.rows.some((row) => row.loss));
    for (const route of model.message.routes) {
      const group = this.groups.get(route.id);
      group.paths = model.paths(route.id);
      this.drawGroup(model, group, view, now);
    }
    // Rows that move under the pointer are unusable, so a live order changes at most each 5 s.
    const busy = this.table.matches(':hover') || this.table.contains(document.activeElement);
    if (this.sortedAt === 0 || (now - this.sortedAt > 5000 && !busy)) {
      this.sort(view.sort);
      this.sortedAt = now;
    }
  }

  resort() {
    this.sortedAt = 0;
  }

  build(message) {
    for (const group of this.groups.values()) group.body.remove();
    this.groups.clear();
    message.routes.forEach((route, index) => {
      const group = buildGroup(route, message.exits, this.onOpen);
      group.index = index;
      this.groups.set(route.id, group);
      this.table.append(group.body);
    });
  }

  drawGroup(model, group, view, now) {
    group.body.hidden = !matches(group, view.search);
    if (group.body.hidden) return;
    const lowest = model.lowest(group.paths);
    const kind = model.commonKind(group.paths);
    const timed = group.paths.find((path) => path.row && kindOf(path.row) === kind);
    setText(group.kind, timed ? kindLabel(timed.row) : '');
    const span = spanOf(group.paths.map((path) => path.values));
    group.paths.forEach((path, i) => drawRow(group.rows[i], path, {
      lowest: path === lowest, span, kind, stale: model.isStale(now),
    }));
  }

  sort({ column, descending }) {
    const groups = [...this.groups.values()];
    if (column === 'destination') {
      groups.sort((a, b) => a.name.localeCompare(b.name, i18n.current()));
      if (descending) groups.reverse();
    } else if (VALUES[column]) {
      // A route ranks by its worst exit, so that the trouble comes up.
      const rank = (group) => group.paths.reduce((most, path) => {
        const ranked = column === 'loss' ? path.any : path.row; // what is all lost is not timed
        const value = ranked ? VALUES[column](ranked) : null;
        return value === null ? most : Math.max(most ?? -Infinity, value);
      }, null);
      const ranked = groups.map((group) => ({ group, value: rank(group) }));
      ranked.sort((a, b) => {
        if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
        return (descending ? b.value - a.value : a.value - b.value) || a.group.index - b.group.index;
      });
      groups.splice(0, groups.length, ...ranked.map((entry) => entry.group));
    } else {
      groups.sort((a, b) => a.index - b.index);
    }
    const wanted = groups.map((group) => group.body);
    if (wanted.some((body, i) => this.table.tBodies[i] !== body)) this.table.append(...wanted);
  }
}

function matches(group, search) {
  return search === '' || group.haystack.includes(search.toLowerCase());
}

function buildGroup(route, exits, onOpen) {
  const name = i18n.destination(route);
  const anchor = link(`/routes/${encodeURIComponent(route.id)}`, name, () => onOpen(route.id), { 'data-step': '' });
  const country = i18n.country(route);
  const kind = element('span', { class: 'kind', title: i18n.text('kind.title') });
  const span = String(Math.max(1, exits.length));
  const destination = element('th', {
    scope: 'rowgroup', rowspan: span, class: 'destination', title: `${[name, country].filter(Boolean).join(', ')} (${route.id})`,
  }, anchor, element('span', {}, country), kind);
  const floor = element('td', { rowspan: span, class: 'floor' },
    route.floor_ns === null ? '–' : i18n.milliseconds(route.floor_ns));
  const body = element('tbody', { 'data-route': route.id });
  const rows = exits.map((exit, i) => {
    const row = buildRow(exit);
    if (i === 0) {
      row.tr.prepend(destination);
      row.cells['times-floor'].before(floor);
    }
    body.append(row.tr);
    return row;
  });
  const haystack = [route.id, route.destination, route.country, name, country, ...exits]
    .join(' ').toLowerCase();
  return { body, rows, name, kind, haystack, paths: [] };
}

function buildRow(exit) {
  const tag = element('span', { class: 'tag', title: i18n.text('lowest.title') },
    i18n.text('lowest'));
  const other = element('span', { class: 'tag other', title: i18n.text('kind.other.title') });
  const tr = element('tr', { 'data-exit': exit },
    element('th', { scope: 'row', class: 'exit' }, exit === '-' ? i18n.text('exit.unknown') : exit, tag, other));
  const cells = {};
  for (const name of ['rate', 'now', 'state', 'p50', 'p95', 'p99', 'times-floor', 'samples', 'clean', 'loss']) {
    cells[name] = element('td', { class: name === 'state' ? 'state left' : name });
    tr.append(cells[name]);
  }
  const spark = sparkline();
  tr.append(element('td', { class: 'history' }, spark.svg));
  return { tr, cells, tag, other, spark };
}

function drawRow({ tr, cells, tag, other, spark }, path, { lowest, span, kind, stale }) {
  const row = stale ? null : path.row;
  const departure = row?.departure ?? null;
  setAttribute(tr, 'data-state', row ? 'timed' : 'no-data');
  setAttribute(tr, 'data-departure', departure?.direction);
  tag.hidden = !(row && lowest);
  other.hidden = !row || kindOf(row) === kind;
  setText(other, other.hidden ? '' : kindLabel(row));
  spark.update(path.values, span);
  const put = (name, value) => setText(cells[name], value ?? '–');
  put('rate', rateText(stale ? null : path.any));
  put('now', row?.now ? i18n.milliseconds(row.now.p50_ns) : null);
  put('p50', row && i18n.milliseconds(row.p50_ns));
  put('p95', row && row.p95_ns !== null ? i18n.milliseconds(row.p95_ns) : null);
  put('p99', row && row.p99_ns !== null ? i18n.milliseconds(row.p99_ns) : null);
  put('times-floor', row && row.times_floor !== null ? i18n.ratio(row.times_floor) : null);
  put('samples', row && i18n.integer(row.count));
  put('clean', row && row.clean_share !== null ? i18n.share(row.clean_share) : null);
  const loss = stale ? null : path.any?.loss;
  put('loss', lossText(loss));
  setAttribute(cells.loss, 'title', lossTitle(loss));
  put('state', stateText(row, path, stale));
  cells.p95.classList.toggle('few', row !== null && row.count < ENOUGH.p95);
  cells.p99.classList.toggle('few', row !== null && row.count < ENOUGH.p99);
  cells.state.classList.toggle('steady', row !== null && departure === null);
  setAttribute(cells.state, 'title', departure && i18n.text(`state.${departure.direction}.title`, {
    now: i18n.milliseconds(departure.baseline_ns + signed(departure)),
    baseline: i18n.milliseconds(departure.baseline_ns),
  }));
}

const signed = (departure) => (departure.direction === 'above' ? 1 : -1) * departure.by_ns;

/** Megabits a second out and in; a path may carry without being timed. */
function rateText(row) {
  if (!row || (row.outbound_bits_per_second ?? null) === null) return null;
  return `${i18n.megabits(row.outbound_bits_per_second)} / ${i18n.megabits(row.inbound_bits_per_second)}`;
}

/** The state in a shape and words; colour only repeats it. */
function stateText(row, { any, lastSample }, stale) {
  if (row === null) {
    if (!stale && any?.state === 'too-few') return i18n.text('state.too-few');
    return lastSample === null ? i18n.text('state.no-data')
      : i18n.text('state.no-data-since', { time: i18n.clock(Date.parse(lastSample)) });
  }
  if (row.departure) {
    return i18n.text(`state.${row.departure.direction}`,
      { by: i18n.milliseconds(row.departure.by_ns) });
  }
  if (row.now === undefined) return i18n.text('state.window');
  return i18n.text(row.now === null ? 'state.quiet' : 'state.steady');
}
