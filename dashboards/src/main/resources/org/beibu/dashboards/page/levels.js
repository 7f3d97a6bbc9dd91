// The matrix of service levels: a row for each route, a column for each service class. Asked for
// every half minute, since levels change with the minute.
import { element, setText } from './dom.js';
import * as i18n from './i18n.js';

const INTERVAL_MILLIS = 30_000;
const NANOS_PER_MINUTE = 60e9;

export class LevelsTable {
  /** The section is hidden until there are levels; onOpen(routeId) follows a link. */
  constructor(section, table, notes, onOpen) {
    this.section = section;
    this.table = table;
    this.notes = notes;
    this.onOpen = onOpen;
    this.levels = null;
  }

  /** Begins to ask, and goes on. */
  start() {
    this.ask();
    setInterval(() => this.ask(), INTERVAL_MILLIS);
  }

  async ask() {
    try {
      const response = await fetch('/api/v1/slo');
      this.levels = response.ok ? await response.json() : null;
    } catch {
      this.levels = null; // What is not known is not shown: the freshness badge says why.
    }
    this.draw();
  }

  draw() {
    this.section.hidden = this.levels === null;
    if (this.levels === null) return;
    const names = this.levels.classes.map((one) => one.class);
    const head = element('tr', {}, element('th', { scope: 'col', class: 'left' }, i18n.text('slo.route')),
      ...names.map((name) => element('th', { scope: 'col', class: 'left' }, i18n.serviceClass(name))));
    const rows = this.levels.routes.map((route) => this.row(route));
    this.table.tHead.replaceChildren(head);
    this.table.tBodies[0].replaceChildren(...rows);
    setText(this.notes, i18n.text('slo.notes', {
      from: i18n.clock(Date.parse(this.levels.from), true),
      to: i18n.clock(Date.parse(this.levels.to), true),
      zone: i18n.zone(),
      samples: i18n.integer(this.levels.min_samples),
      fit: i18n.integer(this.levels.fit_window_ns / NANOS_PER_MINUTE),
    }));
  }

  row(route) {
    const named = { id: route.route, destination: route.destination };
    const link = element('a', { href: `/routes/${encodeURIComponent(route.route)}` }, i18n.destination(named));
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.onOpen(route.route);
    });
    return element('tr', { 'data-route': route.route }, element('th', { scope: 'row', class: 'left' }, link),
      ...route.classes.map((cell, i) => drawCell(route, cell, i)));
  }
}

/** State in a shape and a word, share and count, the exit that stands worst; who can carry it now. */
function drawCell(route, cell, i) {
  const worst = route.exits.find((exit) => exit.exit === cell.worst_exit);
  const level = worst?.levels[i];
  const measured = level && cell.attainment !== null;
  const parts = [element('span', { class: 'word' }, i18n.text(`slo.state.${cell.state}`))];
  if (measured) parts.push(` ${i18n.percent(cell.attainment)}`);
  if (cell.worst_exit !== null && cell.state !== 'not-attainable') {
    const methods = methodNames(worst);
    parts.push(element('span', { class: 'basis' }, i18n.text(methods === '' ? 'slo.worst' : 'slo.worst.by', {
      exit: exitName(cell.worst_exit), minutes: i18n.integer(measured ? level.good + level.bad : 0), methods,
    })));
  }
  const now = carriers(cell);
  if (now !== '') parts.push(element('span', { class: 'now' }, now));
  return element('td', { 'data-level': cell.state, title: level?.fit.statement }, ...parts);
}

/** The exits that can carry the class now; a question mark where loss is not measured. */
function carriers(cell) {
  if (cell.exits === 0 || cell.state === 'not-attainable') return '';
  const names = [...cell.carried_by.map(exitName), ...cell.carried_loss_unknown_by.map((exit) => `${exitName(exit)}?`)];
  return names.length === 0 ? i18n.text('slo.carried.none') : i18n.text('slo.carried', { exits: names.join(' ') });
}

/** The methods by which an exit was timed, each once. */
const methodNames = (exit) => [...new Set(exit.timed_by.map((kind) => i18n.text(`method.${kind.method}`)))].join(' + ');

const exitName = (exit) => (exit === '-' ? i18n.text('exit.unknown') : exit);
