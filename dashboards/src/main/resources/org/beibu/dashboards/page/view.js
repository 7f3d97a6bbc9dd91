// What the reader chose. Query and path hold what a link should carry; language and theme are
// remembered on this machine alone.
import { LANGUAGES, choose } from './i18n.js';

const THEMES = ['auto', 'light', 'dark'];

/** The route named by the address, or null on the overview. */
export function routeOf({ pathname }) {
  const match = /^\/routes\/([^/]+)$/.exec(pathname);
  return match ? decodeURIComponent(match[1]) : null;
}

export function readView() {
  const query = new URLSearchParams(location.search);
  const language = query.get('lang') ?? recall('language');
  const theme = query.get('theme') ?? recall('theme');
  const sort = query.get('sort') ?? '';
  return {
    method: query.get('method') ?? '',
    quality: query.get('class') ?? '',
    search: query.get('search') ?? '',
    range: query.get('range') ?? '15m',
    sort: { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    language: LANGUAGES.includes(language) ? language : choose(navigator.languages ?? []),
    theme: THEMES.includes(theme) ? theme : 'auto',
  };
}

/** Puts the view into the address without a new entry in the history. */
export function writeView(view, routeId) {
  const query = new URLSearchParams();
  const old = new URLSearchParams(location.search);
  for (const kept of ['lang', 'theme']) if (old.has(kept)) query.set(kept, old.get(kept));
  if (view.method) query.set('method', view.method);
  if (view.method && view.quality) query.set('class', view.quality);
  if (routeId) query.set('range', view.range);
  if (!routeId && view.search) query.set('search', view.search);
  if (!routeId && view.sort.column) query.set('sort', (view.sort.descending ? '-' : '') + view.sort.column);
  const path = routeId ? `/routes/${encodeURIComponent(routeId)}` : '/';
  history.replaceState(null, '', query.size > 0 ? `${path}?${query}` : path);
}

/** Storage may be forbidden; the choice then lasts as long as the page. */
export function remember(name, value) {
  const query = new URLSearchParams(location.search);
  query.delete(name === 'language' ? 'lang' : name);
  history.replaceState(null, '', `${location.pathname}?${query}`);
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
