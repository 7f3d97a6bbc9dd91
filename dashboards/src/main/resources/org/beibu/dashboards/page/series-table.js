// Every method and class that timed a route, exit by exit: what the charts leave out stands here.
import { element } from './dom.js';
import * as i18n from './i18n.js';
import { kindOf } from './kinds.js';
import { ENOUGH } from './model.js';

const COLUMNS = ['exit', 'method', 'class', 'samples', 'clean', 'p50', 'p95', 'p99'];

/** A table of rows of /api/v1/routes; shown holds what the charts show, onChoose(row) follows a button. */
export function seriesTable(rows, shown, onChoose) {
  const timed = rows.filter((row) => row.state !== 'no-data');
  return element('section', { class: 'card series', 'data-list': 'kinds' },
    element('h3', {}, i18n.text('series.title'), element('span', { class: 'muted' }, i18n.text('series.note'))),
    element('div', { class: 'twin' }, element('table', {},
      element('thead', {}, element('tr', {}, ...COLUMNS.map((column, i) => element('th',
        { scope: 'col', class: i < 3 ? 'left' : null }, i18n.text(`series.${column}`))))),
      element('tbody', {}, ...timed.map((row) => line(row, shown(row), onChoose))))));
}

function line(row, isShown, onChoose) {
  const choose = element('button', {
    type: 'button', class: 'link', title: i18n.text(`method.${row.method}.title`), 'aria-pressed': String(isShown),
  }, i18n.text(`method.${row.method}`));
  choose.addEventListener('click', () => onChoose(row));
  const tag = row.headline
    ? element('span', { class: 'tag', title: i18n.text('series.headline.title') }, i18n.text('series.headline')) : '';
  const figure = (value, enough) => element('td', { class: row.count < enough ? 'few' : null },
    value === null ? '–' : i18n.milliseconds(value, 2));
  return element('tr', { 'data-kind': kindOf(row), 'data-exit': row.exit, class: isShown ? 'shown' : null },
    element('th', { scope: 'row', class: 'left' }, row.exit === '-' ? i18n.text('exit.unknown') : row.exit),
    element('td', { class: 'left' }, choose, tag),
    element('td', { class: 'left', title: i18n.text(`class.${row.class}.title`) }, i18n.text(`class.${row.class}`)),
    element('td', {}, row.count === null ? i18n.text('state.too-few') : i18n.integer(row.count)),
    element('td', {}, row.clean_share === null ? '–' : i18n.share(row.clean_share)),
    figure(row.p50_ns, ENOUGH.p50), figure(row.p95_ns, ENOUGH.p95), figure(row.p99_ns, ENOUGH.p99));
}
