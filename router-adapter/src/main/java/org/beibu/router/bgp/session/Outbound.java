package org.beibu.router.bgp.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage.Subtype;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * What is announced on one session, and what waits to be sent on it.
 *
 * <p>Routes with the same attributes wait together and share messages, whatever came between them.
 * Of each route only the latest word waits: the queue is bounded by the routes, and a withdrawal
 * that overtakes an announcement of its own route cancels it. Withdrawals go first, then new
 * announcements, then what a ROUTE-REFRESH asks for (between BoRR and EoRR, RFC 7313 section 4).
 *
 * <p>Owned by the thread of its session; empty when a session begins.
 */
public final class Outbound {
    /** Routes put into one message; the encoder splits it where it becomes too long. */
    private static final int MOST_IN_MESSAGE = 256;

    private final int mostRoutes;
    private final Map<Key, Slot> routes = new HashMap<>();
    private final Set<Key> withdrawals = new LinkedHashSet<>();
    private final Map<Route, Set<Key>> announcements = new LinkedHashMap<>();
    private final Map<Family, Boolean> refreshes = new LinkedHashMap<>();
    private @Nullable Refresh refresh;

    /** A route's place: its prefix and path identifier, or the octets of another family. */
    private record Key(Family family, @Nullable Nlri nlri, Octets opaque) {}

    /** What is said about a route. */
    private record Route(
            PathAttributes attributes, @Nullable Address nextHop, @Nullable Address linkLocal) {}

    /** What the router was told of a route last, and what it is to be told. */
    private static final class Slot {
        @Nullable Route sent;
        @Nullable Route waiting;
    }

    /** A ROUTE-REFRESH that is being answered; these routes are left. */
    private record Refresh(Family family, boolean enhanced, Set<Key> left) {}

    /** An empty one, for at most so many routes. */
    public Outbound(int mostRoutes) {
        this.mostRoutes = mostRoutes;
    }

    /**
     * Takes what is to be announced and withdrawn. Withdrawals are always taken; one of a route
     * that is not announced here is nothing to be told.
     *
     * @return false when a route was one too many; those after it were not taken either
     */
    public boolean offer(UpdateMessage message) {
        for (RouteGroup group : message.withdrawn()) {
            keys(group).forEach(this::withdraw);
        }
        for (RouteGroup group : message.announced()) {
            Route route = new Route(message.attributes(), group.nextHop(), group.linkLocal());
            for (Key key : keys(group)) {
                if (!announce(key, route)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Answers a ROUTE-REFRESH, framed by BoRR and EoRR when that was agreed on. */
    public void refresh(Family family, boolean enhanced) {
        refreshes.put(family, enhanced);
    }

    /** Routes that the router has been told of and that still hold. */
    public int size() {
        return (int) routes.values().stream().filter(slot -> slot.sent != null).count();
    }

    private void withdraw(Key key) {
        Slot slot = routes.get(key);
        if (slot == null) {
            return;
        }
        waitNoMore(key, slot);
        if (slot.sent == null) {
            routes.remove(key);
        } else {
            withdrawals.add(key);
        }
    }

    private boolean announce(Key key, Route route) {
        Slot slot = routes.get(key);
        if (slot == null) {
            if (routes.size() >= mostRoutes) {
                return false;
            }
            slot = new Slot();
            routes.put(key, slot);
        }
        withdrawals.remove(key);
        waitNoMore(key, slot);
        slot.waiting = route;
        announcements.computeIfAbsent(route, any -> new LinkedHashSet<>()).add(key);
        return true;
    }

    private void waitNoMore(Key key, Slot slot) {
        Route route = slot.waiting;
        Set<Key> together = route == null ? null : announcements.get(route);
        if (together != null) {
            together.remove(key);
            if (together.isEmpty()) {
                announcements.remove(route);
            }
        }
        slot.waiting = null;
    }

    /** The message to be sent next; it counts as sent. */
    public Optional<BgpMessage> next() {
        if (!withdrawals.isEmpty()) {
            return Optional.of(nextWithdrawals());
        }
        if (refresh == null && !refreshes.isEmpty()) {
            Refresh begun = begin();
            refresh = begun;
            if (begun.enhanced()) {
                return Optional.of(new RouteRefreshMessage(begun.family(), Subtype.BEGIN));
            }
        }
        if (!announcements.isEmpty()) {
            return Optional.of(nextAnnouncements());
        }
        return Optional.ofNullable(refresh).flatMap(this::nextOf);
    }

    private UpdateMessage nextWithdrawals() {
        Iterator<Key> waiting = withdrawals.iterator();
        Key first = waiting.next();
        List<Key> taken = new ArrayList<>();
        for (Key key = first; key != null; key = waiting.hasNext() ? waiting.next() : null) {
            if (!goTogether(first, key, taken.size())) {
                break;
            }
            waiting.remove();
            routes.remove(key);
            taken.add(key);
        }
        return new UpdateMessage(
                List.of(group(taken, null, null)),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }

    /** Of the routes that have waited longest and all that share their attributes. */
    private UpdateMessage nextAnnouncements() {
        Map.Entry<Route, Set<Key>> oldest = announcements.entrySet().iterator().next();
        Route route = oldest.getKey();
        Iterator<Key> waiting = oldest.getValue().iterator();
        Key first = waiting.next();
        List<Key> taken = new ArrayList<>();
        for (Key key = first; key != null; key = waiting.hasNext() ? waiting.next() : null) {
            if (!goTogether(first, key, taken.size())) {
                break;
            }
            waiting.remove();
            Slot slot = slot(key);
            slot.sent = route;
            slot.waiting = null;
            taken.add(key);
        }
        if (oldest.getValue().isEmpty()) {
            announcements.remove(route);
        }
        return announcement(taken, route);
    }

    private Refresh begin() {
        Map.Entry<Family, Boolean> asked = refreshes.entrySet().iterator().next();
        Family family = asked.getKey();
        boolean enhanced = asked.getValue();
        refreshes.remove(family);
        Set<Key> left = new LinkedHashSet<>();
        routes.forEach(
                (key, slot) -> {
                    if (slot.sent != null && key.family().equals(family)) {
                        left.add(key);
                    }
                });
        return new Refresh(family, enhanced, left);
    }

    private Optional<BgpMessage> nextOf(Refresh going) {
        Iterator<Key> left = going.left().iterator();
        List<Key> taken = new ArrayList<>();
        Route route = null;
        while (left.hasNext()) {
            Key key = left.next();
            Slot slot = routes.get(key);
            Route sent = slot == null ? null : slot.sent;
            if (sent != null && route != null) {
                if (!goTogether(taken.get(0), key, taken.size()) || !sent.equals(route)) {
                    break;
                }
            }
            left.remove(); // those withdrawn in the meantime too
            if (sent != null) {
                route = sent;
                taken.add(key);
            }
        }
        if (route != null) {
            return Optional.of(announcement(taken, route));
        }
        refresh = null;
        return going.enhanced()
                ? Optional.of(new RouteRefreshMessage(going.family(), Subtype.END))
                : next();
    }

    private Slot slot(Key key) {
        Slot slot = routes.get(key);
        if (slot == null) {
            throw new IllegalStateException("waits without a place: " + key);
        }
        return slot;
    }

    /** Routes of one message are of one family; octets that are not understood go alone. */
    private static boolean goTogether(Key first, Key key, int already) {
        return already == 0
                || (already < MOST_IN_MESSAGE
                        && key.family().equals(first.family())
                        && first.nlri() != null
                        && key.nlri() != null);
    }

    private static UpdateMessage announcement(List<Key> keys, Route route) {
        return new UpdateMessage(
                List.of(),
                List.of(group(keys, route.nextHop(), route.linkLocal())),
                route.attributes(),
                Optional.empty());
    }

    private static RouteGroup group(
            List<Key> keys, @Nullable Address nextHop, @Nullable Address linkLocal) {
        Key first = keys.get(0);
        List<Nlri> nlri = new ArrayList<>(keys.size());
        for (Key key : keys) {
            if (key.nlri() != null) {
                nlri.add(key.nlri());
            }
        }
        return new RouteGroup(first.family(), nextHop, linkLocal, nlri, first.opaque());
    }

    private static List<Key> keys(RouteGroup group) {
        if (group.opaque().size() > 0) {
            return List.of(new Key(group.family(), null, group.opaque()));
        }
        return group.nlri().stream()
                .map(nlri -> new Key(group.family(), nlri, Octets.NONE))
                .toList();
    }
}
