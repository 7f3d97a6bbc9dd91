// All paths: a group of rows for each destination, a row for each exit.
import { setText } from './dom.js';
import * as i18n from './i18n.js';
import { KindPicker } from './kinds.js';
import { RoutesTable } from './table.js';

const byId = (id) => document.getElementById(id);

export class PathsView {
  searches = true;

  constructor(section, go) {
    this.table = new RoutesTable(byId('routes'), byId('routes-head'), (id) => go({ view: 'routes', id }), (column) => this.sortBy(column));
    this.picker = new KindPicker(byId('method'), byId('quality'), (kind) => go(kind));
    this.go = go;
  }

  enter(state) {
    this.state = state;
    this.table.drawHead(sortOf(state));
    this.table.resort();
  }

  leave() {}

  forget() {
    if (this.state) this.table.drawHead(sortOf(this.state));
  }

  draw(model, now, stale) {
    this.state = { ...this.state, search: byId('search').value.trim() };
    this.picker.draw(model.message, this.state);
    this.table.draw(model, { search: this.state.search, sort: sortOf(this.state) }, now);
    const notes = i18n.text('notes', {
      window: i18n.integer(model.message.window_ns / 1e9),
      loss: model.message.capture_loss === null || stale ? '–' : i18n.percent(model.message.capture_loss),
    });
    const fewest = model.message.min_prefixes;
    setText(byId('notes'), fewest ? `${notes} ${i18n.text('notes.publish', {
      fewest: i18n.integer(fewest), to: i18n.clock(Date.parse(model.message.to)),
    })}` : notes);
  }

  /** Up, down, and back to the order of the catalogue. */
  sortBy(column) {
    const { column: old, descending } = sortOf(this.state);
    const text = column === 'destination';
    if (column !== old) this.go({ sort: text ? column : `-${column}` });
    else if (descending === text) this.go({ sort: '' });
    else this.go({ sort: text ? `-${column}` : column });
  }
}

const sortOf = ({ sort }) => ({ column: sort.replace(/^-/, ''), descending: sort.startsWith('-') });
