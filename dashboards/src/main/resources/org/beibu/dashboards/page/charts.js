// Lines over one axis, by uPlot; it is fetched when the first chart is drawn.
import { element, isDark } from './dom.js';

let loading = null;

function load() {
  loading ??= new Promise((done, failed) => {
    const script = element('script', { src: '/page/uPlot.iife.min.js' });
    script.addEventListener('load', () => done(window.uPlot));
    script.addEventListener('error', () => failed(new Error('uPlot.iife.min.js')));
    document.head.append(script);
  });
  return loading;
}

/** Colours of lines, told apart also by their dashes: an exit has the same on every chart. */
const LINES = {
  light: ['#0072b2', '#b36b00', '#7a4fa3', '#00745a', '#a8230f', '#57606a'],
  dark: ['#56b4e9', '#e69f00', '#c9a0f0', '#3fc19a', '#ff7b5c', '#9198a1'],
};
const DASHES = [[], [7, 3], [2, 3], [10, 3, 2, 3], [4, 2], [1, 2]];

export const lineColour = (i) => LINES[isDark() ? 'dark' : 'light'][i % DASHES.length];
export const lineDash = (i) => DASHES[i % DASHES.length];

export class LineChart {
  constructor(frame) {
    this.frame = frame;
    this.plot = null;
    this.asked = 0;
  }

  /**
   * chart: {data, series: [{label, line, dash, width}], height, x, y: texts of values, time, scales}.
   * data is uPlot's: one array of x, then one an entry of series.
   */
  async draw(chart) {
    this.chart = chart;
    this.asked += 1;
    const asked = this.asked;
    const Plot = await load();
    if (asked !== this.asked || !this.frame.isConnected) return;
    this.close();
    const style = getComputedStyle(this.frame);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = (values, size) => ({
      stroke: colour('--muted'), grid: { stroke: colour('--hair'), width: 1 }, ticks: { show: false },
      font: `11px ${style.fontFamily}`, values: (plot, splits) => splits.map((split) => (split === null ? '' : values(split))), size,
    });
    this.plot = new Plot({
      width: this.frame.clientWidth,
      height: chart.height,
      legend: { show: false },
      cursor: { y: false, drag: { x: Boolean(chart.onZoom), y: false, setScale: false } },
      hooks: { setSelect: [(plot) => this.zoomed(plot)], setCursor: [(plot) => chart.onCursor?.(plot.cursor.idx ?? null)] },
      scales: { x: { time: Boolean(chart.time) }, ...chart.scales },
      axes: [{ ...axis(chart.x, 26), space: 70 }, { ...axis(chart.y, 52), space: 26 }],
      series: [{}, ...chart.series.map((one) => ({
        label: one.label, stroke: lineColour(one.line), dash: one.dash ?? lineDash(one.line), width: one.width ?? 1.6,
        points: { show: false }, spanGaps: false,
      }))],
    }, chart.data, this.frame);
  }

  zoomed(plot) {
    const { left, width } = plot.select;
    if (width < 6 || !this.chart.onZoom) return;
    this.chart.onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
  }

  redraw() {
    if (this.chart) this.draw(this.chart);
  }

  close() {
    this.plot?.destroy();
    this.plot = null;
  }
}

/** What a line means: its dash and colour as on the chart, and a word. */
export function lineKey(i, words, dash) {
  const picture = element('canvas', { width: 26, height: 8, class: 'line-key', 'aria-hidden': 'true' });
  const context = picture.getContext('2d');
  context.strokeStyle = lineColour(i);
  context.lineWidth = 2;
  context.setLineDash(dash ?? lineDash(i));
  context.moveTo(0, 4);
  context.lineTo(26, 4);
  context.stroke();
  return element('span', { class: 'key-item' }, picture, words);
}
