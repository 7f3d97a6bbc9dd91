// The generated sentence: what is timed, what is not, what is slow, what just changed.
import * as i18n from './i18n.js';
import { kindLabel } from './kinds.js';

const MOST_NAMED = 3;

const named = (items) => {
  const names = items.slice(0, MOST_NAMED);
  if (items.length > MOST_NAMED) {
    names.push(i18n.text('sentence.more', { count: i18n.integer(items.length - MOST_NAMED) }));
  }
  return i18n.list(names);
};

/** The facts of one message; a pure function, so that it can be tested. */
export function factsOf(model) {
  const groups = model.message.routes.filter((route) => route.floor_ns !== null)
    .map((route) => ({ route, paths: model.paths(route.id) }));
  const timed = groups.filter((group) => group.paths.some((path) => path.row));
  const silent = groups.filter((group) => !group.paths.some((path) => path.row));
  const worst = timed.map((group) => ({ route: group.route, path: model.smallest(group.paths) }))
    .reduce((a, b) => (a && a.path.row.times_floor >= b.path.row.times_floor ? a : b), null);
  const departed = groups.flatMap((group) => group.paths
    .filter((path) => path.row?.departure)
    .map((path) => ({ route: group.route, exit: path.exit, departure: path.row.departure })));
  return { total: groups.length, timed, silent, worst, departed };
}

/** The sentence itself. */
export function sentence(model, stale) {
  if (stale) return i18n.text('sentence.stale');
  const { total, timed, silent, worst, departed } = factsOf(model);
  const words = [i18n.text('sentence.timed', {
    timed: i18n.integer(timed.length),
    total: i18n.integer(total),
    method: methodWords(timed),
    window: i18n.integer(model.message.window_ns / 1e9),
  })];
  if (silent.length > 0) {
    words.push(i18n.text('sentence.silent', {
      names: named(silent.map((group) => i18n.destination(group.route))),
    }));
  }
  words.push(changes(departed));
  if (worst) {
    words.push(i18n.text('sentence.worst', {
      name: i18n.destination(worst.route),
      ratio: i18n.ratio(worst.path.row.times_floor),
      exit: worst.path.exit,
    }));
  }
  return words.filter((part) => part !== '').join(i18n.text('sentence.space'));
}

/** The kind by its name when all destinations are timed by one, else that they are not. */
function methodWords(timed) {
  const labels = new Set(timed.flatMap((group) => group.paths.filter((path) => path.row)
    .map((path) => kindLabel(path.row))));
  return labels.size === 1 ? [...labels][0] : i18n.text(labels.size === 0 ? 'sentence.any' : 'sentence.best');
}

/** Many changes through one exit are one piece of news, not fifteen. */
function changes(departed) {
  if (departed.length === 0) return '';
  const byExit = new Map();
  for (const change of departed) {
    const key = `${change.exit} ${change.departure.direction}`;
    byExit.set(key, [...(byExit.get(key) ?? []), change]);
  }
  return named([...byExit.values()].sort((a, b) => b.length - a.length).map((list) => {
    const { exit, departure: { direction } } = list[0];
    const by = list.map((change) => change.departure.by_ns).sort((a, b) => a - b);
    return i18n.text(`sentence.${direction}`, {
      what: list.length > 2
        ? i18n.text('sentence.destinations', { count: i18n.integer(list.length) })
        : i18n.list(list.map((change) => i18n.destination(change.route))),
      exit,
      by: i18n.milliseconds(by[Math.floor(by.length / 2)]),
    });
  })) + i18n.text('sentence.end');
}

/** How many destinations meet all their targets, and which do not; '' where nobody tells. */
export function carried(levels) {
  if (!levels) return '';
  const judged = levels.routes.filter((route) => route.classes.some((cell) => cell.measured > 0));
  if (judged.length === 0) return '';
  const missed = judged.filter((route) => route.classes.some((cell) => cell.state === 'breached' || cell.state === 'at-risk'));
  const words = { met: i18n.integer(judged.length - missed.length), total: i18n.integer(judged.length) };
  return missed.length === 0 ? i18n.text('sentence.targets.all', words) : i18n.text('sentence.targets', {
    ...words, names: named(missed.map((route) => i18n.destination({ id: route.route, destination: route.destination }))),
  });
}
