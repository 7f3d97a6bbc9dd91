// The latency compass: distance from Nanning is delay, not kilometres; no territory is drawn.
// Destinations stand at equal angular steps in the order of their bearings, since true bearings
// collide (five cities lie within 16 degrees).
import { vector, setAttribute } from './dom.js';
import * as i18n from './i18n.js';

const RINGS = [10e6, 25e6, 50e6, 100e6, 200e6, 400e6, 800e6];
const FROM = 95;
const TO = 265;
const LINE = 12;

/** Angle of each route in degrees clockwise from north, by order of bearing. */
export function angles(routes) {
  const sorted = [...routes].sort((a, b) => a.bearing_degrees - b.bearing_degrees);
  return new Map(sorted.map((route, i) => [route.id,
    sorted.length === 1 ? 180 : FROM + ((TO - FROM) * i) / (sorted.length - 1)]));
}

/** Radius of a delay: the square root, so that near and far can both be read. */
export function radius(nanos, largest, size) {
  return Math.sqrt(nanos / largest) * size;
}

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width
  && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Places labels beside their marks: of all places around a mark the nearest one where the label
 * touches no other label and covers no mark. Places are boxes {x, y, width, height}.
 */
export function placeLabels(wanted, bounds, marks) {
  const placed = [];
  for (const label of [...wanted].sort((a, b) => b.radius - a.radius)) {
    let best = null;
    for (const box of places(label, bounds)) {
      const cost = placed.filter((other) => overlap(box, other.box)).length * 1000
        + marks.filter((mark) => overlap(box, mark)).length * 100
        + distance(box, label.end) + inwards(box, label) * 14;
      if (best === null || cost < best.cost) best = { box, cost, label };
    }
    placed.push(best);
  }
  return placed;
}

/** Left, right and beyond the mark, then further and further away. */
function* places({ end, width }, bounds) {
  for (let away = 7; away <= 70; away += 7) {
    for (let turn = 0; turn < 16; turn++) {
      const across = Math.sin((turn * Math.PI) / 8);
      const down = -Math.cos((turn * Math.PI) / 8);
      const x = end.x + across * (away + width / 2) - width / 2;
      const y = end.y + down * (away + LINE / 2) - LINE / 2;
      yield {
        x: Math.min(Math.max(x, bounds.x), bounds.x + bounds.width - width),
        y: Math.min(Math.max(y, bounds.y), bounds.y + bounds.height - LINE),
        width,
        height: LINE,
      };
    }
  }
}

/** 0 when the label continues its spoke, 1 beside the mark, 2 towards Nanning. */
function inwards(box, { end, angle }) {
  const across = box.x + box.width / 2 - end.x;
  const down = box.y + box.height / 2 - end.y;
  const along = across * Math.sin((angle * Math.PI) / 180) - down * Math.cos((angle * Math.PI) / 180);
  return 1 - along / (Math.hypot(across, down) || 1);
}

const distance = (box, { x, y }) => Math.hypot(
  Math.max(box.x - x, 0, x - box.x - box.width), Math.max(box.y - y, 0, y - box.y - box.height));

export class Compass {
  constructor(svg, onOpen) {
    this.svg = svg;
    this.onOpen = onOpen;
    this.measure = document.createElement('canvas').getContext('2d');
    this.drawnAt = -Infinity;
  }

  /** Draws at most once a second: a picture that trembles cannot be read. */
  draw(model, now, force) {
    const width = this.svg.clientWidth;
    if (width === 0 || (!force && now - this.drawnAt < 1000)) return;
    this.drawnAt = now;
    const centre = { x: width / 2, y: 22 };
    const size = width / 2 - 26;
    const height = Math.round(centre.y + size + 34);
    const shown = this.collect(model, now);
    const largest = this.reach(Math.max(RINGS[1], ...shown.map((entry) => entry.p50 ?? 0)));
    for (const entry of shown) this.locate(entry, centre, largest, size);
    const bounds = { x: 0, y: centre.y - 7, width, height: height - centre.y + 5 };
    const marks = shown.flatMap(({ end, floor }) => [0, 0.5, 1].map((share) => ({
      x: end.x + (floor.x - end.x) * share - 4, y: end.y + (floor.y - end.y) * share - 4, width: 8, height: 8,
    })));
    marks.push({ x: centre.x - 6, y: centre.y - 6, width: 12, height: 12 });
    const focused = this.svg.contains(document.activeElement)
      ? document.activeElement.getAttribute('data-route') : null;
    setAttribute(this.svg, 'viewBox', `0 0 ${width} ${height}`);
    setAttribute(this.svg, 'height', height);
    this.svg.replaceChildren(
      ...this.rings(centre, largest, size),
      ...shown.map((entry) => vector('line', {
        class: 'spoke', x1: centre.x, y1: centre.y, x2: entry.rim.x, y2: entry.rim.y,
      })),
      vector('circle', { class: 'origin', cx: centre.x, cy: centre.y, r: 3.5 }),
      ...placeLabels(shown, bounds, marks).sort((a, b) => a.label.angle - b.label.angle)
        .map(({ label, box }) => this.mark(label, box)),
    );
    if (focused) this.svg.querySelector(`[data-route="${CSS.escape(focused)}"]`)?.focus();
  }

  /** The delay at the rim: follows growth at once and shrinks only when a third is empty. */
  reach(most) {
    if (!this.rim || most > this.rim || most < this.rim * 0.6) this.rim = most * 1.15;
    return this.rim;
  }

  collect(model, now) {
    const routes = model.message.routes.filter((route) => route.bearing_degrees !== null);
    const angle = angles(routes);
    this.measure.font = `${getComputedStyle(this.svg).fontSize} ${getComputedStyle(this.svg).fontFamily}`;
    return routes.map((route) => {
      const best = model.isStale(now) ? null : model.smallest(model.paths(route.id));
      const name = i18n.destination(route).replace(/ \(.*/, '');
      const value = best ? i18n.milliseconds(best.row.p50_ns, 0) : i18n.text('state.no-data');
      return {
        route,
        name,
        value,
        angle: angle.get(route.id),
        p50: best?.row.p50_ns ?? null,
        state: best ? best.row.departure?.direction ?? 'steady' : 'no-data',
        exit: best?.exit,
        width: this.measure.measureText(`${name} ${value}`).width * 0.86 + 3,
      };
    });
  }

  locate(entry, centre, largest, size) {
    const sin = Math.sin((entry.angle * Math.PI) / 180);
    const cos = Math.cos((entry.angle * Math.PI) / 180);
    const at = (r) => ({ x: centre.x + sin * r, y: centre.y - cos * r });
    entry.centre = centre;
    entry.radius = radius(entry.p50 ?? entry.route.floor_ns, largest, size);
    entry.floor = at(radius(entry.route.floor_ns, largest, size));
    entry.end = at(entry.radius);
    entry.rim = at(size);
  }

  rings(centre, largest, size) {
    const inside = RINGS.filter((ring) => ring <= largest);
    return inside.flatMap((ring, i) => {
      const r = radius(ring, largest, size);
      const a = (FROM * Math.PI) / 180;
      const x = Math.sin(a) * r;
      const y = -Math.cos(a) * r;
      return [
        vector('path', { class: 'ring', d: `M${centre.x + x} ${centre.y + y}A${r} ${r} 0 0 1 ${centre.x - x} ${centre.y + y}` }),
        vector('text', { class: 'ring-label', x: centre.x + r, y: centre.y - 11, 'text-anchor': 'middle' },
          i === inside.length - 1 ? i18n.text('compass.ring', { ms: i18n.milliseconds(ring, 0) })
            : i18n.milliseconds(ring, 0)),
      ];
    });
  }

  mark(entry, box) {
    const words = i18n.text(entry.p50 === null ? 'compass.none' : 'compass.path', {
      name: entry.name, value: entry.value, exit: entry.exit,
      state: i18n.text(`compass.state.${entry.state}`),
      floor: i18n.milliseconds(entry.route.floor_ns),
    });
    const near = {
      x: Math.min(Math.max(entry.end.x, box.x), box.x + box.width),
      y: Math.min(Math.max(entry.end.y, box.y + 2), box.y + box.height - 2),
    };
    const far = distance(box, entry.end) > 11;
    const link = vector('a', {
      href: `/routes/${encodeURIComponent(entry.route.id)}`, 'data-route': entry.route.id,
      'data-state': entry.state, 'aria-label': words,
    },
    vector('title', {}, words),
    vector('line', {
      class: 'inflation', x1: entry.floor.x, y1: entry.floor.y, x2: entry.end.x, y2: entry.end.y,
      visibility: entry.p50 === null ? 'hidden' : null,
    }),
    vector('circle', { class: 'floor-dot', cx: entry.floor.x, cy: entry.floor.y, r: 2.6 }),
    entry.p50 === null ? '' : nowMark(entry),
    far ? vector('line', {
      class: 'leader', x1: entry.end.x, y1: entry.end.y, x2: near.x, y2: near.y,
    }) : '',
    vector('text', { class: 'label', x: box.x, y: box.y + 9.5 }, `${entry.name} `,
      vector('tspan', { class: 'value' }, entry.value)));
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.onOpen(entry.route.id);
    });
    return link;
  }
}

/** Shape as well as colour: round when steady, pointing up or down when it departs. */
function nowMark({ end, state }) {
  if (state === 'steady') return vector('circle', { class: 'now-mark', cx: end.x, cy: end.y, r: 3.4 });
  const tip = state === 'above' ? -5 : 5;
  return vector('path', { class: 'now-mark', d: `M${end.x} ${end.y + tip}l5 ${-1.7 * tip}h-10z` });
}
