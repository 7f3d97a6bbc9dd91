// Wires the page: the address says which view of what, the event stream brings news, keys move about.
import { announce } from './announcer.js';
import { CapacityView } from './capacity.js';
import { element, setAttribute, setText } from './dom.js';
import { EventsView } from './events.js';
import { fillHelp } from './help.js';
import * as i18n from './i18n.js';
import { chosenRows } from './kinds.js';
import { RoutesModel } from './model.js';
import { Overview } from './overview.js';
import { PathsView } from './paths.js';
import { ProbesView } from './probes.js';
import { RecommendationsView } from './recommendations.js';
import { RouteView } from './route.js';
import { SloView } from './slo.js';
import { VIEWS, addressOf, elsewhere, readState, remember } from './state.js';
import { EventStream } from './stream.js';

const byId = (id) => document.getElementById(id);

/** A whole message at most this often: paths that are timed for the first time have no history. */
const WHOLE_MILLIS = 10_000;
const TICK_MILLIS = 5000;

/** The keys that lead to a view after g. */
const LEADS = { o: 'overview', r: 'routes', a: 'recommendations', s: 'slo', c: 'capacity', p: 'probes', e: 'events' };

const model = new RoutesModel();
const section = byId('view');
const views = {
  overview: new Overview(byId('overview'), go),
  table: new PathsView(byId('table-view'), go),
  routes: new RouteView(section, go),
  recommendations: new RecommendationsView(section, go),
  slo: new SloView(section, go),
  capacity: new CapacityView(section, go),
  probes: new ProbesView(section, go),
  events: new EventsView(section, go),
};
const stream = new EventStream((message) => {
  model.accept(message, performance.now());
  if (model.lacksHistory && performance.now() - openedAt > WHOLE_MILLIS) listen();
  if (waiting) open();
  requestAnimationFrame(draw);
});

let state = readState();
let shown = null;
let waiting = false;
let freshState = '';
let openedAt = -Infinity;
let listening = '';
let led = -Infinity;

function listen() {
  openedAt = performance.now();
  listening = `/api/v1/events?${chosenRows(state)}`;
  stream.open(listening);
}

/** Goes to another state: changes of this one, or a whole one with its view. */
function go(changes, { replace = false } = {}) {
  const next = changes.view ? { ...elsewhere(state, changes.view, changes.id ?? null), ...changes } : { ...state, ...changes };
  const same = next.view === state.view && next.id === state.id;
  state = next;
  history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(state));
  if (replace && same) {
    draw();
    return;
  }
  open();
  if (!same) window.scrollTo(0, 0);
}

const viewOf = ({ view, id }) => (view === 'routes' && id === null ? views.table : views[view]);

/** Shows what the state says. A route's name comes with the first message. */
function open() {
  const view = viewOf(state);
  waiting = view === views.routes && model.message === null;
  if (waiting) return;
  if (listening !== `/api/v1/events?${chosenRows(state)}`) listen();
  const moved = shown !== view;
  if (moved) {
    shown?.leave();
    shown = view;
    byId('overview').hidden = view !== views.overview;
    byId('table-view').hidden = view !== views.table;
    section.hidden = view === views.overview || view === views.table;
  }
  section.className = state.view;
  drawNav();
  byId('search').value = state.search;
  document.title = i18n.text('title.view', { view: i18n.text(`nav.${state.view}`) });
  Promise.resolve(view.enter(state, model)).then(() => {
    draw();
    if (moved && document.activeElement === document.body) viewHeading()?.focus({ preventScroll: true });
  });
  draw();
}

const viewHeading = () => document.querySelector('main > section:not([hidden]) h2[tabindex]');

function drawNav() {
  byId('views').replaceChildren(...VIEWS.map((view) => {
    const anchor = element('a', {
      href: addressOf(elsewhere(state, view)), 'data-view': view, 'aria-current': view === state.view ? 'page' : null,
    }, i18n.text(`nav.${view}`));
    anchor.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go({ view });
    });
    return anchor;
  }));
}

function draw() {
  const now = performance.now();
  const stale = model.message === null || model.isStale(now);
  document.body.dataset.stale = String(stale && model.message !== null);
  if (model.message === null) return;
  shown?.draw?.(model, now, stale);
  announce.changes(model);
}

/** The badge tells the age of the figures four times a second, whether or not news arrive. */
function drawFreshness() {
  const now = performance.now();
  const age = model.age(now);
  const fresh = model.message === null ? 'waiting' : model.isStale(now) ? 'stale' : 'live';
  setAttribute(byId('freshness'), 'data-state', fresh);
  setText(byId('freshness-text'), i18n.text(`freshness.${fresh}`, { age: i18n.seconds(age) }));
  if (fresh === freshState) return;
  if (freshState !== '' && freshState !== 'waiting') announce(i18n.text(`freshness.${fresh}.said`));
  freshState = fresh;
  draw();
}

async function speak() {
  await i18n.load(state.language);
  i18n.apply();
  byId('language').value = state.language;
  fillHelp(byId('help'));
}

function dress() {
  setAttribute(document.documentElement, 'data-theme', state.theme === 'auto' ? null : state.theme);
  byId('theme').value = state.theme;
}

/** Everything anew after a change of size, theme or language. */
function redraw() {
  for (const view of Object.values(views)) view.forget?.();
  shown?.redraw?.();
  draw();
}

function keys(event) {
  const typing = event.target.closest('input:not([type=radio]), select, textarea, dialog[open]');
  const search = byId('search');
  if (event.key === 'Escape' && event.target === search) {
    search.value = '';
    go({ search: '' }, { replace: true });
    search.blur();
  } else if (event.key === 'Escape' && !typing && state.view === 'routes' && state.id) {
    go({ view: 'routes' });
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    press(event);
  }
}

function press(event) {
  const { key } = event;
  const wasLed = performance.now() - led < 1500;
  led = -Infinity;
  if (wasLed && LEADS[key]) go({ view: LEADS[key] });
  else if (key === 'g') led = performance.now();
  else if (key === '?') byId('help').showModal();
  else if (key === '/') {
    event.preventDefault();
    if (!shown?.searches) go({ view: 'routes' });
    byId('search').focus();
  } else if (key === '[') shown.move?.(-0.25);
  else if (key === ']') shown.move?.(0.25);
  else if (key === '+') shown.move?.(0, 0.5);
  else if (key === '-') shown.move?.(0, 2);
  else if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1);
  else shown.key?.(key);
}

/** The next or the last row of the view that can be opened. */
function step(by) {
  const rows = [...document.querySelectorAll('main > section:not([hidden]) [data-step]')].filter((one) => one.offsetParent !== null);
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

byId('language').addEventListener('change', async (event) => {
  remember('language', event.target.value);
  state = { ...state, language: event.target.value, lang: event.target.value };
  history.replaceState(null, '', addressOf(state));
  await speak();
  for (const view of Object.values(views)) view.forget?.();
  open();
});
byId('theme').addEventListener('change', (event) => {
  remember('theme', event.target.value);
  state = { ...state, theme: event.target.value, themeAsked: event.target.value };
  history.replaceState(null, '', addressOf(state));
  dress();
  redraw();
});
byId('search').addEventListener('input', (event) => {
  const words = event.target.value.trim();
  if (shown?.searches) go({ search: words }, { replace: true });
  else go({ view: 'routes', search: words });
});
byId('help-open').addEventListener('click', () => byId('help').showModal());
byId('home').addEventListener('click', (event) => {
  event.preventDefault();
  go({ view: 'overview' });
});
document.addEventListener('keydown', keys);
window.addEventListener('resize', redraw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
window.addEventListener('popstate', () => {
  const { language } = state;
  state = readState();
  dress();
  if (state.language !== language) speak().then(open);
  else open();
});

dress();
await speak();
listen();
open();
setInterval(drawFreshness, 250);
setInterval(() => shown?.tick?.(), TICK_MILLIS);
