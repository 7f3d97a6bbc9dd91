// Methods and quality classes: their names, and the two selectors in the bar.
import { element } from './dom.js';
import * as i18n from './i18n.js';

/** What identifies how a row was timed; rows of different kinds are never compared or added. */
export const kindOf = (row) => `${row.method} ${row.class}`;

/** "TCP data/ACK", and the class behind it unless it is clean. */
export function kindLabel({ method, class: quality }) {
  const name = i18n.text(`method.${method}`);
  return quality === 'clean' ? name : i18n.text('kind', { method: name, class: i18n.text(`class.${quality}`) });
}

/** The rows that the reader chose, as the API's parameters. */
export function chosenRows(view) {
  const query = new URLSearchParams();
  if (view.method) query.set('method', view.method);
  if (view.method && view.class) query.set('class', view.class);
  else query.set('rows', 'headline');
  return query;
}

export class KindPicker {
  /** Two select elements; onChoose({ method, class }) follows a choice of the reader. */
  constructor(method, quality, onChoose) {
    this.method = method;
    this.quality = quality;
    this.drawn = '';
    method.addEventListener('change', () => onChoose({ method: method.value, class: '' }));
    quality.addEventListener('change', () => onChoose({ method: method.value, class: quality.value }));
  }

  /** What is offered follows what has samples; the choice itself is always offered. */
  draw(message, view) {
    const classes = message.kinds.filter((kind) => kind.method === view.method).map((kind) => kind.class);
    const wanted = JSON.stringify([message.methods, classes, view.method, view.class, i18n.current()]);
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    const methods = [...new Set([...message.methods, view.method])].filter((one) => one !== '');
    fill(this.method, view.method, i18n.text('method.headline'), methods, 'method');
    const qualities = [...new Set([...classes, view.class])].filter((one) => one !== '');
    fill(this.quality, view.class, i18n.text('class.best'), qualities, 'class');
    this.quality.closest('label').hidden = view.method === '';
    this.method.title = i18n.text(view.method ? `method.${view.method}.title` : 'method.headline.title');
    this.quality.title = i18n.text(view.class ? `class.${view.class}.title` : 'class.best.title');
  }
}

function fill(select, chosen, first, names, prefix) {
  const option = (value, words) => element('option', { value, selected: value === chosen }, words);
  select.replaceChildren(option('', first), ...names.map((name) => option(name, i18n.text(`${prefix}.${name}`))));
  select.value = chosen;
}
