// The latency compass: distance from Nanning is delay, not kilometres; no territory is drawn.
// Destinations stand at equal angular steps in the order of their bearings, since true bearings
// collide (five cities lie within 16 degrees).
import { vector, setAttribute } from './dom.js';
import * as i18n from './i18n.js';

const RINGS = [10e6, 25e6, 50e6, 100e6, 200e6, 400e6, 800e6];
const FROM = 82;
const TO = 278;
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
 * Places labels: each stands beyond its mark on its own spoke, moved outwards, then up or down,
 * until it touches no other. Boxes are {x, y, width, height}; marks are places to keep free.
 */
export function placeLabels(wanted, bounds, marks) {
  const placed = [];
  const order = [...wanted].sort((a, b) => b.radius - a.radius);
  for (const label of order) {
    let best = null;
    for (const [along, lift] of steps()) {
      const box = boxAt(label, label.radius + 7 + along, lift, bounds);
      const crowd = placed.filter((other) => overlap(box, other.box)).length * 10
        + marks.filter((mark) => overlap(box, mark)).length;
      if (best === null || crowd < best.crowd) best = { box, crowd, label };
      if (crowd === 0) break;
    }
    placed.push(best);
  }
  return placed;
}

function* steps() {
  for (let along = 0; along <= 60; along += 6) yield [along, 0];
  for (let lift = 6; lift <= 90; lift += 6) {
    for (const along of [0, 12, 24, 40]) {
      yield [along, lift];
      yield [along, -lift];
    }
  }
}

function boxAt({ angle, width, centre }, distance, lift, bounds) {
  const sin = Math.sin((angle * Math.PI) / 180);
  const cos = Math.cos((angle * Math.PI) / 180);
  const x = centre.x + sin * distance - width / 2 + (sin * width) / 2;
  const y = centre.y - cos * distance + lift - LINE / 2;
  return {
    x: Math.min(Math.max(x, bounds.x), bounds.x + bounds.width - width),
    y: Math.min(Math.max(y, bounds.y), bounds.y + bounds.height - LINE),
    width,
    height: LINE,
  };
}

export class Compass {
  constructor(svg, onOpen) {
    this.svg = svg;
    this.onOpen = onOpen;
    this.measure = document.createElement('canvas').getContext('2d');
    this.drawnAt = -Infinity;
  }

  /** Draws at most once a second: a picture that trembles cannot be read. */
  draw(model, method, now, force) {
    const width = this.svg.clientWidth;
    if (width === 0 || (!force && now - this.drawnAt < 1000)) return;
    this.drawnAt = now;
    const height = Math.round(width * 0.86);
    const centre = { x: width / 2, y: 20 };
    const size = Math.min(width / 2 - 22, height - 46);
    const shown = this.collect(model, method, now);
    const most = Math.max(RINGS[1], ...shown.map((entry) => entry.p50 ?? 0));
    const largest = RINGS.find((ring) => ring >= most) ?? most;
    for (const entry of shown) this.locate(entry, centre, largest, size);
    const bounds = { x: 0, y: 2, width, height: height - 4 };
    const marks = shown.map(({ end }) => ({ x: end.x - 4, y: end.y - 4, width: 8, height: 8 }));
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

  collect(model, method, now) {
    const routes = model.message.routes.filter((route) => route.bearing_degrees !== null);
    const angle = angles(routes);
    this.measure.font = `${getComputedStyle(this.svg).fontSize} ${getComputedStyle(this.svg).fontFamily}`;
    return routes.map((route) => {
      const best = model.isStale(now) ? null : model.smallest(model.paths(route.id, method));
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
    return RINGS.filter((ring) => ring <= largest).flatMap((ring) => {
      const r = radius(ring, largest, size);
      const a = (FROM * Math.PI) / 180;
      const x = Math.sin(a) * r;
      const y = -Math.cos(a) * r;
      return [
        vector('path', { class: 'ring', d: `M${centre.x + x} ${centre.y + y}A${r} ${r} 0 0 1 ${centre.x - x} ${centre.y + y}` }),
        vector('text', { class: 'ring-label', x: centre.x + r, y: centre.y - 9, 'text-anchor': 'middle' },
          i18n.text('compass.ring', { ms: i18n.milliseconds(ring, 0) })),
      ];
    });
  }

  mark(entry, box) {
    const words = i18n.text(entry.p50 === null ? 'compass.none' : 'compass.path', {
      name: entry.name, value: entry.value, exit: entry.exit,
      state: i18n.text(`compass.state.${entry.state}`),
      floor: i18n.milliseconds(entry.route.floor_ns),
    });
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const far = Math.abs(middle.x - entry.end.x) > box.width / 2 + 9
      || Math.abs(middle.y - entry.end.y) > 20;
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
      class: 'leader', x1: entry.end.x, y1: entry.end.y, x2: middle.x, y2: middle.y > entry.end.y ? box.y : box.y + box.height,
    }) : '',
    vector('text', { class: 'label', x: box.x, y: box.y + 9.5 }, `${entry.name} `,
      vector('tspan', { class: 'value' }, entry.value)));
    link.addEventListener('click', (event) => {
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
