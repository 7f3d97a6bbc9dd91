package org.beibu.router.rib;

import org.beibu.router.bgp.message.Family;
import org.beibu.router.rib.LearnedPath.Source;
import org.jspecify.annotations.Nullable;

/**
 * Adj-RIB-In of one peer for one source and family: what holds for all its paths, and how many they
 * are. Guarded by the router's lock.
 *
 * <p>A path belongs to the {@link #epoch} in which it came last. Paths of epochs before {@link
 * #oldest} are gone, although the table may still hold them for a moment: so a peer that goes down
 * with a million paths takes no time, and those that read see it at once. A route refresh (RFC
 * 7313) begins an epoch, and what has not come again when it ends is gone.
 */
final class PeerView {
    final int id;
    final Source source;
    final Family family;
    PeerFacts peer;
    boolean us;

    /** Whose updates count; those of an earlier session's thread that come late do not. */
    @Nullable AdjRibIn owner;

    int epoch = 1;
    int oldest = 1;
    boolean up = true;
    long openedEpochNs;
    boolean refreshing;
    boolean endOfRib;

    /** Paths of epochs from {@link #oldest} on. */
    int live;

    /** Places in the table, those of paths that are gone among them. */
    int held;

    /** Those of {@link #live} that came in the present epoch. */
    int fresh;

    long announced;
    long withdrawn;
    long withdrawnUnknown;
    long refused;

    PeerView(int id, Source source, PeerFacts peer, Family family, boolean us) {
        this.id = id;
        this.source = source;
        this.peer = peer;
        this.family = family;
        this.us = us;
    }

    /** Whether this is the view of that peer. */
    boolean isOf(Source otherSource, PeerFacts otherPeer, Family otherFamily) {
        return source == otherSource
                && family.equals(otherFamily)
                && peer.address().equals(otherPeer.address());
    }

    /** The peer is up, with nothing yet. */
    void open(PeerFacts facts, boolean itIsUs) {
        forget();
        peer = facts;
        us = itIsUs;
        up = true;
        announced = 0;
        withdrawn = 0;
        withdrawnUnknown = 0;
        refused = 0;
    }

    /** Whether a path of this epoch is still there. */
    boolean holds(int pathEpoch) {
        return pathEpoch - oldest >= 0;
    }

    /** Everything is gone. */
    void forget() {
        epoch++;
        oldest = epoch;
        live = 0;
        fresh = 0;
        refreshing = false;
        endOfRib = false;
    }

    /** BoRR: what is here is stale until it comes again. */
    void beginRefresh() {
        epoch++;
        fresh = 0;
        refreshing = true;
    }

    /** EoRR: what is stale now is gone; gives how many paths that were. */
    int endRefresh() {
        if (!refreshing) {
            return 0;
        }
        int stale = live - fresh;
        oldest = epoch;
        live = fresh;
        refreshing = false;
        return stale;
    }

    /** What others may know of it. */
    PeerStatus status() {
        return new PeerStatus(
                source,
                peer,
                family,
                up,
                endOfRib,
                live,
                new PeerStatus.Totals(announced, withdrawn, withdrawnUnknown, refused));
    }
}
