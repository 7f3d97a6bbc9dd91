// Delay over time as smoke: each column is a window, each cell the share of its samples in a
// bucket, with the median and the tail quantiles drawn over it. Windows without samples are gaps.

import { ENOUGH } from './model.js';

const LEFT = 52;
const RIGHT = 8;
const TOP = 6;
const BOTTOM = 20;
const FAINTEST = 0.04;

/** Opacity of a cell that holds this share of its column: square root, the faintest left out. */
export function shade(share) {
  return share < FAINTEST ? 0 : Math.sqrt(share);
}

/**
 * The delays that the charts of one route share, so that exits can be compared by eye: all
 * quantiles that are drawn. Samples above are marked at the upper edge.
 */
export function domainOf(series, floor) {
  let low = floor ?? Infinity;
  let high = floor ?? 0;
  for (const one of series) {
    for (const window of one.windows) {
      low = Math.min(low, window.min_ns ?? window.p50_ns);
      for (const [quantile, least] of Object.entries(ENOUGH)) {
        if (window.count >= least && window[`${quantile}_ns`] !== null) high = Math.max(high, window[`${quantile}_ns`]);
      }
    }
  }
  return { low: low * 0.92, high: Math.max(high * 1.15, low * 1.3) };
}

/** Round delays for the axis, at most about five. */
export function ticksOf({ low, high }) {
  const nice = [];
  for (let power = 3; power <= 10; power++) {
    for (const digit of [1, 1.5, 2, 3, 5, 7]) nice.push(digit * 10 ** power);
  }
  let inside = nice.filter((tick) => tick >= low && tick <= high);
  while (inside.length > 6) inside = inside.filter((_, i) => i % 2 === 0);
  if (inside.length >= 2) return inside;
  const step = (high - low) / 4;
  return [1, 2, 3].map((i) => low + step * i);
}

/** Round moments for the axis. */
export function momentsOf(from, to, zoneMinutes) {
  const steps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800];
  const step = steps.find((s) => (to - from) / s <= 8) ?? steps.at(-1);
  const shift = -zoneMinutes * 60;
  const moments = [];
  for (let at = Math.ceil((from + shift) / step) * step - shift; at < to; at += step) moments.push(at);
  return moments;
}

export class BandChart {
  constructor(canvas) {
    this.canvas = canvas;
    this.hover = null;
  }

  /** chart: {series, domain, buckets, fromS, toS, stepS, floor, time, delay} */
  draw(chart) {
    this.chart = chart;
    const scale = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext('2d');
    context.scale(scale, scale);
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.area = { x: LEFT, y: TOP, width: width - LEFT - RIGHT, height: height - TOP - BOTTOM };
    context.font = `11px ${style.fontFamily}`;
    this.axes(context, colour);
    context.save();
    context.beginPath();
    context.rect(this.area.x, this.area.y, this.area.width, this.area.height);
    context.clip();
    this.smoke(context, colour('--data'));
    this.line(context, 'p99', colour('--muted'), 1);
    this.line(context, 'p95', colour('--text'), 0.8);
    this.line(context, 'p50', colour('--text'), 2);
    context.restore();
    this.floorLine(context, colour('--muted'));
    this.beyond(context, colour('--risk'));
    if (this.hover !== null) this.crosshair(context, colour('--text'));
  }

  x(second) {
    const { fromS, toS } = this.chart;
    return this.area.x + ((second - fromS) / (toS - fromS)) * this.area.width;
  }

  y(nanos) {
    const { low, high } = this.chart.domain;
    const share = Math.log(Math.max(nanos, 1) / low) / Math.log(high / low);
    return this.area.y + (1 - share) * this.area.height;
  }

  axes(context, colour) {
    const { domain, fromS, toS, time, delay } = this.chart;
    context.strokeStyle = colour('--hair');
    context.fillStyle = colour('--muted');
    context.lineWidth = 1;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const tick of ticksOf(domain)) {
      const y = Math.round(this.y(tick)) + 0.5;
      context.beginPath();
      context.moveTo(this.area.x, y);
      context.lineTo(this.area.x + this.area.width, y);
      context.stroke();
      context.fillText(delay(tick), LEFT - 6, y);
    }
    context.textBaseline = 'top';
    context.textAlign = 'center';
    for (const at of momentsOf(fromS, toS, new Date(toS * 1000).getTimezoneOffset())) {
      const x = Math.round(this.x(at)) + 0.5;
      if (x < LEFT + 24 || x > this.area.x + this.area.width - 24) continue;
      context.beginPath();
      context.moveTo(x, this.area.y + this.area.height);
      context.lineTo(x, this.area.y + this.area.height + 4);
      context.stroke();
      context.fillText(time(at), x, this.area.y + this.area.height + 6);
    }
    context.strokeStyle = colour('--line');
    context.strokeRect(this.area.x + 0.5, this.area.y + 0.5, this.area.width - 1, this.area.height - 1);
  }

  smoke(context, fill) {
    const { series, buckets, stepS } = this.chart;
    context.fillStyle = fill;
    for (const one of series.windows) {
      const x = this.x(one.start_s);
      const width = Math.max(1, this.x(one.start_s + stepS) - x + 0.3);
      one.bucket_counts.forEach((count, i) => {
        const alpha = shade(count / one.count);
        if (alpha === 0) return;
        const upper = buckets[one.bucket_from + i] ?? this.chart.domain.high;
        const lower = buckets[one.bucket_from + i - 1] ?? this.chart.domain.low;
        const y = this.y(upper);
        context.globalAlpha = alpha * 0.85;
        context.fillRect(x, y, width, Math.max(1, this.y(lower) - y));
      });
    }
    context.globalAlpha = 1;
  }

  line(context, quantile, stroke, width) {
    const { series, stepS } = this.chart;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.beginPath();
    let next = null;
    for (const one of series.windows) {
      if (one.count < ENOUGH[quantile] || one[`${quantile}_ns`] === null) continue;
      const y = this.y(one[`${quantile}_ns`]);
      if (one.start_s !== next) context.moveTo(this.x(one.start_s), y);
      context.lineTo(this.x(one.start_s), y);
      context.lineTo(this.x(one.start_s + stepS), y);
      next = one.start_s + stepS;
    }
    context.stroke();
  }

  floorLine(context, stroke) {
    if (this.chart.floor === null) return;
    const y = this.y(this.chart.floor);
    context.strokeStyle = stroke;
    context.lineWidth = 1;
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(this.area.x, y);
    context.lineTo(this.area.x + this.area.width, y);
    context.stroke();
    context.setLineDash([]);
  }

  /** Marks the windows with samples above the scale: clipped, not hidden. */
  beyond(context, fill) {
    const { series, stepS, domain } = this.chart;
    context.fillStyle = fill;
    for (const one of series.windows) {
      if (one.max_ns <= domain.high) continue;
      const x = this.x(one.start_s + stepS / 2);
      context.beginPath();
      context.moveTo(x, this.area.y);
      context.lineTo(x + 2.5, this.area.y + 4);
      context.lineTo(x - 2.5, this.area.y + 4);
      context.fill();
    }
  }

  crosshair(context, stroke) {
    const x = this.x(this.hover.start_s + this.chart.stepS / 2);
    context.strokeStyle = stroke;
    context.lineWidth = 0.7;
    context.beginPath();
    context.moveTo(x, this.area.y);
    context.lineTo(x, this.area.y + this.area.height);
    context.stroke();
  }

  /** The window under a pointer position, or null; it is then marked at the next draw. */
  pick(offsetX) {
    const { fromS, toS, stepS, series } = this.chart;
    const second = fromS + ((offsetX - LEFT) / this.area.width) * (toS - fromS);
    this.hover = series.windows.find(
      (one) => second >= one.start_s && second < one.start_s + stepS) ?? null;
    return this.hover;
  }
}
