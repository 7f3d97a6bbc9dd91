// Delay over time as smoke: a column is a window, a cell the share of its samples in a bucket. The
// median and the tails are drawn over it, the floor under it, loss and missed targets below it.
// Windows without samples are gaps.
import { isDark } from './dom.js';
import { ENOUGH } from './model.js';

export const LEFT = 52;
export const RIGHT = 8;
const TOP = 8;
const LANES = 2;
const LANE = 7;
const BOTTOM = 20;
const FAINTEST = 0.04;

/** Viridis in nine steps, dark to bright: as bright as it is dense on dark, as dark on light. */
const VIRIDIS = [[68, 1, 84], [71, 44, 122], [59, 81, 139], [44, 113, 142], [33, 144, 141], [39, 173, 129],
  [92, 200, 99], [170, 220, 50], [253, 231, 37]];

/** Loss classes of the band: at most so large a share. SmokePing's steps. */
export const LOSSES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1];

/** The colour of a cell that holds this share of its column, or null where it is too faint. */
export function ramp(share, dark) {
  if (share < FAINTEST) return null;
  const place = Math.sqrt(Math.min(1, share));
  const at = (dark ? 0.15 + 0.85 * place : 1 - place) * (VIRIDIS.length - 1);
  const low = VIRIDIS[Math.floor(at)];
  const high = VIRIDIS[Math.min(VIRIDIS.length - 1, Math.floor(at) + 1)];
  return low.map((value, i) => Math.round(value + (high[i] - value) * (at - Math.floor(at))));
}

/** Which loss class a share is of: 0 = nothing lost. */
export const lossClass = (share) => LOSSES.findIndex((most) => share <= most);

/** Round values for an axis of equal ratios, at most about five. */
export function ticksOf({ low, high }) {
  const nice = [];
  for (let power = 3; power <= 10; power++) {
    for (const digit of [1, 1.5, 2, 3, 4, 5, 7]) nice.push(digit * 10 ** power);
  }
  let inside = nice.filter((tick) => tick >= low && tick <= high);
  while (inside.length > 6) inside = inside.filter((_, i) => i % 2 === 0);
  if (inside.length >= 3) return inside;
  const step = 10 ** Math.floor(Math.log10((high - low) / 3));
  const wide = [1, 2, 5, 10].map((n) => n * step).find((s) => (high - low) / s <= 5);
  const all = [];
  for (let tick = Math.ceil(low / wide) * wide; tick <= high; tick += wide) all.push(tick);
  return all;
}

/** Round moments for the axis, in the reader's zone. */
export function momentsOf(from, to, zoneMinutes, most = 8) {
  const steps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800, 1209600];
  const step = steps.find((s) => (to - from) / s <= most) ?? steps.at(-1);
  const shift = -zoneMinutes * 60;
  const moments = [];
  for (let at = Math.ceil((from + shift) / step) * step - shift; at < to; at += step) moments.push(at);
  return moments;
}

export class HeatMap {
  /** onZoom(fromS, toS) follows a brush over the canvas. */
  constructor(canvas, onZoom) {
    this.canvas = canvas;
    this.hover = null;
    this.brush = null;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.brush = { from: this.second(event.offsetX), to: this.second(event.offsetX) };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (this.brush === null) return;
      this.brush.to = this.second(event.offsetX);
      this.paint();
    });
    canvas.addEventListener('pointerup', () => {
      const brush = this.brush;
      this.brush = null;
      if (brush === null) return;
      const [from, to] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)];
      if ((to - from) * this.scale > 6) onZoom(from, to);
      else this.paint();
    });
  }

  /** chart: {exit, bounds, fromS, toS, stepS, floor, time, delay}; exit as the API tells it. */
  draw(chart) {
    this.chart = chart;
    this.paint();
  }

  paint() {
    const { chart, canvas } = this;
    const pixels = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0) return;
    canvas.width = Math.round(width * pixels);
    canvas.height = Math.round(height * pixels);
    const context = canvas.getContext('2d');
    context.scale(pixels, pixels);
    const style = getComputedStyle(canvas);
    this.colour = (name) => style.getPropertyValue(name).trim();
    this.dark = isDark();
    this.low = chart.bounds[0] ** 2 / chart.bounds[1];
    this.high = chart.bounds.at(-1);
    this.area = { x: LEFT, y: TOP, width: width - LEFT - RIGHT, height: height - TOP - BOTTOM - LANES * LANE };
    this.scale = this.area.width / (chart.toS - chart.fromS);
    context.font = `11px ${style.fontFamily}`;
    this.axes(context);
    this.smoke(context);
    context.save();
    context.beginPath();
    context.rect(this.area.x, this.area.y, this.area.width, this.area.height);
    context.clip();
    this.floorLine(context);
    this.line(context, 'p99', 0.7);
    this.line(context, 'p95', 1);
    this.line(context, 'p50', 2);
    context.restore();
    this.beyond(context);
    this.lanes(context);
    this.marks(context);
  }

  x(second) {
    return this.area.x + (second - this.chart.fromS) * this.scale;
  }

  second(x) {
    return Math.min(this.chart.toS, Math.max(this.chart.fromS, this.chart.fromS + (x - LEFT) / this.scale));
  }

  y(nanos) {
    const share = Math.log(Math.max(nanos, 1) / this.low) / Math.log(this.high / this.low);
    return this.area.y + (1 - share) * this.area.height;
  }

  axes(context) {
    const { fromS, toS, time, delay } = this.chart;
    const { x, y, width, height } = this.area;
    context.strokeStyle = this.colour('--hair');
    context.fillStyle = this.colour('--muted');
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const tick of ticksOf(this)) {
      const at = Math.round(this.y(tick)) + 0.5;
      stroke(context, x, at, x + width, at);
      context.fillText(delay(tick), LEFT - 6, at);
    }
    context.textBaseline = 'top';
    context.textAlign = 'center';
    const below = y + height + LANES * LANE;
    for (const moment of momentsOf(fromS, toS, new Date(toS * 1000).getTimezoneOffset(), Math.max(2, Math.min(8, width / 75)))) {
      const at = Math.round(this.x(moment)) + 0.5;
      if (at < LEFT + 24 || at > x + width - 24) continue;
      stroke(context, at, below, at, below + 4);
      context.fillText(time(moment), at, below + 6);
    }
    context.strokeStyle = this.colour('--line');
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height + LANES * LANE - 1);
  }

  /** Every cell is a pixel of a small picture, which is then drawn large without smoothing. */
  smoke(context) {
    const { exit, bounds, fromS, toS, stepS } = this.chart;
    const first = Math.floor(fromS / stepS) * stepS;
    const columns = Math.max(1, Math.ceil((toS - first) / stepS));
    const small = new OffscreenCanvas(columns, bounds.length);
    const picture = small.getContext('2d');
    const image = picture.createImageData(columns, bounds.length);
    for (const one of exit.windows) {
      const column = Math.round((one.start_s - first) / stepS);
      one.bucket_counts.forEach((count, i) => {
        const row = bounds.length - 1 - (one.bucket_from + i);
        const cell = ramp(count / one.count, this.dark);
        if (cell === null || row < 0 || column < 0 || column >= columns) return;
        image.data.set([...cell, 235], (row * columns + column) * 4);
      });
    }
    picture.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.save();
    context.beginPath();
    context.rect(this.area.x, this.area.y, this.area.width, this.area.height);
    context.clip();
    context.drawImage(small, this.x(first), this.area.y, columns * stepS * this.scale, this.area.height);
    context.restore();
  }

  line(context, quantile, width) {
    const path = new Path2D();
    let next = null;
    for (const one of this.chart.exit.windows) {
      if (one.count < ENOUGH[quantile] || (one[`${quantile}_ns`] ?? null) === null) continue;
      const y = this.y(one[`${quantile}_ns`]);
      if (one.start_s === next) path.lineTo(this.x(one.start_s), y);
      else path.moveTo(this.x(one.start_s), y);
      next = one.start_s + this.chart.stepS;
      path.lineTo(this.x(next), y);
    }
    if (quantile === 'p50') {
      context.strokeStyle = this.colour('--page');
      context.lineWidth = width + 2;
      context.stroke(path);
    }
    context.strokeStyle = this.colour('--text');
    context.lineWidth = width;
    context.setLineDash(quantile === 'p99' ? [2, 2] : []);
    context.stroke(path);
    context.setLineDash([]);
  }

  floorLine(context) {
    if (this.chart.floor === null) return;
    context.strokeStyle = this.colour('--muted');
    context.lineWidth = 1;
    context.setLineDash([6, 4]);
    stroke(context, this.area.x, this.y(this.chart.floor), this.area.x + this.area.width, this.y(this.chart.floor));
    context.setLineDash([]);
  }

  /** Marks the windows with samples above the scale: clipped, not hidden. */
  beyond(context) {
    context.fillStyle = this.colour('--risk');
    for (const one of this.chart.exit.windows) {
      if ((one.max_ns ?? 0) <= this.high) continue;
      const x = this.x(one.start_s + this.chart.stepS / 2);
      triangle(context, x, this.area.y - 5, 2.5, 4);
    }
  }

  /** Two lanes: lost packets by class of loss, and the minutes that missed a target. */
  lanes(context) {
    const { exit, stepS } = this.chart;
    const top = this.area.y + this.area.height;
    const least = (span) => Math.max(2, span * this.scale);
    context.save();
    context.beginPath();
    context.rect(this.area.x, top, this.area.width, LANES * LANE);
    context.clip();
    for (const one of exit.losses) {
      const kind = one.sent === 0 ? 0 : lossClass(one.lost / one.sent);
      if (kind === 0) continue;
      context.fillStyle = this.colour('--bad');
      context.globalAlpha = 0.35 + (0.65 * kind) / (LOSSES.length - 1);
      context.fillRect(this.x(one.start_s), top, least(stepS), LANE - 1);
    }
    context.globalAlpha = 1;
    context.fillStyle = this.colour('--risk');
    for (const one of exit.breached) {
      context.fillRect(this.x(one.start_s), top + LANE, least(Math.max(60, stepS)), LANE - 1);
    }
    context.restore();
  }

  marks(context) {
    context.strokeStyle = this.colour('--text');
    context.lineWidth = 0.7;
    if (this.hover !== null) {
      const x = this.x(this.hover.start_s + this.chart.stepS / 2);
      stroke(context, x, this.area.y, x, this.area.y + this.area.height);
    }
    if (this.brush !== null) {
      const [from, to] = [this.x(this.brush.from), this.x(this.brush.to)];
      context.globalAlpha = 0.2;
      context.fillStyle = this.colour('--text');
      context.fillRect(Math.min(from, to), this.area.y, Math.abs(to - from), this.area.height);
      context.globalAlpha = 1;
    }
  }

  /** The window under a pointer position, or null; it is marked. */
  pick(offsetX) {
    const second = this.second(offsetX);
    const { stepS, exit } = this.chart;
    this.hover = exit.windows.find((one) => second >= one.start_s && second < one.start_s + stepS) ?? null;
    this.paint();
    return this.hover;
  }

  leave() {
    this.hover = null;
    this.paint();
  }
}

function stroke(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** A triangle that points down. */
export function triangle(context, x, y, half, height) {
  context.beginPath();
  context.moveTo(x - half, y);
  context.lineTo(x + half, y);
  context.lineTo(x, y + height);
  context.fill();
}
