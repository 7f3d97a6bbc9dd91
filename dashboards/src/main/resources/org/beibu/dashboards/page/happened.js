// What happened to paths: the newest on the overview, those of a route on its page.
import { element, empty, link } from './dom.js';
import * as i18n from './i18n.js';

const COLUMNS = ['time', 'exit', 'event', 'what', 'cause', 'scope'];

/** The newest, on the overview. onOpen(routeId) follows a link. */
export function drawHappened(card, events, onOpen) {
  const newest = (events ?? []).map((event) => `${event.epoch_ns} ${event.kind} ${event.route} ${event.exit} ${event.details.scope}`).join();
  const wanted = newest + i18n.current() + i18n.zone();
  if (card.dataset.drawn === wanted) return;
  card.dataset.drawn = wanted;
  if (!events || events.length === 0) {
    card.replaceChildren(empty(i18n.text('happened.none')));
    return;
  }
  card.replaceChildren(element('table', { class: 'plain' }, element('tbody', {}, ...events.map((event) => element('tr', { 'data-kind': event.kind },
    element('th', { scope: 'row' }, i18n.clock(Date.parse(event.time))),
    element('td', { class: 'left' },
      link(`/routes/${encodeURIComponent(event.route)}`, i18n.destination({ id: event.route, destination: event.route }), () => onOpen(event.route), { 'data-step': '' }),
      ` ${exitName(event.exit)} `),
    element('td', { class: 'left' },
      element('span', { class: 'word' }, i18n.named('happened.kind', event.kind)), ` ${figures(event.details)}`))))));
}

/** The table of a route's page, the newest first; null when nothing happened. */
export function happenedTable(events) {
  if (events.length === 0) return null;
  return element('section', { class: 'card series happened' },
    element('h3', {}, i18n.text('happened.heading'), element('span', { class: 'muted' }, i18n.text('happened.note', { zone: i18n.zone() }))),
    element('div', { class: 'twin' }, element('table', {},
      element('thead', {}, element('tr', {}, ...COLUMNS.map((column) => element('th',
        { scope: 'col', class: 'left' }, i18n.text(`happened.${column}`))))),
      element('tbody', {}, ...events.map(line)))));
}

function line({ time, exit, kind, details }) {
  const cell = (text) => element('td', { class: 'left' }, text);
  return element('tr', { 'data-kind': kind },
    element('th', { scope: 'row', class: 'left' }, i18n.clock(Date.parse(time), true)),
    cell(exitName(exit)), cell(i18n.named('happened.kind', kind)), cell(figures(details)),
    cell(details.cause ? i18n.named('happened.cause', details.cause) : '–'),
    cell(details.scope ? i18n.named('happened.scope', details.scope) : '–'));
}

/** From what to what, or how many of how many: whatever the kind of event tells. */
export function figures(details) {
  const change = (before, after, digits) => i18n.text('happened.change', {
    before: i18n.milliseconds(before, digits), after: i18n.milliseconds(after, digits),
  });
  if (details.after_ms !== undefined) return change(details.before_ms * 1e6, details.after_ms * 1e6, 2);
  if (details.after_ns !== undefined) return change(details.before_ns, details.after_ns, 2);
  if (details.offset_ms !== undefined) {
    return i18n.text('happened.moved', { ms: i18n.milliseconds((details.offset_ms - details.offset_before_ms) * 1e6, 2) });
  }
  if (details.hops_after !== undefined) {
    return i18n.text('happened.hops', { before: i18n.integer(details.hops_before), after: i18n.integer(details.hops_after) });
  }
  if (details.lost !== undefined) {
    return i18n.text('happened.lost', { lost: i18n.integer(details.lost), count: i18n.integer(details.count) });
  }
  return details.lost_in_a_row === undefined ? '' : i18n.text('happened.row', { lost: i18n.integer(details.lost_in_a_row) });
}

export const exitName = (exit) => (exit === '-' ? i18n.text('exit.unknown') : exit);
