// What the server last said, and the last two minutes of every path.

export const HISTORY_SECONDS = 120;

/** Fewest samples for which a quantile says more than the largest sample does. */
export const ENOUGH = { p50: 1, p95: 20, p99: 100 };

const key = (route, exit, method) => `${route} ${exit} ${method}`;

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

  /** Takes a message of the server; receivedAt is monotonic milliseconds. */
  accept(message, receivedAt) {
    this.message = message;
    this.receivedAt = receivedAt;
    this.rows = new Map();
    for (const row of message.rows) {
      if (row.metric !== null && row.metric !== 'far') continue;
      const id = key(row.route, row.exit, row.method);
      this.rows.set(id, row);
      if (!row.seconds) continue;
      if (!this.histories.has(id)) this.histories.set(id, new History());
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
  paths(routeId, method) {
    return this.message.exits.map((exit) => {
      const id = key(routeId, exit, method);
      const row = this.rows.get(id);
      return {
        exit,
        row: row && row.state === 'timed' ? row : null,
        lastSample: row?.last_sample ?? null,
        values: this.histories.get(id)?.values(this.lastSecond()) ?? [],
      };
    });
  }

  /**
   * The path with the lowest p50 of the window, or null when fewer than two paths have enough
   * samples for a comparison. A statement about the window, not a recommendation.
   */
  lowest(paths) {
    const able = paths.filter((path) => path.row && path.row.count >= ENOUGH.p95);
    if (able.length < 2) return null;
    const sorted = [...able].sort((a, b) => a.row.p50_ns - b.row.p50_ns);
    return sorted[0].row.p50_ns < sorted[1].row.p50_ns ? sorted[0] : null;
  }

  /** The smallest p50 among a route's paths, for the compass. */
  smallest(paths) {
    return paths.filter((path) => path.row)
      .reduce((best, path) => (best && best.row.p50_ns <= path.row.p50_ns ? best : path), null);
  }
}
