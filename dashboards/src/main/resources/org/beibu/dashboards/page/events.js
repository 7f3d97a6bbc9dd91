// What happened: to paths by the live watch and the probes, and which alerts fire. Newest first.
import { ask, askIfThere } from './api.js';
import { element, empty, link, table } from './dom.js';
import { exitName, figures } from './happened.js';
import * as i18n from './i18n.js';
import { frozenNote, moved, rangePicker } from './range.js';
import { addressOf, endsNow, rangeParameters } from './state.js';

const USUAL = '24h';
const PRESETS = ['1h', '24h', '7d', '30d', '90d'];
const COLUMNS = ['time', 'route', 'exit', 'event', 'what', 'cause', 'scope'];

export class EventsView {
  searches = true;

  constructor(section, go) {
    this.section = section;
    this.go = go;
  }

  async enter(state) {
    this.state = state;
    this.answer = null;
    await this.refresh();
  }

  leave() {
    this.state = null;
    this.section.replaceChildren();
  }

  tick() {
    if (endsNow(this.state)) this.refresh();
  }

  async refresh() {
    const asked = this.state;
    const parameters = { ...rangeParameters(asked, USUAL), route: asked.route, kind: asked.kind, exit: asked.exit };
    try {
      const [answer, alerts] = await Promise.all([ask('/api/v1/path-events', parameters), askIfThere('/api/v1/alerts').catch(() => null)]);
      if (asked !== this.state) return;
      this.answer = answer;
      this.show(answer, alerts, parameters);
    } catch (failure) {
      if (asked === this.state) this.section.replaceChildren(...this.head('', {}), empty(failure.message, { role: 'alert' }));
    }
  }

  move(step, stretch) {
    if (this.answer) this.go(moved(this.answer, step, stretch));
  }

  head(note, parameters) {
    const known = Object.entries(parameters).filter(([, value]) => value);
    return [element('div', { class: 'detail-head' },
      element('h2', { tabindex: '-1' }, i18n.text('nav.events')), element('span', { class: 'facts' }, note),
      element('a', { class: 'download', href: `/api/v1/path-events?${new URLSearchParams(known)}`, download: 'events.json' }, i18n.text('events.export')),
      rangePicker(this.state, USUAL, PRESETS, this.go)), frozenNote(this.state, this.go)];
  }

  draw() {
    const search = document.getElementById('search').value.trim().toLowerCase();
    for (const row of this.section.querySelectorAll('#happenings tbody tr')) {
      row.hidden = search !== '' && !row.textContent.toLowerCase().includes(search);
    }
  }

  show(answer, alerts, parameters) {
    const span = i18n.text(answer.complete ? 'events.span' : 'events.newest', {
      count: i18n.integer(answer.events.length), range: i18n.span(Date.parse(answer.from), Date.parse(answer.to)), zone: i18n.zone(),
    });
    const focused = document.activeElement?.id;
    this.section.replaceChildren(...this.head(span, parameters), element('p', { class: 'filters' }, this.filter('kind', answer), this.filter('route', answer)),
      this.firing(alerts),
      answer.events.length === 0 ? empty(i18n.text('events.none')) : element('div', { class: 'table-frame', id: 'happenings' }, this.list(answer.events)));
    if (focused) document.getElementById(focused)?.focus();
    this.draw();
  }

  /** What the answer offers to choose from, the choice itself, and everything. */
  filter(name, { events }) {
    const label = (value) => (name === 'kind' ? i18n.named('happened.kind', value) : i18n.destination({ id: value, destination: value }));
    const values = [...new Set([...events.map((event) => event[name]), this.state[name]])].filter(Boolean).sort();
    const select = element('select', { id: `filter-${name}` }, element('option', { value: '' }, i18n.text(`events.all.${name}`)),
      ...values.map((value) => element('option', { value }, label(value))));
    select.value = this.state[name];
    select.addEventListener('change', () => this.go({ [name]: select.value }));
    return element('label', { class: 'pick' }, element('span', { class: 'visually-hidden' }, i18n.text(`events.all.${name}`)), select);
  }

  firing(alerts) {
    const firing = alerts?.alerts?.filter((one) => one.state === 'firing') ?? [];
    if (firing.length === 0) return '';
    return element('section', { class: 'card firing' }, element('h3', {}, i18n.text('events.firing', { count: i18n.integer(firing.length) })),
      element('ul', {}, ...firing.map((one) => element('li', {}, one.summary ?? one.name ?? one.id))));
  }

  list(events) {
    const heads = COLUMNS.map((name) => ({ words: i18n.text(`happened.${name}`), left: true }));
    return table(heads, events.map((event) => {
      const to = { ...this.state, view: 'routes', id: event.route, kind: '', route: '', ...around(event) };
      return [i18n.clock(Date.parse(event.time), true),
        link(addressOf(to), i18n.destination({ id: event.route, destination: event.route }), () => this.go(to), { 'data-step': '' }),
        exitName(event.exit), element('span', { class: 'word' }, i18n.named('happened.kind', event.kind)), figures(event.details) || '–',
        event.details.cause ? i18n.named('happened.cause', event.details.cause) : '–',
        event.details.scope ? i18n.named('happened.scope', event.details.scope) : '–'];
    }), { caption: i18n.text('nav.events'), attributes: (i) => ({ 'data-kind': events[i].kind }) });
  }
}

/** The half hour around an event. */
function around(event) {
  const at = Date.parse(event.time);
  return { range: null, from: new Date(at - 900_000).toISOString(), to: new Date(at + 900_000).toISOString() };
}
