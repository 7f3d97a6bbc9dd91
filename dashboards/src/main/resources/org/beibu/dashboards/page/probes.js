// The probes: alive, losing packets, behind, and what they skip. Silence is no data, never calm.
import { askIfThere } from './api.js';
import { element, empty, table } from './dom.js';
import * as i18n from './i18n.js';
import { sparkline } from './sparkline.js';

const REASONS_SHOWN = 4;
const RATES_KEPT = 120;
const MIB = 2 ** 20;
const COLUMNS = ['name', 'state', 'heartbeat', 'loss', 'behind', 'rate', 'history', 'used', 'skipped', 'why'];

export class ProbesView {
  constructor(section) {
    this.section = section;
    this.rates = new Map();
  }

  async enter() {
    this.drawn = '';
    this.table = element('div', { class: 'table-frame' });
    this.reasons = element('div');
    this.store = element('section', { class: 'card', id: 'store-card' });
    this.section.replaceChildren(
      element('div', { class: 'detail-head' }, element('h2', { tabindex: '-1' }, i18n.text('nav.probes')),
        element('span', { class: 'facts' }, i18n.text('probes.note'))),
      this.reasons, this.table, this.store);
    await this.tick();
  }

  leave() {
    this.section.replaceChildren();
  }

  /** What is wrong by the analyzer's own account, and how large its store is. */
  async tick() {
    const [health, size] = await Promise.all([
      fetch('/health').then((response) => response.json()).catch(() => null), askIfThere('/api/v1/store').catch(() => null)]);
    const wrong = health?.reasons ?? [];
    this.reasons.replaceChildren(wrong.length === 0 ? '' : element('div', { class: 'empty', role: 'alert' }, ...wrong.map((reason) => element('p', {}, reason))));
    this.store.hidden = size === null || size.levels.length === 0;
    if (!this.store.hidden) this.store.replaceChildren(element('h3', {}, i18n.text('store.title')), element('p', { id: 'store' }, sizeWords(size)));
  }

  draw(model, now, stale) {
    const { probes } = model.message;
    for (const probe of probes) this.count(probe, model.message.time);
    const rows = probes.map((probe) => this.cells(probe, stale));
    if (rows.length === 0) this.table.replaceChildren(empty(i18n.text('capture.none')));
    else {
      this.table.replaceChildren(table(COLUMNS.map((name, i) => ({
        words: i18n.text(`probes.${name}`), left: i < 2 || i === 9, title: i18n.text(`probes.${name}.title`),
      })), rows, { caption: i18n.text('nav.probes'), list: 'probes', attributes: (i) => ({ 'data-probe': probes[i].name, 'data-state': stale || probes[i].heartbeat_age_ns === null ? 'no-data' : 'timed' }) }));
    }
  }

  /** Timings a second, from two messages at least a second apart. */
  count(probe, time) {
    const at = Date.parse(time);
    const kept = this.rates.get(probe.name) ?? { at, timings: probe.timings, values: [] };
    this.rates.set(probe.name, kept);
    if (at - kept.at < 1000) return;
    kept.values.push(Math.max(0, ((probe.timings - kept.timings) * 1000) / (at - kept.at)));
    kept.values.splice(0, kept.values.length - RATES_KEPT);
    Object.assign(kept, { at, timings: probe.timings });
  }

  cells(probe, stale) {
    const { values } = this.rates.get(probe.name);
    if (stale) return [probe.name, i18n.text('state.no-data'), ...COLUMNS.slice(2).map(() => '–')];
    const spark = sparkline();
    const all = [...new Array(RATES_KEPT - values.length).fill(null), ...values];
    spark.update(all, Math.max(1, ...values));
    const reasons = Object.entries(probe.skipped_by_reason).sort((a, b) => b[1] - a[1]);
    const words = reasons.slice(0, REASONS_SHOWN).map(([reason, count]) => `${i18n.reason(reason)} ${i18n.integer(count)}`);
    if (reasons.length > REASONS_SHOWN) words.push(i18n.text('capture.more', { count: i18n.integer(reasons.length - REASONS_SHOWN) }));
    return [probe.name, i18n.text(probe.heartbeat_age_ns === null ? 'state.no-data' : 'probes.alive'),
      probe.heartbeat_age_ns === null ? i18n.text('capture.never') : i18n.text('capture.heartbeat', { age: i18n.seconds(probe.heartbeat_age_ns / 1e9) }),
      probe.capture_loss === null ? '–' : i18n.percent(probe.capture_loss),
      probe.behind_ns === null ? '–' : `${i18n.milliseconds(probe.behind_ns)} ms`,
      values.length === 0 ? '–' : i18n.integer(Math.round(values.at(-1))), spark.svg, i18n.integer(probe.used),
      probe.skipped === 0 ? '0' : `${i18n.integer(probe.skipped)} (${i18n.percentTenths(probe.skipped / (probe.used + probe.skipped))})`,
      words.join(', ') || '–'];
  }
}

function sizeWords(size) {
  const mebibytes = (octets) => i18n.integer(Math.ceil(octets / MIB));
  const words = i18n.text('store.words', {
    now: mebibytes(size.octets), predicted: mebibytes(size.predicted_octets), free: mebibytes(size.free_octets),
  });
  return size.missing_octets === 0 ? words : `${words} ${i18n.text('store.missing', { missing: mebibytes(size.missing_octets) })}`;
}
