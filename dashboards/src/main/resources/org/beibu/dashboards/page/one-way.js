// One-way delays and delay variation of a route's exits, as STAMP sessions tell them.
import { element } from './dom.js';
import * as i18n from './i18n.js';

const COLUMNS = ['exit', 'replies', 'forward', 'backward', 'error', 'ipdv', 'pdv'];

/** From rows of /api/v1/routes; null when no session answered. */
export function oneWayTable(rows) {
  const timed = new Map(rows.filter((row) => row.one_way).map((row) => [row.exit, row.one_way]));
  if (timed.size === 0) return null;
  return element('section', { class: 'card series one-way' },
    element('h3', {}, i18n.text('one-way.heading'), element('span', { class: 'muted' }, i18n.text('one-way.note'))),
    element('div', { class: 'twin' }, element('table', {},
      element('thead', {}, element('tr', {}, ...COLUMNS.map((column, i) => element('th',
        { scope: 'col', class: i < 1 ? 'left' : null }, i18n.text(`one-way.${column}`))))),
      element('tbody', {}, ...[...timed].map(([exit, way]) => line(exit, way))))));
}

function line(exit, way) {
  const cell = (text) => element('td', {}, text);
  return element('tr', { 'data-exit': exit },
    element('th', { scope: 'row', class: 'left' }, exit === '-' ? i18n.text('exit.unknown') : exit),
    cell(i18n.integer(way.replies)), cell(oneWay(way, way.forward)), cell(oneWay(way, way.backward)),
    cell(way.error_ns === null ? '–' : `±${i18n.milliseconds(way.error_ns, 3)}`),
    cell(quantiles(way.ipdv)), cell(quantiles(way.pdv)));
}

const oneWay = (way, figures) => (way.state === 'clocks-doubted' ? i18n.text('one-way.doubted') : quantiles(figures));

/** "1.20 / 2.30 / 3.40 (n)": never a guess where the clocks do not permit a figure. */
function quantiles(figures) {
  if (figures === null) return i18n.text('one-way.not-determinable');
  if (figures.count === 0) return '–';
  const all = [figures.p50_ns, figures.p95_ns, figures.p99_ns].map((nanos) => i18n.milliseconds(nanos, 2));
  return `${all.join(' / ')} (${i18n.integer(figures.count)})`;
}
