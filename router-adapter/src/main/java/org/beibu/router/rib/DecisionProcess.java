package org.beibu.router.rib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;

/**
 * The order in which a router prefers its paths to one prefix (RFC 4271 section 9.1.2, RFC 4456
 * section 9): LOCAL_PREF (100 where none was sent), length of AS_PATH, ORIGIN, MULTI_EXIT_DISC (0
 * where none was sent), external before internal, BGP Identifier or ORIGINATOR_ID, length of
 * CLUSTER_LIST, peer address; then, so that no two paths are equal, next hop, path identifier and
 * the rest of their identity.
 *
 * <p>MULTI_EXIT_DISC compares paths of one neighbouring AS only, which is no transitive relation
 * between paths. So it is not part of the comparison: among paths that are equal up to ORIGIN each
 * neighbouring AS forms a queue, ordered by MED and then by the remaining steps, and the heads of
 * the queues are compared by the remaining steps. The first is the path that RFC 4271 chooses; the
 * next is what it would choose were the first not there; and the order in which paths came plays no
 * part. Routers call this deterministic MED.
 *
 * <p>Not known here and left out: weights, costs of the interior protocol, and whether an
 * <i>older</i> external path is kept (RFC 5004) unless that is asked for.
 */
public final class DecisionProcess {
    /** LOCAL_PREF of a path that was sent without one. */
    public static final long DEFAULT_LOCAL_PREF = 100;

    private static final Comparator<HeldPath> PREFERENCE =
            Comparator.comparingLong(DecisionProcess::localPref)
                    .reversed()
                    .thenComparingInt(held -> asPath(held).length())
                    .thenComparing(DecisionProcess::origin);

    private static final Comparator<HeldPath> IDENTITY =
            Comparator.comparing((HeldPath held) -> held.path().nextHop())
                    .thenComparingLong(held -> held.path().pathId())
                    .thenComparing(held -> held.path().source())
                    .thenComparing(held -> held.path().router())
                    .thenComparing(held -> held.path().prefix());

    private final Comparator<HeldPath> tieBreak;

    /**
     * A process of this kind.
     *
     * @param keepOldest whether among external paths the older one wins before the BGP Identifier
     *     is looked at (RFC 5004), as FRR and Cisco do unless configured otherwise
     */
    public DecisionProcess(boolean keepOldest) {
        Comparator<HeldPath> order =
                Comparator.comparing((HeldPath held) -> !isExternal(held)); // external first
        if (keepOldest) {
            order = order.thenComparingLong(held -> age(held));
        }
        tieBreak =
                order.thenComparing(DecisionProcess::identifier)
                        .thenComparingInt(
                                held -> held.path().attributes().reflection().clusters().size())
                        .thenComparing(held -> held.peer().address())
                        .thenComparing(IDENTITY);
    }

    /** The comparison of all steps but MED: antisymmetric, transitive and total. */
    public Comparator<HeldPath> withoutMed() {
        return PREFERENCE.thenComparing(tieBreak);
    }

    /** The paths, best first, whatever order they are given in. */
    public List<HeldPath> ranked(List<HeldPath> paths) {
        if (paths.size() < 2) {
            return List.copyOf(paths);
        }
        List<HeldPath> sorted = new ArrayList<>(paths);
        sorted.sort(PREFERENCE);
        List<HeldPath> ranked = new ArrayList<>(paths.size());
        for (int from = 0, to; from < sorted.size(); from = to) {
            to = from + 1;
            while (to < sorted.size()
                    && PREFERENCE.compare(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            merge(sorted.subList(from, to), ranked);
        }
        return ranked;
    }

    private void merge(List<HeldPath> equallyPreferred, List<HeldPath> ranked) {
        Map<Long, List<HeldPath>> byNeighbour = new TreeMap<>();
        for (HeldPath held : equallyPreferred) {
            byNeighbour.computeIfAbsent(neighbour(held), as -> new ArrayList<>()).add(held);
        }
        List<Deque<HeldPath>> queues = new ArrayList<>();
        for (List<HeldPath> group : byNeighbour.values()) {
            group.sort(Comparator.comparingLong(DecisionProcess::med).thenComparing(tieBreak));
            queues.add(new ArrayDeque<>(group));
        }
        for (int left = equallyPreferred.size(); left > 0; left--) {
            queues.removeIf(Deque::isEmpty);
            Deque<HeldPath> best = queues.get(0);
            for (Deque<HeldPath> queue : queues) {
                best = tieBreak.compare(queue.getFirst(), best.getFirst()) < 0 ? queue : best;
            }
            ranked.add(best.removeFirst());
        }
    }

    /**
     * The AS that a path came in from: the first of AS_PATH; for one without (a set in front, or
     * made here) the peer's where that is external; 0 for one made in this AS.
     */
    static long neighbour(HeldPath held) {
        for (AsPath.Segment segment : asPath(held).segments()) {
            if (segment.kind() == AsPath.Kind.SEQUENCE && !segment.asNumbers().isEmpty()) {
                return segment.asNumbers().get(0);
            }
            if (segment.kind() == AsPath.Kind.SET) {
                break;
            }
        }
        return held.peer().external() ? held.peer().asNumber() : 0;
    }

    /**
     * On its session with us a router shows what it has from external peers as internal; what it
     * has from internal ones bears their ORIGINATOR_ID, since only a reflector hands it on.
     */
    private static boolean isExternal(HeldPath held) {
        return held.path().source() == LearnedPath.Source.BGP
                ? held.path().attributes().reflection().originatorId() == null
                : held.peer().external();
    }

    private static long age(HeldPath held) {
        return isExternal(held) ? held.path().sinceEpochNs() : 0;
    }

    private static Address identifier(HeldPath held) {
        Address originator = held.path().attributes().reflection().originatorId();
        return originator == null ? held.peer().bgpId() : originator;
    }

    private static long localPref(HeldPath held) {
        Long value = held.path().attributes().localPref();
        return value == null ? DEFAULT_LOCAL_PREF : value;
    }

    private static long med(HeldPath held) {
        Long value = held.path().attributes().med();
        return value == null ? 0 : value;
    }

    private static Origin origin(HeldPath held) {
        Origin origin = held.path().attributes().origin();
        return origin == null ? Origin.INCOMPLETE : origin;
    }

    private static AsPath asPath(HeldPath held) {
        PathAttributes attributes = held.path().attributes();
        return attributes.asPath() == null ? AsPath.EMPTY : attributes.asPath();
    }
}
