// What should leave through which exit, why, and what came of it. Approving goes through the analyzer
// to the router adapter, with the person's name; who may not sees why.
import { announce } from './announcer.js';
import { ask, askIfThere } from './api.js';
import { LineChart, lineKey } from './charts.js';
import { element, empty, link, table } from './dom.js';
import { exitName } from './happened.js';
import * as i18n from './i18n.js';

const ACTIONS = ['approve', 'reject', 'withdraw'];

export class RecommendationsView {
  constructor(section, go) {
    this.section = section;
    this.go = go;
  }

  async enter(state) {
    const again = this.state && this.facts;
    this.state = state;
    if (again) this.show();
    else await this.refresh();
  }

  leave() {
    this.state = null;
    this.facts = null;
    this.chart?.close();
    this.section.replaceChildren();
  }

  tick() {
    if (!this.section.querySelector('form:focus-within')) this.refresh();
  }

  async refresh() {
    const asked = this.state;
    const addresses = ['/api/v1/recommendations', '/api/v1/why', '/api/v1/steering', '/api/v1/session', '/api/v1/moves'];
    const [feed, why, steering, session, moves] = await Promise.all(addresses.map((address, i) => (i === 0
      ? askIfThere(address).catch((failure) => failure) : askIfThere(address).catch(() => null))));
    if (!this.state || asked.view !== this.state.view) return;
    const facts = { feed, why, steering, session, moves };
    const wanted = JSON.stringify(facts);
    if (wanted === this.last && this.section.childElementCount > 0) return;
    this.last = wanted;
    this.facts = facts;
    this.show();
  }

  show() {
    const { feed, why, moves } = this.facts;
    const head = element('div', { class: 'detail-head' }, element('h2', { tabindex: '-1' }, i18n.text('nav.recommendations')),
      element('span', { class: 'facts' }, why ? i18n.text('rec.asof', { time: i18n.clock(Date.parse(why.time), true), zone: i18n.zone() }) : ''));
    if (feed === null || feed instanceof Error) {
      this.section.replaceChildren(head, empty(feed === null ? i18n.text('queue.off') : feed.message, feed === null ? {} : { role: 'alert' }), this.realised(moves));
      return;
    }
    const all = this.merged();
    const chosen = all.find((one) => one.id === this.state.id) ?? all[0] ?? null;
    const lost = this.state.id && chosen?.id !== this.state.id ? empty(i18n.text('rec.gone', { id: this.state.id }), { role: 'alert' }) : '';
    this.section.replaceChildren(head, this.who(), lost,
      element('div', { class: 'two' }, element('nav', { class: 'card', 'aria-label': i18n.text('rec.queue') }, element('h3', {}, i18n.text('rec.queue')),
        all.length === 0 ? empty(i18n.text('queue.none')) : this.queue(all, chosen)),
      chosen ? this.one(chosen) : ''),
      this.refused(why), this.realised(moves));
    if (moves) this.drawRealised(moves);
  }

  /** What the feed recommends, with its reasons in words and the router adapter's verdicts. */
  merged() {
    const { feed, why, steering } = this.facts;
    const by = (list, id) => list?.find((one) => one.id === id) ?? null;
    return feed.recommendations.map((one) => ({ ...one, words: by(why?.recommendations, one.id), steered: by(steering?.recommendations, one.id) }));
  }

  queue(all, chosen) {
    return element('ul', { class: 'queue' }, ...all.map((one) => element('li', {},
      link(`/recommendations/${encodeURIComponent(one.id)}`, move(one), () => this.go({ id: one.id }),
        { 'data-step': '', 'aria-current': one === chosen ? 'true' : null }),
      element('span', { class: 'muted' }, gain(one)))));
  }

  one(one) {
    const { evidence } = one;
    const share = (value) => i18n.percent(value);
    const before = table([{ words: '', left: true }, { words: exitName(one.from_exit) }, { words: exitName(one.to_exit) }], [
      [i18n.text('rec.p50'), i18n.milliseconds(evidence.p50_from_ns, 2), i18n.milliseconds(evidence.p50_to_ns, 2)],
      [i18n.text('rec.loss'), share(evidence.loss_from), share(evidence.loss_to)]], { caption: i18n.text('rec.before') });
    const facts = [
      ['rec.gain.title', gain(one)],
      ['rec.evidence', i18n.text('rec.evidence.words', {
        reason: i18n.named('rec.reason', evidence.reason), method: i18n.named('method', evidence.method), count: i18n.integer(evidence.count), minutes: i18n.integer(Math.round(evidence.window_s / 60)),
      })],
      ['rec.blast', i18n.text('rec.blast.words', { count: i18n.integer(one.prefixes.length), share: i18n.percentTenths(one.traffic_share) })],
      ['rec.prefixes', one.prefixes.slice(0, 8).join(', ') + (one.prefixes.length > 8 ? ` … ${i18n.text('sentence.more', { count: i18n.integer(one.prefixes.length - 8) })}` : '')],
      ['rec.probes', i18n.text('rec.probes.words', { answering: i18n.integer(one.probes.answering), configured: i18n.integer(one.probes.configured) })],
      ['rec.expires', i18n.clock(Date.parse(one.expires), true)],
      ['rec.unless', one.words?.would_change], ['rec.undo', one.words?.undo]];
    return element('article', { class: 'card', 'data-id': one.id }, element('h3', {}, move(one)),
      element('p', { class: 'why-sentence' }, one.words?.why ?? ''), this.interval(evidence), before,
      element('dl', { class: 'facts-list' }, ...facts.filter(([, words]) => words).flatMap(([key, words]) => [element('dt', {}, i18n.text(key)), element('dd', {}, words)])),
      this.verdicts(one.steered), this.actions(one));
  }

  /** The gain's interval against nothing and against the delay in use. */
  interval({ gain_low_ns: low, gain_high_ns: high, p50_from_ns: from }) {
    const least = Math.min(0, low);
    const width = Math.max(high, from * 0.5) - least;
    const at = (nanos) => `${Math.max(0, Math.min(100, ((nanos - least) / width) * 100))}%`;
    const bar = element('span', { class: 'range' });
    bar.style.left = at(low);
    bar.style.width = `calc(${at(high)} - ${at(low)})`;
    const zero = element('span', { class: 'zero' });
    zero.style.left = at(0);
    return element('div', { class: 'interval', 'aria-hidden': 'true' }, zero, bar);
  }

  verdicts(steered) {
    if (!this.facts.steering) return element('p', { class: 'muted' }, i18n.text('rec.steering.off'));
    if (!steered) return element('p', { class: 'muted' }, i18n.text('rec.steering.none'));
    const names = ['router', 'prefix', 'state', 'mode', 'verdict'];
    return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': i18n.text('rec.verdicts') },
      table(names.map((name) => ({ words: i18n.text(`rec.${name}`), left: true })), steered.prefixes.map((one) => names.map((name) => String(one[name] ?? '–'))), { caption: i18n.text('rec.verdicts') }));
  }

  /** Approve and reject with a reason; what the session may not do is not offered. */
  actions(one) {
    const may = ACTIONS.filter((action) => this.facts.session?.may?.includes(action));
    if (may.length === 0) return element('p', { class: 'muted' }, i18n.text(this.facts.session === null ? 'rec.may.off' : 'rec.may.not'));
    const auto = one.steered?.prefixes?.some((prefix) => prefix.mode === 'auto');
    const reason = element('input', { name: 'reason', id: 'reason', maxlength: '200', 'aria-label': i18n.text('rec.reason'), placeholder: i18n.text('rec.reason') });
    const typed = element('input', { name: 'typed', hidden: !auto, 'aria-label': i18n.text('rec.typed'), placeholder: i18n.text('rec.typed') });
    const form = element('form', { class: 'actions' }, reason, typed, ...may.map((action) => {
      const button = element('button', { type: 'button', 'data-action': action, class: action === 'approve' ? 'primary' : null }, i18n.text(`rec.${action}`));
      button.addEventListener('click', () => {
        if (action === 'approve' && auto && typed.value !== one.id) this.said(i18n.text('rec.typed'));
        else if (action !== 'approve' && reason.value.trim() === '') this.said(i18n.text('rec.reason.needed'), reason);
        else this.act(one.id, action, reason.value.trim());
      });
      return button;
    }), element('p', { class: 'said', role: 'status' }, one.steered?.approved_by ? i18n.text('rec.approved', { who: one.steered.approved_by }) : ''));
    form.addEventListener('submit', (event) => event.preventDefault());
    return form;
  }

  said(words, focus) {
    const place = this.section.querySelector('.said');
    if (place) place.textContent = words;
    else announce(words);
    focus?.focus();
  }

  async act(id, action, reason) {
    try {
      const response = await fetch(`/api/v1/recommendations/${encodeURIComponent(id)}/${action}`, {
        method: 'POST', headers: { 'Content-Type': 'application/json', ...(this.facts.session.csrf ? { 'Beibu-Csrf': this.facts.session.csrf } : {}) },
        body: JSON.stringify(reason === '' ? {} : { reason }),
      });
      const body = await response.json();
      if (!response.ok) throw new Error([body.what, body.fix].filter(Boolean).join(': '));
      await this.refresh();
      this.said(body.line);
    } catch (failure) {
      this.said(failure.message);
    }
  }

  /** Who is here, with the way to become an approver. */
  who() {
    const { session } = this.facts;
    if (!session) return '';
    const words = element('span', {}, session.name === null ? i18n.text('rec.nobody') : i18n.text('rec.who', { name: session.name, role: i18n.named('rec.role', session.role) }));
    if (session.role === 'approver') {
      if (session.by !== 'session') return element('p', { class: 'who' }, words);
      const leave = element('button', { type: 'button' }, i18n.text('rec.leave'));
      leave.addEventListener('click', () => this.session('DELETE', session.csrf ? { 'Beibu-Csrf': session.csrf } : {}));
      return element('p', { class: 'who' }, words, leave);
    }
    const token = element('input', { type: 'password', id: 'token', autocomplete: 'current-password', 'aria-label': i18n.text('rec.token'), placeholder: i18n.text('rec.token') });
    const form = element('form', { class: 'who' }, words, token, element('button', {}, i18n.text('rec.enter')), element('span', { class: 'said', role: 'status' }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.session('POST', { Authorization: `Bearer ${token.value}` });
    });
    return form;
  }

  async session(method, headers) {
    const response = await fetch('/api/v1/session', { method, headers });
    if (!response.ok) this.said((await response.json()).what ?? `HTTP ${response.status}`);
    else {
      this.last = '';
      document.activeElement?.blur();
      await this.refresh();
    }
  }

  refused(why) {
    const reasons = Object.entries(why?.not_recommended ?? {});
    if (reasons.length === 0) return '';
    return element('details', { open: this.open }, element('summary', {}, i18n.text('rec.refused', { count: i18n.integer(reasons.length) })),
      element('div', { class: 'twin', tabindex: '0', role: 'region', 'aria-label': i18n.text('rec.refused', { count: reasons.length }) },
        table(['path', 'because'].map((name) => ({ words: i18n.text(`rec.${name}`), left: true })), reasons)));
  }

  /** Predicted against realised: where trust comes from. */
  realised(moves) {
    const heading = element('h3', {}, i18n.text('rec.realised'), element('span', { class: 'muted' }, i18n.text('rec.realised.note')));
    const known = known90(moves);
    if (known.length === 0) return element('section', { class: 'card' }, heading, empty(i18n.text(moves ? 'rec.realised.none' : 'rec.realised.off')));
    this.plot = element('div', { class: 'plot' });
    return element('section', { class: 'card' }, heading, this.plot,
      element('p', { class: 'legend' }, lineKey(0, i18n.text('rec.predicted')), lineKey(1, i18n.text('rec.got'))));
  }

  drawRealised(moves) {
    const known = known90(moves);
    if (known.length === 0) return;
    this.chart?.close();
    this.chart = new LineChart(this.plot);
    this.chart.draw({
      data: [known.map((one) => Date.parse(one.time) / 1000), known.map((one) => one.predicted_ns / 1e6), known.map((one) => (one.realised_ns === null ? null : one.realised_ns / 1e6))],
      height: 180, time: true, series: [{ line: 0 }, { line: 1 }], x: (at) => i18n.moment(at * 1000, 7776000), y: (ms) => i18n.short(ms),
    });
  }

  redraw() {
    this.chart?.redraw();
  }

  key(key) {
    if (key === 'a') this.section.querySelector('[data-action=approve]')?.click();
    else if (key === 'x') this.section.querySelector('#reason')?.focus();
    else if (key === 'w') {
      this.open = !this.open;
      this.section.querySelector('details')?.toggleAttribute('open', this.open);
    }
  }
}

const known90 = (moves) => (moves?.moves ?? []).filter((one) => one.predicted_ns !== null && one.predicted_ns !== undefined);

const move = (one) => i18n.text('rec.move', {
  route: i18n.destination({ id: one.route, destination: one.route }), from: exitName(one.from_exit), to: exitName(one.to_exit),
});

const gain = (one) => i18n.text('rec.gain', {
  low: i18n.milliseconds(one.evidence.gain_low_ns, 2), high: i18n.milliseconds(one.evidence.gain_high_ns, 2),
});
