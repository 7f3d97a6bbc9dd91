package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.rib.LearnedPath.Source;
import org.beibu.runtime.counters.Counters;

/**
 * Everything that one router is known to hold.
 *
 * <p>Assumes that the sessions of the router (one BGP, one BMP) write, each on its own thread, and
 * that anybody asks. Guarantees that a lock is held for one message, one prefix or one portion of a
 * longer walk, and that a peer that went down is not seen by who asks after that.
 */
public final class RouterRib {
    /** Views at most: a router with more peers than that is not read to the end. */
    private static final int MOST_VIEWS = 8192;

    /** After that long a peer over BMP counts as learned without End-of-RIB. */
    private static final long SETTLED_NANOS = TimeUnit.MINUTES.toNanos(2);

    final Object lock = new Object();
    final PathTable table;
    final ChangeFeed feed;
    final Counters counters;
    final LongSupplier epochNanos;

    private final String name;
    private final OwnRoutes own;
    private final DecisionProcess decision;
    private final List<PeerView> views = new ArrayList<>();
    private final Session bgp = new Session(Source.BGP);
    private final Session bmp = new Session(Source.BMP_POST_POLICY);
    private boolean wasComplete;
    private int sweepAt;
    private int sweepLeft;

    /**
     * What all routers share.
     *
     * @param limits bounds of one router
     * @param own marks of our own overrides
     * @param decision the order of paths
     * @param counters where is counted
     * @param epochNanos the wall clock, epoch nanoseconds
     */
    public record Settings(
            RibLimits limits,
            OwnRoutes own,
            DecisionProcess decision,
            Counters counters,
            LongSupplier epochNanos) {}

    /** A session that the router is learned from, and the views that make it complete. */
    private static final class Session {
        final Source learning;
        boolean up;
        boolean complete;

        Session(Source learning) {
            this.learning = learning;
        }
    }

    RouterRib(String name, Settings settings, ChangeFeed feed) {
        this.name = name;
        this.own = settings.own();
        this.decision = settings.decision();
        this.counters = settings.counters();
        this.epochNanos = settings.epochNanos();
        this.feed = feed;
        this.table = new PathTable(settings.limits(), own, views);
    }

    /** The router's name, as configured. */
    public String name() {
        return name;
    }

    /** Our BGP session with the router is established, for these families. */
    public AdjRibIn bgpUp(PeerFacts router, Set<Family> families) {
        synchronized (lock) {
            bgp.up = true;
            bgp.complete = false;
        }
        return open(Source.BGP, router, families);
    }

    /** Our BGP session has ended; everything from it is gone. */
    public void bgpDown() {
        end(bgp, Set.of(Source.BGP));
    }

    /** The router has opened its BMP session and said who it is. */
    public void bmpUp() {
        end(
                bmp,
                Set.of(
                        Source.BMP_PRE_POLICY,
                        Source.BMP_POST_POLICY,
                        Source.BMP_ADJ_RIB_OUT,
                        Source.BMP_LOC_RIB));
        synchronized (lock) {
            bmp.up = true;
        }
    }

    /** The BMP session has ended; everything from it is gone. */
    public void bmpDown() {
        bmpUp();
        synchronized (lock) {
            bmp.up = false;
        }
    }

    private void end(Session session, Set<Source> sources) {
        synchronized (lock) {
            session.up = false;
            session.complete = false;
            wasComplete = false;
            for (PeerView view : views) {
                if (view.up && sources.contains(view.source)) {
                    closeView(view);
                }
            }
        }
        feed.other(name, RibChange.Kind.PEER);
    }

    /** A peer of the router is up, and is shown for these families. */
    public AdjRibIn open(Source source, PeerFacts peer, Set<Family> families) {
        AdjRibIn opened = new AdjRibIn(this, source, peer);
        synchronized (lock) {
            families.stream().filter(Family::isUnicast).forEach(opened::open);
        }
        feed.other(name, RibChange.Kind.PEER);
        return opened;
    }

    /** Whether a path with these attributes is an override of ours. */
    boolean isOwn(PathAttributes attributes) {
        return own.marks(attributes);
    }

    /** Under the lock. */
    PeerView openView(Source source, PeerFacts peer, Family family) {
        PeerView free = null;
        for (PeerView view : views) {
            if (view.isOf(source, peer, family)) {
                sweepLater();
                view.open(peer, own.isUs(peer));
                view.openedEpochNs = epochNanos.getAsLong();
                return view;
            }
            free = !view.up && view.held == 0 ? view : free;
        }
        if (free == null && views.size() >= MOST_VIEWS) {
            if (sweepAll()) {
                return openView(source, peer, family);
            }
            throw new IllegalStateException(name + " shows more than " + MOST_VIEWS + " views");
        }
        int id = free == null ? views.size() : free.id;
        PeerView view = new PeerView(id, source, peer, family, own.isUs(peer));
        view.openedEpochNs = epochNanos.getAsLong();
        if (free == null) {
            views.add(view);
        } else {
            views.set(id, view);
        }
        return view;
    }

    /** Under the lock. */
    void closeView(PeerView view) {
        view.forget();
        view.up = false;
        view.owner = null;
        sweepLater();
    }

    /** Under the lock: what is gone is to be taken out of the table. */
    void sweepLater() {
        sweepLeft = table.reached();
    }

    /** Under the lock: takes out at once what is gone; false when nothing was to be done. */
    boolean sweepAll() {
        boolean any = sweepLeft > 0;
        sweep(sweepLeft);
        return any;
    }

    private void sweep(int places) {
        for (int i = 0; i < places && sweepLeft > 0; i++, sweepLeft--) {
            sweepAt = sweepAt >= table.reached() ? 0 : sweepAt;
            if (table.reached() == 0) {
                sweepLeft = 0;
                return;
            }
            if (table.isStale(sweepAt)) {
                table.sweep(sweepAt);
            }
            sweepAt++;
        }
    }

    /**
     * Takes out a portion of what is gone: at most so many places are looked at. Called by the
     * thread of a session now and then; true when there is more to do.
     */
    public boolean tidy(int places) {
        boolean completed;
        boolean more;
        synchronized (lock) {
            sweep(places);
            more = sweepLeft > 0;
            completed = becameComplete();
        }
        if (completed) {
            feed.other(name, RibChange.Kind.COMPLETE);
        }
        return more;
    }

    /** Under the lock: whether the session that counts is completely learned. */
    boolean isComplete() {
        return isComplete(bgp.up ? bgp : bmp);
    }

    private boolean isComplete(Session session) {
        boolean any = session.complete;
        boolean all = true;
        for (PeerView view : views) {
            if (view.up && view.source == session.learning) {
                if (view.refused > 0) {
                    return false; // something is missing that the router has
                }
                any |= !view.us;
                all &= view.us || view.endOfRib || isSettled(view);
            }
        }
        session.complete |= session.up && any && all;
        return session.up && session.complete;
    }

    /**
     * A peer that comes up after its router has opened BMP may never have End-of-RIB: the router
     * hands on what the peer says, and not all peers say it.
     */
    private boolean isSettled(PeerView view) {
        return view.source != Source.BGP
                && epochNanos.getAsLong() - view.openedEpochNs >= SETTLED_NANOS;
    }

    /** Under the lock: whether the router is complete now and was not when last asked here. */
    boolean becameComplete() {
        boolean before = wasComplete;
        wasComplete = isComplete();
        return wasComplete && !before;
    }

    /** Whether End-of-RIB has come for everything that the session shows, and nothing was cut. */
    public boolean complete() {
        synchronized (lock) {
            return isComplete();
        }
    }

    /** Whether the router is learned from any session. */
    public boolean sessionUp() {
        synchronized (lock) {
            return bgp.up || bmp.up;
        }
    }

    /** Whether BMP shows everything that the router may choose from, our own paths too. */
    boolean isSeenByBmp() {
        synchronized (lock) {
            return isComplete(bmp);
        }
    }

    /** Every path to exactly this prefix from every source, our own overrides too; not ordered. */
    public List<HeldPath> everything(Prefix prefix) {
        List<HeldPath> held = new ArrayList<>();
        synchronized (lock) {
            int id = table.prefixes.find(prefix.high(), prefix.low(), prefix.length());
            int path = id == PrefixIndex.NONE ? PathTable.NONE : table.prefixes.head(id);
            for (; path != PathTable.NONE; path = table.next(path)) {
                if (table.isHeld(path)) {
                    held.add(heldPath(path, prefix));
                }
            }
        }
        return held;
    }

    /** Under the lock. */
    private HeldPath heldPath(int path, Prefix prefix) {
        PeerView view = table.view(path);
        int kind = table.kind(path);
        Address peer = view.peer.address();
        LearnedPath learned =
                new LearnedPath(
                        name,
                        view.source,
                        peer,
                        table.pathId(path),
                        prefix,
                        table.attributes.nextHop(kind),
                        table.attributes.attributes(kind),
                        table.sinceNs(path));
        return new HeldPath(learned, view.peer, view.us || table.attributes.own(kind));
    }

    /**
     * The paths to exactly this prefix that the router may use: those of its session with us and
     * those that BMP shows after policy; our own left out, best first.
     */
    public List<LearnedPath> paths(Prefix prefix) {
        List<HeldPath> usable =
                everything(prefix).stream().filter(h -> isUsable(h) && !h.own()).toList();
        return decision.ranked(usable).stream().map(HeldPath::path).toList();
    }

    private static boolean isUsable(HeldPath held) {
        return held.path().source() == Source.BGP || held.path().source() == Source.BMP_POST_POLICY;
    }

    /** What the router uses for this prefix, by its Loc-RIB or else by the decision process. */
    public UsedPath used(Prefix prefix) {
        List<HeldPath> all = everything(prefix);
        List<HeldPath> loc =
                all.stream().filter(h -> h.path().source() == Source.BMP_LOC_RIB).toList();
        boolean showsLocRib;
        Source learning;
        synchronized (lock) {
            showsLocRib = views.stream().anyMatch(v -> v.up && v.source == Source.BMP_LOC_RIB);
            learning = isComplete(bmp) ? Source.BMP_POST_POLICY : Source.BGP;
        }
        if (showsLocRib) {
            return UsedPath.of(UsedPath.How.LOC_RIB, loc);
        }
        List<HeldPath> usable = all.stream().filter(h -> h.path().source() == learning).toList();
        List<HeldPath> ranked = decision.ranked(usable);
        return UsedPath.of(UsedPath.How.DECISION, ranked.subList(0, Math.min(1, ranked.size())));
    }

    /** The prefixes at or inside this one that have a path, in order; at most so many. */
    public List<Prefix> within(Prefix covering, int most) {
        return new TableWalk(lock, table, views).within(covering, most);
    }

    /**
     * Our overrides that the router announces to a peer in another AS (RFC 8671), at most so many:
     * any is a leak.
     */
    public List<HeldPath> leaks(int most) {
        return new TableWalk(lock, table, views).leaks(most, this::heldPath);
    }

    /** How it stands with each peer and family, in a fixed order. */
    public List<PeerStatus> peers() {
        List<PeerStatus> peers = new ArrayList<>();
        synchronized (lock) {
            views.stream().filter(view -> view.up).forEach(view -> peers.add(view.status()));
        }
        peers.sort(
                Comparator.comparing((PeerStatus status) -> status.peer().address())
                        .thenComparing(PeerStatus::source)
                        .thenComparing(PeerStatus::family));
        return peers;
    }

    /** Paths, distinct prefixes and distinct attributes held now. */
    public Size size() {
        synchronized (lock) {
            return new Size(table.size(), table.prefixes.size(), table.attributes.size());
        }
    }

    /** How much is held, paths that are gone but not yet taken out among them. */
    public record Size(int paths, int prefixes, int attributes) {}
}
