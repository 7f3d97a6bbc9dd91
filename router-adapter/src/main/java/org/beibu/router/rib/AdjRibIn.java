package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * Adj-RIB-In of one peer of a router as one source shows it: takes UPDATE messages. Owned by the
 * thread of the session that it is learned from; ends with {@link #close}.
 */
public final class AdjRibIn implements AutoCloseable {
    private final RouterRib rib;
    private final LearnedPath.Source source;
    private final PeerFacts peer;
    private final List<PeerView> views = new ArrayList<>(2);

    /** Prefixes of the present message whose paths have changed and that anybody asks for. */
    private final List<Prefix> changed = new ArrayList<>();

    AdjRibIn(RouterRib rib, LearnedPath.Source source, PeerFacts peer) {
        this.rib = rib;
        this.source = source;
        this.peer = peer;
    }

    /** Under the lock: the peer is shown for this family. */
    PeerView open(Family family) {
        PeerView view = rib.openView(source, peer, family);
        view.owner = this;
        views.add(view);
        return view;
    }

    /** Applies an UPDATE: withdrawals first, as they stand in the message. */
    public void update(UpdateMessage message) {
        boolean completed;
        synchronized (rib.lock) {
            for (RouteGroup group : message.withdrawn()) {
                PeerView view = view(group.family());
                if (view != null) {
                    withdraw(view, group);
                }
            }
            for (RouteGroup group : message.announced()) {
                PeerView view = view(group.family());
                if (view != null) {
                    announce(view, group, message);
                }
            }
            completed = message.endOfRib().isPresent() && endOfRib(message.endOfRib().get());
        }
        tell(completed);
    }

    private void withdraw(PeerView view, RouteGroup group) {
        for (Nlri nlri : group.nlri()) {
            Prefix prefix = nlri.prefix();
            if (rib.table.withdraw(view, prefix, (int) nlri.pathId())) {
                note(prefix);
            } else if (source != LearnedPath.Source.BMP_ADJ_RIB_OUT) {
                view.withdrawnUnknown++;
                rib.counters.addShared(RibCounter.WITHDRAWALS_UNKNOWN, 1);
            }
        }
    }

    private void announce(PeerView view, RouteGroup group, UpdateMessage message) {
        Address nextHop = group.nextHop();
        if (nextHop == null) {
            rib.counters.addShared(RibCounter.WITHOUT_NEXT_HOP, 1);
            withdraw(view, group);
            return;
        }
        if (source == LearnedPath.Source.BMP_ADJ_RIB_OUT && !rib.isOwn(message.attributes())) {
            drop(view, group); // only what bears our mark matters there
            return;
        }
        int kind = rib.table.attributes.acquire(message.attributes(), nextHop);
        if (kind == AttributeTable.NONE) {
            view.refused += group.nlri().size();
            rib.counters.addShared(RibCounter.PATHS_REFUSED, group.nlri().size());
            withdraw(view, group); // what was there before is certainly not there any more
            return;
        }
        long nowNs = rib.epochNanos.getAsLong();
        for (Nlri nlri : group.nlri()) {
            put(view, nlri, kind, nowNs);
        }
        rib.table.attributes.release(kind); // the paths hold it now
    }

    private void drop(PeerView view, RouteGroup group) {
        for (Nlri nlri : group.nlri()) {
            if (rib.table.withdraw(view, nlri.prefix(), (int) nlri.pathId())) {
                note(nlri.prefix());
            }
        }
    }

    private void put(PeerView view, Nlri nlri, int kind, long nowNs) {
        Prefix prefix = nlri.prefix();
        view.announced++;
        PathTable.Announced outcome =
                rib.table.announce(view, prefix, (int) nlri.pathId(), kind, nowNs);
        if (outcome == PathTable.Announced.REFUSED && rib.sweepAll()) {
            outcome = rib.table.announce(view, prefix, (int) nlri.pathId(), kind, nowNs);
        }
        switch (outcome) {
            case CHANGED -> note(prefix);
            case SAME -> {}
            case REFUSED -> {
                view.refused++;
                rib.counters.addShared(RibCounter.PATHS_REFUSED, 1);
            }
        }
    }

    private void note(Prefix prefix) {
        if (rib.feed.wants(prefix.high(), prefix.low(), prefix.length())) {
            changed.add(prefix);
        }
    }

    private boolean endOfRib(Family family) {
        PeerView view = view(family);
        if (view == null || view.endOfRib) {
            return false;
        }
        view.endOfRib = true;
        return rib.becameComplete();
    }

    private void tell(boolean completed) {
        for (Prefix prefix : changed) {
            rib.feed.prefix(rib.name(), prefix);
        }
        changed.clear();
        if (completed) {
            rib.feed.other(rib.name(), RibChange.Kind.COMPLETE);
        }
    }

    private @Nullable PeerView view(Family family) {
        for (PeerView view : views) {
            if (view.family.equals(family)) {
                return view.owner == this ? view : null;
            }
        }
        if (!family.isUnicast() || source == LearnedPath.Source.BGP) {
            rib.counters.addShared(RibCounter.OTHER_FAMILY, 1);
            return null;
        }
        return open(family); // a router may show more than it said
    }

    /** BoRR (RFC 7313): all paths of the family are stale until they come again. */
    public void beginRefresh(Family family) {
        synchronized (rib.lock) {
            for (PeerView view : views) {
                if (view.owner == this && view.family.equals(family)) {
                    view.beginRefresh();
                }
            }
        }
    }

    /** EoRR (RFC 7313): what has not come again is gone. */
    public void endRefresh(Family family) {
        int stale = 0;
        synchronized (rib.lock) {
            for (PeerView view : views) {
                if (view.owner == this && view.family.equals(family)) {
                    stale += view.endRefresh();
                }
            }
            if (stale > 0) {
                rib.sweepLater();
            }
        }
        if (stale > 0) {
            rib.counters.addShared(RibCounter.STALE_REMOVED, stale);
            rib.feed.other(rib.name(), RibChange.Kind.PEER);
        }
    }

    /** How it stands with the peer, a line for each family. */
    public List<PeerStatus> status() {
        synchronized (rib.lock) {
            return views.stream().map(PeerView::status).toList();
        }
    }

    /** The peer is down: all its paths are gone. */
    @Override
    public void close() {
        synchronized (rib.lock) {
            for (PeerView view : views) {
                if (view.owner == this) {
                    rib.closeView(view);
                }
            }
            views.clear();
        }
        rib.feed.other(rib.name(), RibChange.Kind.PEER);
    }
}
