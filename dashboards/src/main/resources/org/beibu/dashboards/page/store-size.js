// How large the store is, and what it will come to. Asked for every five minutes: it changes by the day.
import { setText } from './dom.js';
import * as i18n from './i18n.js';

const INTERVAL_MILLIS = 300_000;
const MIB = 2 ** 20;

export class StoreSize {
  /** The card is hidden while nothing is known, or there is nothing to predict from. */
  constructor(card, words) {
    this.card = card;
    this.words = words;
    this.size = null;
  }

  /** Begins to ask, and goes on. */
  start() {
    this.ask();
    setInterval(() => this.ask(), INTERVAL_MILLIS);
  }

  async ask() {
    try {
      const response = await fetch('/api/v1/store');
      this.size = response.ok ? await response.json() : null;
    } catch {
      this.size = null;
    }
    this.draw();
  }

  draw() {
    this.card.hidden = this.size === null || this.size.levels.length === 0;
    if (this.card.hidden) return;
    const words = i18n.text('store.words', {
      now: mebibytes(this.size.octets),
      predicted: mebibytes(this.size.predicted_octets),
      free: mebibytes(this.size.free_octets),
    });
    const missing = this.size.missing_octets;
    setText(this.words, missing === 0 ? words
      : `${words} ${i18n.text('store.missing', { missing: mebibytes(missing) })}`);
  }
}

function mebibytes(octets) {
  return i18n.integer(Math.ceil(octets / MIB));
}
