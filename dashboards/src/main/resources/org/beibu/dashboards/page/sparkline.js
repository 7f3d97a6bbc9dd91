// A line of per-second medians. A second without samples is a gap, never a bridge.
import { vector, setAttribute } from './dom.js';

const WIDTH = 120;
const HEIGHT = 18;
const PAD = 2;

/**
 * The span that the exits of one route share: so many nanoseconds from the bottom of a line to its
 * top, each line being centred on its own middle. At least a fifth of the largest middle, so that
 * noise of microseconds does not look like weather.
 */
export function spanOf(lists) {
  let span = 0;
  for (const values of lists) {
    const { low, high } = extremes(values);
    if (low <= high) span = Math.max(span, high - low, ((low + high) / 2) * 0.2);
  }
  return span;
}

function extremes(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

/** The scale of one line: its middle in the middle of the span. */
export function scaleOf(values, span) {
  const { low, high } = extremes(values);
  if (low > high) return null;
  const middle = (low + high) / 2;
  return { low: middle - span / 2, high: middle + span / 2 };
}

/** The path data: one piece for each unbroken run; a lone second becomes a short dash. */
export function pathOf(values, scale) {
  if (!scale) return '';
  const step = WIDTH / (values.length - 1 || 1);
  const y = (value) => (HEIGHT - PAD
    - ((value - scale.low) / (scale.high - scale.low || 1)) * (HEIGHT - 2 * PAD)).toFixed(1);
  let path = '';
  let open = false;
  values.forEach((value, i) => {
    if (value === null) {
      open = false;
      return;
    }
    path += `${open ? 'L' : 'M'}${(i * step).toFixed(1)} ${y(value)}`;
    if (!open && (values[i + 1] ?? null) === null) path += 'h.8';
    open = true;
  });
  return path;
}

/** A sparkline with update(values, span). The numbers beside it are its text. */
export function sparkline() {
  const line = vector('path', { class: 'line' });
  const dot = vector('path', { class: 'dot' });
  const svg = vector('svg', {
    class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true',
  }, line, dot);
  return {
    svg,
    update(values, span) {
      const scale = scaleOf(values, span);
      setAttribute(line, 'd', pathOf(values, scale));
      const last = values.findLastIndex((value) => value !== null);
      const recent = scale && last >= 0 && last >= values.length - 3;
      setAttribute(dot, 'visibility', recent ? 'visible' : 'hidden');
      if (!recent) return;
      const height = (values[last] - scale.low) / (scale.high - scale.low || 1);
      const x = (last * (WIDTH / (values.length - 1))).toFixed(1);
      setAttribute(dot, 'd', `M${x} ${(HEIGHT - PAD - height * (HEIGHT - 2 * PAD)).toFixed(1)}h0`);
    },
  };
}
