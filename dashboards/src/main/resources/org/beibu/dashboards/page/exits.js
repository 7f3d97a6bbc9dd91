// The simulated exits of the demo: slow one down and watch. Absent outside the demo.
import { element, setAttribute, setText } from './dom.js';
import * as i18n from './i18n.js';

const STEP_MILLIS = 30;

export class SimulatedExits {
  constructor(card, list, onFailure) {
    this.card = card;
    this.list = list;
    this.onFailure = onFailure;
    this.rows = new Map();
  }

  draw(exits) {
    this.card.hidden = !exits;
    if (!exits) return;
    const names = exits.map((exit) => exit.name).join(' ') + i18n.current();
    if (names !== this.names) {
      this.names = names;
      this.rows = new Map(exits.map((exit) => [exit.name, this.row(exit.name)]));
      this.list.replaceChildren(...[...this.rows.values()].map((row) => row.root));
    }
    for (const exit of exits) {
      const row = this.rows.get(exit.name);
      row.added = exit.added_ns / 1e6;
      setAttribute(row.root, 'data-added', String(exit.added_ns !== 0));
      setText(row.text, i18n.text('exits.added', { ms: i18n.milliseconds(exit.added_ns, 0) }));
    }
  }

  row(name) {
    const text = element('span', { class: 'added' });
    const add = element('button', { type: 'button', 'data-exit': name, class: 'add' },
      i18n.text('exits.add', { ms: STEP_MILLIS }));
    const reset = element('button', { type: 'button', 'data-exit': name, class: 'reset' },
      i18n.text('exits.reset'));
    add.setAttribute('aria-label', i18n.text('exits.add.label', { exit: name, ms: STEP_MILLIS }));
    reset.setAttribute('aria-label', i18n.text('exits.reset.label', { exit: name }));
    const row = {
      root: element('div', { class: 'exit-control' }, element('span', {}, name), text, add, reset),
      text,
      added: 0,
    };
    add.addEventListener('click', () => this.set(name, row.added + STEP_MILLIS));
    reset.addEventListener('click', () => this.set(name, 0));
    return row;
  }

  async set(name, millis) {
    try {
      const response = await fetch(
        `/api/v1/demo/exits/${encodeURIComponent(name)}?added=${millis}ms`, { method: 'POST' });
      if (!response.ok) throw new Error((await response.json()).fix);
    } catch (failure) {
      this.onFailure(failure.message);
    }
  }
}
