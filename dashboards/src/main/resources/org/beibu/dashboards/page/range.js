// The range of a view: presets that end now, a step back and forth, in and out; and what is frozen.
import { element } from './dom.js';
import * as i18n from './i18n.js';
import { endsNow } from './state.js';

/** Buttons and presets; onRange({ range, from, to }) follows a choice. shown = the answer's range. */
export function rangePicker(state, usual, names, onRange) {
  const presets = element('fieldset', { class: 'segments' },
    element('legend', { class: 'visually-hidden' }, i18n.text('detail.range')));
  for (const name of names) {
    const input = element('input', {
      type: 'radio', name: 'range', value: name, checked: endsNow(state) && name === (state.range ?? usual),
    });
    input.addEventListener('change', () => onRange({ range: name, from: null, to: null }));
    presets.append(element('label', {}, input, i18n.text(`range.${name}`)));
  }
  return presets;
}

/** Says that a range is of the past and does not move, with the way back to now; or nothing. */
export function frozenNote(state, onRange) {
  if (endsNow(state)) return '';
  const live = element('button', { type: 'button', class: 'live-again' }, i18n.text('range.live'));
  live.addEventListener('click', () => onRange({ range: state.range, from: null, to: null }));
  return element('p', { class: 'frozen' },
    element('span', {}, i18n.text('range.frozen', { range: i18n.span(Date.parse(state.from), Date.parse(state.to)), zone: i18n.zone() })), live);
}

/** A range moved by shares of its length, or made longer or shorter around its middle. */
export function moved({ from, to }, step, stretch = 1) {
  const start = Date.parse(from);
  const end = Date.parse(to);
  const length = end - start;
  const middle = (start + end) / 2 + step * length;
  const half = Math.max(30_000, (length * stretch) / 2);
  return { range: null, from: new Date(Math.max(0, middle - half)).toISOString(), to: new Date(middle + half).toISOString() };
}

