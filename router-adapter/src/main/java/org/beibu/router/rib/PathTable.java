package org.beibu.router.rib;

import java.util.List;
import org.beibu.model.Prefix;

/**
 * All paths of a router, chained by prefix. Not thread-safe.
 *
 * <p>A path takes four longs, half a cache line:
 *
 * <pre>
 *   0  prefix number (32)          next path of the prefix (32)
 *   1  view number (32)            path identifier (32)
 *   2  attributes number (32)      epoch (32)
 *   3  since, nanoseconds of the epoch
 * </pre>
 *
 * <p>The key (prefix, view, path identifier) is looked for along the chain of the prefix, which has
 * as many paths as the router has exits times sources, and never more than the bound. A free path
 * has prefix number -1.
 */
final class PathTable {
    /** What stands for no path. */
    static final int NONE = -1;

    private static final int STRIDE = 4;

    private final RibLimits limits;
    private final List<PeerView> views;
    private final LongPages cells = new LongPages();
    private int size;
    private int reached;
    private int firstFree = NONE;

    /** The prefixes with their chains. */
    final PrefixIndex prefixes = new PrefixIndex();

    /** The attributes of the paths. */
    final AttributeTable attributes;

    PathTable(RibLimits limits, OwnRoutes own, List<PeerView> views) {
        this.limits = limits;
        this.views = views;
        this.attributes = new AttributeTable(own, limits.maxAttributeOctets());
    }

    /** How many paths are held, those that are gone but not yet swept among them. */
    int size() {
        return size;
    }

    /** One more than the highest place ever used. */
    int reached() {
        return reached;
    }

    /** What an announcement did. */
    enum Announced {
        /** A path came or changed. */
        CHANGED,
        /** It was there already, the same. */
        SAME,
        /** A bound was reached; nothing was put in. */
        REFUSED
    }

    /** Puts a path in or replaces it; {@code kind} is a number of {@link #attributes}. */
    Announced announce(PeerView view, Prefix to, int pathId, int kind, long nowNs) {
        int prefix = prefixes.find(to.high(), to.low(), to.length());
        int chained = 0;
        if (prefix != PrefixIndex.NONE) {
            for (int path = prefixes.head(prefix); path != NONE; path = next(path)) {
                if (isOf(path, view, pathId)) {
                    return replace(view, path, kind, nowNs);
                }
                chained++;
            }
        }
        if (chained >= limits.maxPathsPerPrefix()
                || size >= limits.maxPaths()
                || view.live >= limits.maxPathsPerPeer()) {
            return Announced.REFUSED;
        }
        if (prefix == PrefixIndex.NONE) {
            prefix = prefixes.findOrAdd(to.high(), to.low(), to.length());
        }
        add(view, prefix, pathId, kind, nowNs);
        return Announced.CHANGED;
    }

    private Announced replace(PeerView view, int path, int kind, long nowNs) {
        int epoch = epoch(path);
        boolean was = view.holds(epoch);
        boolean same = was && kind(path) == kind;
        if (!was) {
            view.live++;
        }
        if (!was || epoch != view.epoch) {
            view.fresh++;
        }
        attributes.use(kind);
        attributes.release(kind(path));
        cells.set(path * STRIDE + 2, pack(kind, view.epoch));
        if (!same) {
            cells.set(path * STRIDE + 3, nowNs);
        }
        return same ? Announced.SAME : Announced.CHANGED;
    }

    private void add(PeerView view, int prefix, int pathId, int kind, long nowNs) {
        int path;
        if (firstFree == NONE) {
            cells.reach((reached + 1) * STRIDE);
            path = reached++;
        } else {
            path = firstFree;
            firstFree = next(path);
        }
        attributes.use(kind);
        cells.set(path * STRIDE, pack(prefix, prefixes.head(prefix)));
        cells.set(path * STRIDE + 1, pack(view.id, pathId));
        cells.set(path * STRIDE + 2, pack(kind, view.epoch));
        cells.set(path * STRIDE + 3, nowNs);
        prefixes.setHead(prefix, path);
        size++;
        view.held++;
        view.live++;
        view.fresh++;
    }

    /** Takes a path out; false when it was not there. */
    boolean withdraw(PeerView view, Prefix to, int pathId) {
        int prefix = prefixes.find(to.high(), to.low(), to.length());
        int before = NONE;
        int path = prefix == PrefixIndex.NONE ? NONE : prefixes.head(prefix);
        while (path != NONE && !isOf(path, view, pathId)) {
            before = path;
            path = next(path);
        }
        if (path == NONE || !view.holds(epoch(path))) {
            return false; // one that is gone already is left to the sweep
        }
        view.withdrawn++;
        view.live--;
        view.fresh -= epoch(path) == view.epoch ? 1 : 0;
        unchain(prefix, before, path);
        return true;
    }

    /** Whether the path at this place is gone and waits for {@link #sweep}. */
    boolean isStale(int path) {
        return prefix(path) != PrefixIndex.NONE && !isHeld(path);
    }

    /** Takes a stale path out. */
    void sweep(int path) {
        int prefix = prefix(path);
        int before = NONE;
        for (int at = prefixes.head(prefix); at != path; at = next(at)) {
            before = at;
        }
        unchain(prefix, before, path);
    }

    private void unchain(int prefix, int before, int path) {
        int after = next(path);
        if (before == NONE) {
            prefixes.setHead(prefix, after);
        } else {
            cells.set(before * STRIDE, pack(prefix, after));
        }
        attributes.release(kind(path));
        view(path).held--;
        cells.set(path * STRIDE, pack(PrefixIndex.NONE, firstFree));
        firstFree = path;
        size--;
        if (prefixes.head(prefix) == NONE) {
            prefixes.remove(prefix);
        }
        if (size == 0) {
            cells.clear();
            reached = 0;
            firstFree = NONE;
        }
    }

    /** Whether the path at this place is there for those who ask. */
    boolean isHeld(int path) {
        return view(path).holds(epoch(path));
    }

    private boolean isOf(int path, PeerView view, int pathId) {
        return cells.get(path * STRIDE + 1) == pack(view.id, pathId);
    }

    /** The number of its prefix, -1 for a free place. */
    int prefix(int path) {
        return (int) (cells.get(path * STRIDE) >>> 32);
    }

    /** The next path of the same prefix, {@link #NONE} at the end. */
    int next(int path) {
        return (int) cells.get(path * STRIDE);
    }

    /** Whose path it is. */
    PeerView view(int path) {
        return views.get((int) (cells.get(path * STRIDE + 1) >>> 32));
    }

    /** Its path identifier. */
    long pathId(int path) {
        return cells.get(path * STRIDE + 1) & 0xffff_ffffL;
    }

    /** The number of its attributes. */
    int kind(int path) {
        return (int) (cells.get(path * STRIDE + 2) >>> 32);
    }

    private int epoch(int path) {
        return (int) cells.get(path * STRIDE + 2);
    }

    /** Since when it is here as it is, nanoseconds of the epoch. */
    long sinceNs(int path) {
        return cells.get(path * STRIDE + 3);
    }

    private static long pack(int upper, int lower) {
        return ((long) upper << 32) | (lower & 0xffff_ffffL);
    }
}
