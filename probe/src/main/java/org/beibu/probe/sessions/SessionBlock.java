package org.beibu.probe.sessions;

import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.runtime.histogram.DelayHistogram;

/** Figures of a session added up over some windows. */
final class SessionBlock {
    private long fromNanos = Long.MAX_VALUE;
    private long toNanos = Long.MIN_VALUE;
    long sent;
    long lost;
    long late;
    long untimed;
    long duplicate;
    long reordered;
    long forwardSent;
    long forwardLost;
    long forwardDuplicate;
    long forwardReordered;
    long backwardSent;
    long backwardLost;
    long backwardDuplicate;
    long backwardReordered;
    long episodes;
    long longest;
    long noticeable;
    long restarts;
    long ipdvMinNanos = Long.MAX_VALUE;
    long ipdvMaxNanos = Long.MIN_VALUE;
    boolean directional;
    final DelayHistogram roundTrip = new DelayHistogram();
    final DelayHistogram forward = new DelayHistogram();
    final DelayHistogram backward = new DelayHistogram();
    final DelayHistogram ipdv = new DelayHistogram();

    boolean isEmpty() {
        return toNanos == Long.MIN_VALUE;
    }

    long fromNanos() {
        return fromNanos;
    }

    long toNanos() {
        return toNanos;
    }

    void add(long startNanos, long lengthNanos, SessionFigures figures) {
        cover(startNanos, startNanos + lengthNanos);
        sent += figures.sent();
        lost += figures.lost();
        late += figures.late();
        untimed += figures.untimed();
        duplicate += figures.duplicates();
        reordered += figures.reordered();
        episodes += figures.episodes().count();
        longest = Math.max(longest, figures.episodes().longest());
        noticeable += figures.episodes().noticeable();
        restarts += figures.restarts();
        if (figures.isDirectional()) {
            addDirections(figures);
        }
        roundTrip.add(figures.roundTrip());
        forward.add(figures.forward());
        backward.add(figures.backward());
        if (figures.variation().count() > 0) {
            ipdv.add(figures.variation().magnitudes());
            ipdvMinNanos = Math.min(ipdvMinNanos, figures.variation().minNanos());
            ipdvMaxNanos = Math.max(ipdvMaxNanos, figures.variation().maxNanos());
        }
    }

    private void addDirections(SessionFigures figures) {
        directional = true;
        forwardSent += Math.max(figures.forwardLost(), figures.sent() - figures.undeterminedLost());
        forwardLost += figures.forwardLost();
        forwardDuplicate += figures.forwardDuplicates();
        forwardReordered += figures.forwardReordered();
        backwardSent += figures.received() + figures.backwardLost();
        backwardLost += figures.backwardLost();
        backwardDuplicate += figures.backwardDuplicates();
        backwardReordered += figures.backwardReordered();
    }

    void add(SessionBlock other) {
        if (other.isEmpty()) {
            return;
        }
        cover(other.fromNanos, other.toNanos);
        sent += other.sent;
        lost += other.lost;
        late += other.late;
        untimed += other.untimed;
        duplicate += other.duplicate;
        reordered += other.reordered;
        episodes += other.episodes;
        longest = Math.max(longest, other.longest);
        noticeable += other.noticeable;
        restarts += other.restarts;
        directional |= other.directional;
        forwardSent += other.forwardSent;
        forwardLost += other.forwardLost;
        forwardDuplicate += other.forwardDuplicate;
        forwardReordered += other.forwardReordered;
        backwardSent += other.backwardSent;
        backwardLost += other.backwardLost;
        backwardDuplicate += other.backwardDuplicate;
        backwardReordered += other.backwardReordered;
        ipdvMinNanos = Math.min(ipdvMinNanos, other.ipdvMinNanos);
        ipdvMaxNanos = Math.max(ipdvMaxNanos, other.ipdvMaxNanos);
        roundTrip.add(other.roundTrip);
        forward.add(other.forward);
        backward.add(other.backward);
        ipdv.add(other.ipdv);
    }

    private void cover(long from, long to) {
        fromNanos = Math.min(fromNanos, from);
        toNanos = Math.max(toNanos, to);
    }

    /** {@code answered}, {@code silent} when packets came to nothing, or {@code no data}. */
    String state() {
        return sent == 0 ? "no data" : lost == sent ? "silent" : "answered";
    }
}
