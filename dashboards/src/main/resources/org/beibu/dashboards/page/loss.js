// What became of active packets: ratios with their interval, and the table of a route's page.
import { element } from './dom.js';
import * as i18n from './i18n.js';

const COLUMNS = ['exit', 'method', 'sent', 'lost', 'share', 'forward', 'backward', 'late', 'duplicate', 'reordered',
  'episodes', 'longest'];

/** "0.10 (0.03–0.29) % of 3,000"; null where nothing was sent: that is no loss of zero. */
export function lossText(loss) {
  if (!loss || loss.loss_ratio === null) return null;
  return i18n.text('loss.text', { ...percents(loss), sent: i18n.integer(loss.sent) });
}

/** The same in words, with each direction where it is known. */
export function lossTitle(loss) {
  if (!loss || loss.loss_ratio === null) return null;
  const way = (name) => (loss[name] === null ? i18n.text('loss.unknown')
    : i18n.text('loss.ratio', percents(loss[name])));
  return i18n.text('loss.title', {
    ...percents(loss), method: i18n.text(`method.${loss.method}`), lost: i18n.integer(loss.lost),
    sent: i18n.integer(loss.sent), minutes: i18n.integer(Math.round(loss.window_ns / 6e10)),
    forward: way('forward'), backward: way('backward'), late: i18n.integer(loss.late),
    duplicate: i18n.integer(loss.duplicate), reordered: i18n.integer(loss.reordered),
  });
}

const percents = (loss) => ({
  ratio: percent(loss.loss_ratio), low: percent(loss.loss_low), high: percent(loss.loss_high),
});

/** Per cent without the sign; below a hundredth with one more digit, so that a bound is not 0. */
function percent(ratio) {
  const digits = ratio >= 0.1 ? 1 : ratio > 0 && ratio < 0.0001 ? 3 : 2;
  return i18n.fixed(ratio * 100, digits);
}

/** Losses of a route's exits, from rows of /api/v1/routes; null when none is probed. */
export function lossTable(rows) {
  const probed = new Map();
  for (const row of rows) {
    if (row.loss && row.loss.loss_ratio !== null) probed.set(`${row.exit} ${row.loss.method}`, row);
  }
  if (probed.size === 0) return null;
  return element('section', { class: 'card series losses' },
    element('h3', {}, i18n.text('loss.heading'), element('span', { class: 'muted' }, i18n.text('loss.note'))),
    element('div', { class: 'twin' }, element('table', {},
      element('thead', {}, element('tr', {}, ...COLUMNS.map((column, i) => element('th',
        { scope: 'col', class: i < 2 ? 'left' : null }, i18n.text(`loss.${column}`))))),
      element('tbody', {}, ...[...probed.values()].map(line)))));
}

function line({ exit, loss }) {
  const count = (value) => element('td', {}, value === null ? '–' : i18n.integer(value));
  const way = (counts) => element('td', {}, counts === null ? '–'
    : `${i18n.integer(counts.lost)}: ${i18n.text('loss.ratio', percents(counts))}`);
  return element('tr', { 'data-exit': exit },
    element('th', { scope: 'row', class: 'left' }, exit === '-' ? i18n.text('exit.unknown') : exit),
    element('td', { class: 'left' }, i18n.text(`method.${loss.method}`)),
    count(loss.sent), count(loss.lost), element('td', {}, i18n.text('loss.ratio', percents(loss))),
    way(loss.forward), way(loss.backward), count(loss.late), count(loss.duplicate), count(loss.reordered),
    count(loss.episodes), count(loss.longest_episode));
}
