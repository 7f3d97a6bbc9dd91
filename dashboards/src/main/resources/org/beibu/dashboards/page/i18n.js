// Texts and number formats of the chosen language. One instance for the page.

export const LANGUAGES = ['en', 'zh-CN'];

let language = 'en';
let texts = {};
let formats = new Map();

/** The first language we have among those wanted, English otherwise. */
export function choose(wanted) {
  for (const tag of wanted) {
    if (!tag) continue;
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

/** Loads a language; the page keeps the old one when that fails. */
export async function load(tag) {
  const response = await fetch(`/page/${tag}.json`);
  if (!response.ok) throw new Error(`texts of ${tag}: HTTP ${response.status}`);
  texts = await response.json();
  language = tag;
  formats = new Map();
  document.documentElement.lang = tag;
}

export function current() {
  return language;
}

/** The text of a key with its {names} filled in. A missing key shows itself. */
export function text(key, values = {}) {
  const pattern = texts[key] ?? key;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A name of the catalogue in the chosen language, the catalogue's own when we have none. */
export function destination(route) {
  return texts[`route.${route.id}`] ?? route.destination;
}

/** A service class in the chosen language; one of the operator's own by its name. */
export function serviceClass(name) {
  return texts[`slo.class.${name}`] ?? name;
}

/** A country in the chosen language; what belongs to no country has no code, and a name of ''. */
export function country(route) {
  if (language === 'en' || !route.country_code) return route.country;
  return new Intl.DisplayNames([language], { type: 'region' }).of(route.country_code);
}

/** Joins names as the language does: "a, b and c". */
export function list(names) {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

function format(kind, make) {
  if (!formats.has(kind)) formats.set(kind, make());
  return formats.get(kind);
}

/** Nanoseconds as milliseconds, without the unit. */
export function milliseconds(nanos, digits = 1) {
  return format(`ms${digits}`, () => new Intl.NumberFormat(language,
    { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(nanos / 1e6);
}

export function ratio(value) {
  return format('ratio', () => new Intl.NumberFormat(language,
    { minimumFractionDigits: 2, maximumFractionDigits: 2 })).format(value);
}

export function fixed(value, digits) {
  return format(`fixed${digits}`, () => new Intl.NumberFormat(language,
    { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value);
}

export function integer(value) {
  return format('integer', () => new Intl.NumberFormat(language)).format(value);
}

export function percent(fraction) {
  return format('percent', () => new Intl.NumberFormat(language,
    { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 })).format(fraction);
}

/** Bits a second as megabits a second: three digits that count, none below a kilobit. */
export function megabits(bits) {
  const value = bits / 1e6;
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return format(`mbit${digits}`, () => new Intl.NumberFormat(language,
    { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value);
}

export function percentTenths(fraction) {
  return format('tenths', () => new Intl.NumberFormat(language,
    { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })).format(fraction);
}

/** Why a packet was skipped, in words; a newer probe's reason as it is. */
export function reason(name) {
  return texts[`skip.${name}`] ?? name.replace(/_/g, ' ');
}

/** The word for a name that data brings; a newer analyzer's name as it is. */
export function named(group, name) {
  return texts[`${group}.${name}`] ?? name;
}

/** A share as whole percent. */
export function share(fraction) {
  return format('share', () => new Intl.NumberFormat(language, { style: 'percent' })).format(fraction);
}

/** Seconds for "updated ... ago": tenths at first, whole ones later. */
export function seconds(value) {
  return value < 10
    ? format('s1', () => new Intl.NumberFormat(language,
      { minimumFractionDigits: 1, maximumFractionDigits: 1 })).format(value)
    : integer(Math.round(value));
}

/** A share of what must not be rounded up: 99.998 % is never shown as 100 %. */
export const percentDown = (fraction) => percent(Math.floor(fraction * 1e4) / 1e4);

/** A change as whole percent with its sign. */
export function signedShare(fraction) {
  return format('signed', () => new Intl.NumberFormat(language, { style: 'percent', signDisplay: 'exceptZero' })).format(fraction);
}

/** A number of an axis: no more digits than it has. */
export function short(value) {
  return format('short', () => new Intl.NumberFormat(language, { maximumSignificantDigits: 4 })).format(value);
}

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DATE = { month: '2-digit', day: '2-digit' };

/** A moment of an axis that is so many seconds long. */
export function moment(epochMillis, seconds) {
  const options = seconds <= 1800 ? { ...TIME, second: '2-digit' } : seconds <= 86_400 ? TIME : seconds <= 864_000 ? { ...DATE, ...TIME } : DATE;
  return format(`moment${Object.keys(options)}`, () => new Intl.DateTimeFormat(language, options)).format(epochMillis);
}

/** A month and its year. */
export function month(epochMillis) {
  return format('month', () => new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' })).format(epochMillis);
}

/** From when to when. */
export function span(fromMillis, toMillis) {
  return format('span', () => new Intl.DateTimeFormat(language, { year: 'numeric', ...DATE, ...TIME })).formatRange(fromMillis, toMillis);
}

/** Clock time in the reader's zone. */
export function clock(epochMillis, withDate = false) {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  if (withDate) Object.assign(options, { month: '2-digit', day: '2-digit' });
  return format(`clock${withDate}`, () => new Intl.DateTimeFormat(language, options))
    .format(epochMillis);
}

/** The reader's zone by name, shown wherever clock times are. */
export function zone() {
  return format('zone', () => new Intl.DateTimeFormat(language, { timeZoneName: 'short' }))
    .formatToParts(0).find((part) => part.type === 'timeZoneName').value;
}

/** Puts the texts into every element that names one. */
export function apply(root = document) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', text(element.dataset.label));
  }
  for (const element of root.querySelectorAll('[data-placeholder]')) {
    element.placeholder = text(element.dataset.placeholder);
  }
}
