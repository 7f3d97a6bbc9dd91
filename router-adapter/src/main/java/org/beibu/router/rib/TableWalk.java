package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import org.beibu.model.Prefix;
import org.beibu.router.rib.LearnedPath.Source;

/**
 * Walks over all of a router's table, a portion under each lock, so that the sessions go on in
 * between: what comes or goes during the walk may be in it or not.
 */
final class TableWalk {
    /** Places looked at under one lock. */
    private static final int PORTION = 8192;

    private final Object lock;
    private final PathTable table;
    private final List<PeerView> views;

    /** What a path looks like to those who ask. */
    interface Portrait {
        HeldPath of(int path, Prefix prefix);
    }

    TableWalk(Object lock, PathTable table, List<PeerView> views) {
        this.lock = lock;
        this.table = table;
        this.views = views;
    }

    /** The prefixes at or inside this one that have a path, in order; at most so many. */
    List<Prefix> within(Prefix covering, int most) {
        List<Prefix> found = new ArrayList<>();
        walk(
                paths -> paths.prefixes.reached(),
                id -> {
                    addIfWithin(covering, id, found);
                    return found.size() < most;
                });
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private void addIfWithin(Prefix covering, int id, List<Prefix> found) {
        PrefixIndex prefixes = table.prefixes;
        if (prefixes.isPresent(id)
                && prefixes.length(id) >= covering.length()
                && covering.contains(prefixes.high(id), prefixes.low(id))) {
            found.add(prefixes.prefix(id));
        }
    }

    /** Our overrides in what the router announces to peers in other ASes, at most so many. */
    List<HeldPath> leaks(int most, Portrait portrait) {
        List<HeldPath> leaks = new ArrayList<>();
        walk(
                paths -> views.stream().anyMatch(TableWalk::isLeaky) ? paths.reached() : 0,
                path -> {
                    int prefix = table.prefix(path);
                    if (prefix >= 0 && table.isHeld(path) && isLeaky(table.view(path))) {
                        leaks.add(portrait.of(path, table.prefixes.prefix(prefix)));
                    }
                    return leaks.size() < most;
                });
        return leaks;
    }

    private static boolean isLeaky(PeerView view) {
        return view.source == Source.BMP_ADJ_RIB_OUT && view.live > 0 && view.peer.external();
    }

    private void walk(ToIntFunction<PathTable> end, IntPredicate goOn) {
        int from = 0;
        int reached;
        do {
            synchronized (lock) {
                reached = end.applyAsInt(table);
                for (int to = Math.min(reached, from + PORTION); from < to; from++) {
                    if (!goOn.test(from)) {
                        return;
                    }
                }
            }
        } while (from < reached);
    }
}
