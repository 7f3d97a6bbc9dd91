// Wires the page: the event stream in, the drawings out, the view in the address bar.
import { announce } from './announcer.js';
import { Compass } from './compass.js';
import { Detail } from './detail.js';
import { element, setAttribute, setText } from './dom.js';
import { SimulatedExits } from './exits.js';
import { drawHappened } from './happened.js';
import { fillHelp } from './help.js';
import * as i18n from './i18n.js';
import { KindPicker, chosenRows } from './kinds.js';
import { LevelsTable } from './levels.js';
import { RoutesModel } from './model.js';
import { sentence } from './sentence.js';
import { StoreSize } from './store-size.js';
import { EventStream } from './stream.js';
import { RoutesTable } from './table.js';
import { readView, remember, routeOf, writeView } from './view.js';

const byId = (id) => document.getElementById(id);
const model = new RoutesModel();
const view = readView();
const table = new RoutesTable(byId('routes'), byId('routes-head'), openRoute, sortBy);
const compass = new Compass(byId('compass'), openRoute);
const exits = new SimulatedExits(byId('exits-card'), byId('exits'), (why) => announce(why));
const detail = new Detail(byId('detail'), { onClose: closeRoute, onRange: chooseRange, onKind: chooseKind });
const levels = new LevelsTable(byId('levels'), byId('slo'), byId('slo-notes'), openRoute);
const storeSize = new StoreSize(byId('store-card'), byId('store'));
const picker = new KindPicker(byId('method'), byId('quality'), chooseKind);
const stream = new EventStream((message) => {
  model.accept(message, performance.now());
  if (model.lacksHistory) completeHistory();
  requestAnimationFrame(draw);
});

const REASONS_SHOWN = 3;

/** A whole message at most this often: paths that are timed for the first time have no history. */
const WHOLE_MILLIS = 10_000;

let freshState = '';
let pending = routeOf(location);
let openedAt = -Infinity;

function listen() {
  openedAt = performance.now();
  stream.open(`/api/v1/events?${chosenRows(view)}`);
}

function completeHistory() {
  if (performance.now() - openedAt > WHOLE_MILLIS) listen();
}

function draw() {
  if (model.message === null) return;
  const now = performance.now();
  picker.draw(model.message, view);
  const stale = model.isStale(now);
  document.body.dataset.stale = String(stale);
  if (byId('detail').hidden) {
    setText(byId('sentence'), sentence(model, stale));
    table.draw(model, view, now);
    compass.draw(model, now, false);
    drawNotes();
    drawProbes(stale);
    exits.draw(model.message.simulated_exits);
    drawHappened(byId('happened-card'), byId('happened'), model.message.path_events, openRoute);
  }
  announce.changes(model);
  if (pending) {
    const wanted = pending;
    pending = null;
    showRoute(wanted);
  }
}

/** The badge tells the age of the figures four times a second, whether or not news arrive. */
function drawFreshness() {
  const now = performance.now();
  const age = model.age(now);
  const state = model.message === null ? 'waiting' : model.isStale(now) ? 'stale' : 'live';
  setAttribute(byId('freshness'), 'data-state', state);
  setText(byId('freshness-text'), i18n.text(`freshness.${state}`, { age: i18n.seconds(age) }));
  if (state === freshState) return;
  if (freshState !== '' && freshState !== 'waiting') announce(i18n.text(`freshness.${state}.said`));
  freshState = state;
  draw();
}

function chooseKind({ method, quality }) {
  Object.assign(view, { method, quality });
  changed();
  listen();
  if (detail.routeId) showRoute(detail.routeId);
}

function drawNotes() {
  const notes = i18n.text('notes', {
    window: i18n.integer(model.message.window_ns / 1e9),
    loss: model.message.capture_loss === null ? '–' : i18n.percent(model.message.capture_loss),
  });
  const fewest = model.message.min_prefixes;
  setText(byId('notes'), fewest ? `${notes} ${i18n.text('notes.publish', {
    fewest: i18n.integer(fewest), to: i18n.clock(Date.parse(model.message.to)),
  })}` : notes);
}

/** The probes by name; what is said of them is as stale as the rows are. */
function drawProbes(stale) {
  const rows = model.message.probes.map((probe) => element('tr', { 'data-probe': probe.name },
    element('th', { scope: 'row' }, probe.name),
    element('td', {}, ...(stale ? ['–'] : probeWords(probe)))));
  if (rows.length === 0) rows.push(element('tr', {}, element('td', {}, i18n.text('capture.none'))));
  byId('probes').replaceChildren(element('tbody', {}, ...rows));
}

function probeWords(probe) {
  const loss = probe.capture_loss === null ? '–' : i18n.percent(probe.capture_loss);
  const heartbeat = probe.heartbeat_age_ns === null ? i18n.text('capture.never')
    : i18n.text('capture.heartbeat', { age: i18n.seconds(probe.heartbeat_age_ns / 1e9) });
  return [i18n.text('capture.loss', { loss }), element('br'),
    element('span', { class: 'muted' }, heartbeat), ...skipWords(probe)];
}

/** How far behind, and which packets gave no timing: the most frequent reasons, and how many more. */
function skipWords(probe) {
  const words = [];
  const say = (key, values) => words.push(element('br'), element('span', { class: 'muted' }, i18n.text(key, values)));
  if (probe.behind_ns !== null) say('capture.behind', { ms: i18n.milliseconds(probe.behind_ns) });
  if (probe.skipped === 0) return words;
  say('capture.skipped', {
    count: i18n.integer(probe.skipped), share: i18n.percentTenths(probe.skipped / (probe.used + probe.skipped)),
  });
  const reasons = Object.entries(probe.skipped_by_reason).sort((a, b) => b[1] - a[1]);
  for (const [reason, count] of reasons.slice(0, REASONS_SHOWN)) {
    say('capture.reason', { reason: i18n.reason(reason), count: i18n.integer(count) });
  }
  if (reasons.length > REASONS_SHOWN) {
    say('capture.more', { count: i18n.integer(reasons.length - REASONS_SHOWN) });
  }
  return words;
}

function sortBy(column) {
  const same = view.sort.column === column;
  if (same && !view.sort.descending && column !== 'destination') {
    view.sort = { column: '', descending: false };
  } else if (same && view.sort.descending && column === 'destination') {
    view.sort = { column: '', descending: false };
  } else {
    view.sort = { column, descending: same ? !view.sort.descending : column !== 'destination' };
  }
  table.resort();
  changed();
}

function changed() {
  table.drawHead(view.sort);
  table.resort();
  writeView(view, detail.routeId);
  compass.drawnAt = -Infinity;
  draw();
}

function openRoute(id) {
  history.pushState(null, '', `/routes/${encodeURIComponent(id)}`);
  showRoute(id);
}

function closeRoute() {
  history.pushState(null, '', '/');
  hideRoute();
}

function showRoute(id) {
  if (model.message === null) {
    pending = id;
    return;
  }
  const route = model.message.routes.find((one) => one.id === id);
  if (!route) {
    announce(i18n.text('detail.unknown', { id }));
    hideRoute();
    return;
  }
  byId('overview').hidden = true;
  writeView(view, id);
  detail.open(route, view).then(() => byId('detail').querySelector('h2')?.focus({ preventScroll: true }));
}

function hideRoute() {
  detail.close();
  byId('overview').hidden = false;
  writeView(view, null);
  compass.drawnAt = -Infinity;
  draw();
}

function chooseRange(range) {
  view.range = range;
  showRoute(detail.routeId);
}

async function speak(language) {
  await i18n.load(language);
  i18n.apply();
  document.title = i18n.text('title');
  byId('language').value = language;
  table.drawHead(view.sort);
  fillHelp(byId('help'));
  levels.draw();
  storeSize.draw();
  compass.drawnAt = -Infinity;
  draw();
  if (detail.routeId) showRoute(detail.routeId);
}

function dress(theme) {
  setAttribute(document.documentElement, 'data-theme', theme === 'auto' ? null : theme);
  byId('theme').value = theme;
  detail.redraw();
}

function keys(event) {
  const typing = event.target.closest('input:not([type=radio]), select, textarea');
  if (event.key === 'Escape' && event.target === byId('search')) {
    event.target.value = '';
    search('');
    event.target.blur();
  } else if (event.key === 'Escape' && detail.routeId && !byId('help').open) {
    closeRoute();
  } else if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  } else if (event.key === '/') {
    event.preventDefault();
    if (detail.routeId) closeRoute();
    byId('search').focus();
  } else if (event.key === '?') {
    byId('help').showModal();
  }
}

function search(words) {
  view.search = words.trim();
  writeView(view, detail.routeId);
  draw();
}

byId('language').addEventListener('change', (event) => {
  remember('language', event.target.value);
  speak(event.target.value).catch((failure) => announce(failure.message));
});
byId('theme').addEventListener('change', (event) => {
  remember('theme', event.target.value);
  dress(event.target.value);
});
byId('search').addEventListener('input', (event) => search(event.target.value));
byId('help-open').addEventListener('click', () => byId('help').showModal());
byId('home').addEventListener('click', (event) => {
  event.preventDefault();
  closeRoute();
});
document.addEventListener('keydown', keys);
window.addEventListener('resize', () => {
  compass.drawnAt = -Infinity;
  draw();
  detail.redraw();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => detail.redraw());
window.addEventListener('popstate', () => {
  const id = routeOf(location);
  if (id) showRoute(id);
  else hideRoute();
});

byId('search').value = view.search;
dress(view.theme);
await speak(view.language);
listen();
levels.start();
storeSize.start();
setInterval(drawFreshness, 250);
setInterval(() => detail.routeId && detail.refresh(), 5000);
