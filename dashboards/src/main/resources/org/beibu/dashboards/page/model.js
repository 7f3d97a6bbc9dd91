// What the server last said, and the last two minutes of every path.

import { kindOf } from './kinds.js';

export const HISTORY_SECONDS = 120;

/** Fewest samples for which a quantile says more than the largest sample does. */
export const ENOUGH = { p50: 1, p95: 20, p99: 100 };

const pathKey = (route, exit) => `${route} ${exit}`;
const seriesKey = (row) => `${row.route} ${row.exit} ${kindOf(row)}`;

/** The per-second medians of one path; a second without samples stays a gap. */
export class History {
  constructor() {
    this.bySecond = new Map();
  }

  /** Takes over the seconds of one row; later words about a second replace earlier ones. */
  merge(seconds, lastSecond) {
    seconds.p50_ns.forEach((p50, i) => {
      if (p50 !== null) this.bySecond.set(seconds.from_s + i, p50);
    });
    for (const second of this.bySecond.keys()) {
      if (second <= lastSecond - HISTORY_SECONDS) this.bySecond.delete(second);
    }
  }

  /** One value, or null, for each of the seconds that end with lastSecond. */
  values(lastSecond) {
    return Array.from({ length: HISTORY_SECONDS },
      (_, i) => this.bySecond.get(lastSecond - HISTORY_SECONDS + 1 + i) ?? null);
  }
}

export class RoutesModel {
  constructor() {
    this.message = null;
    this.rows = new Map();
    this.histories = new Map();
    this.receivedAt = 0;
  }

  /**
   * Takes a message of the server, with one row a path; receivedAt is monotonic milliseconds. A
   * series that was not among the rows before comes with its last seconds only: lacksHistory then
   * tells so.
   */
  accept(message, receivedAt) {
    this.message = message;
    this.receivedAt = receivedAt;
    this.rows = new Map();
    this.lacksHistory = false;
    for (const row of message.rows) {
      this.rows.set(pathKey(row.route, row.exit), row);
      if (!row.seconds) continue;
      const id = seriesKey(row);
      if (!this.histories.has(id)) {
        this.histories.set(id, new History());
        this.lacksHistory ||= row.seconds.p50_ns.length < HISTORY_SECONDS;
      }
      this.histories.get(id).merge(row.seconds, this.lastSecond());
    }
  }

  lastSecond() {
    return Math.floor(Date.parse(this.message.time) / 1000);
  }

  /** Seconds since the figures were true: their age when sent, and the time since they came. */
  age(now) {
    if (this.message === null) return Infinity;
    return this.message.age_ns / 1e9 + (now - this.receivedAt) / 1000;
  }

  /** Older than two intervals: the figures are no longer figures of now. */
  isStale(now) {
    return this.age(now) > (2 * (this.message?.interval_ns ?? 0)) / 1e9;
  }

  /** One entry per exit of a route, in the order of the exits; row is null without samples. */
  paths(routeId) {
    return this.message.exits.map((exit) => {
      const row = this.rows.get(pathKey(routeId, exit));
      return {
        exit,
        any: row ?? null,
        row: row && row.state === 'timed' ? row : null,
        lastSample: row?.last_sample ?? null,
        values: row?.seconds ? this.histories.get(seriesKey(row))?.values(this.lastSecond()) ?? [] : [],
      };
    });
  }

  /**
   * The kind that most of a route's paths are timed by, or null when none is. Only paths of one
   * kind are compared.
   */
  commonKind(paths) {
    const counts = new Map();
    for (const { row } of paths) if (row) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1);
    return [...counts].reduce((most, entry) => (most && most[1] >= entry[1] ? most : entry), null)?.[0] ?? null;
  }

  /**
   * The path with the lowest p50 of the window, or null when fewer than two paths of one kind have
   * enough samples for a comparison. A statement about the window, not a recommendation.
   */
  lowest(paths) {
    const kind = this.commonKind(paths);
    const able = paths.filter(({ row }) => row && row.count >= ENOUGH.p95 && kindOf(row) === kind);
    if (able.length < 2) return null;
    const sorted = [...able].sort((a, b) => a.row.p50_ns - b.row.p50_ns);
    return sorted[0].row.p50_ns < sorted[1].row.p50_ns ? sorted[0] : null;
  }

  /** The smallest p50 among a route's paths of one kind, for the compass. */
  smallest(paths) {
    const kind = this.commonKind(paths);
    return paths.filter(({ row }) => row && kindOf(row) === kind)
      .reduce((best, path) => (best && best.row.p50_ns <= path.row.p50_ns ? best : path), null);
  }
}
