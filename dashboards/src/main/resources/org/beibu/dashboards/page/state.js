// The whole state of the page is in its address: which view, of what, over which range, in which
// language and theme. An address that one release wrote opens in the next.
import { LANGUAGES, choose } from './i18n.js';

export const VIEWS = ['overview', 'routes', 'recommendations', 'slo', 'capacity', 'probes', 'events'];
export const RANGES = { '15m': 900, '1h': 3600, '6h': 21600, '24h': 86400, '7d': 604800, '30d': 2592000, '90d': 7776000 };

const THEMES = ['auto', 'light', 'dark'];

/** Parameters that stand in the address as they are, of any view; the first release's names. */
const PLAIN = ['method', 'class', 'search', 'sort', 'exit', 'kind', 'route', 'cell'];

/** Reads the address. */
export function readState({ pathname, search } = location) {
  const [first = '', second = ''] = pathname.split('/').slice(1);
  const query = new URLSearchParams(search);
  const view = VIEWS.includes(first) ? first : 'overview';
  const language = query.get('lang') ?? recall('language');
  const theme = query.get('theme') ?? recall('theme');
  const state = { view, id: second === '' ? null : decodeURIComponent(second), range: null, from: null, to: null };
  for (const name of PLAIN) state[name] = query.get(name) ?? '';
  if (query.has('from') && query.has('to')) {
    state.from = query.get('from');
    state.to = query.get('to');
  } else if (query.get('range') in RANGES) {
    state.range = query.get('range');
  }
  state.lang = query.get('lang');
  state.themeAsked = query.get('theme');
  state.language = LANGUAGES.includes(language) ? language : choose(navigator.languages ?? []);
  state.theme = THEMES.includes(theme) ? theme : 'auto';
  return state;
}

/** The address of a state; what is not chosen is not in it. */
export function addressOf(state) {
  const query = new URLSearchParams();
  for (const name of PLAIN) if (state[name]) query.set(name, state[name]);
  if (state.from !== null) {
    query.set('from', state.from);
    query.set('to', state.to);
  } else if (state.range !== null) {
    query.set('range', state.range);
  }
  if (state.lang) query.set('lang', state.language);
  if (state.themeAsked) query.set('theme', state.theme);
  const path = state.view === 'overview' ? '/' : `/${state.view}${state.id ? `/${encodeURIComponent(state.id)}` : ''}`;
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The same range, language and theme in another view; what belongs to one view stays behind. */
export function elsewhere(state, view, id = null) {
  const next = { ...state, view, id };
  for (const name of PLAIN) if (name !== 'method' && name !== 'class') next[name] = '';
  return next;
}

/** The API's parameters of the range; one that ends now is told relative to the server's clock. */
export function rangeParameters(state, usual) {
  if (state.from !== null) return { from: state.from, to: state.to };
  return { from: `-${RANGES[state.range ?? usual]}s` };
}

/** Whether the range ends now: only then is anything asked for again. */
export const endsNow = (state) => state.from === null;

/** Remembers a choice on this machine; storage may be forbidden, it then lasts as long as the page. */
export function remember(name, value) {
  try {
    localStorage.setItem(`beibu.${name}`, value);
  } catch {
    // Nothing to do: see above.
  }
}

function recall(name) {
  try {
    return localStorage.getItem(`beibu.${name}`);
  } catch {
    return null;
  }
}
