// Changes of state for screen readers: only changes, at most one message each five seconds.
import * as i18n from './i18n.js';

const QUIET_MILLIS = 5000;
let known = null;
let waiting = [];
let saidAt = -Infinity;

/** Says a text politely. */
export function announce(words) {
  document.getElementById('announcer').textContent = words;
}

/** Says which paths began to depart from their recent median, or came back. */
announce.changes = (model) => {
  const states = new Map();
  for (const route of model.message.routes) {
    for (const path of model.paths(route.id)) {
      states.set(`${i18n.destination(route)} ${path.exit}`,
        path.row ? path.row.departure?.direction ?? 'steady' : 'no-data');
    }
  }
  if (known !== null) {
    for (const [name, state] of states) {
      if (known.has(name) && known.get(name) !== state) {
        waiting.push(`${name}: ${i18n.text(`compass.state.${state}`)}`);
      }
    }
  }
  known = states;
  const now = performance.now();
  if (waiting.length === 0 || now - saidAt < QUIET_MILLIS) return;
  announce(waiting.length > 4 ? i18n.text('announce.many', { count: waiting.length }) : i18n.list(waiting));
  waiting = [];
  saidAt = now;
};
