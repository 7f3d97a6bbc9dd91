package org.beibu.probe.active.metrics;

import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The figures of one session for a while. Every packet of the while is in {@code sent}, and either
 * in {@code received} or in {@code lost}. Filled by one {@link SessionMeter}, which lets go of it
 * when it hands it over.
 */
public final class SessionFigures {
    /** Our choice of delta (RFC 3357 4.2): one loss in a hundred is not noticeable. */
    private static final int NOTICEABLE_DISTANCE = 99;

    long sent;
    long received;
    long late;
    long untimed;
    long unknown;
    long userSpace;
    long reordered;
    long forwardReordered;
    long backwardReordered;
    long forwardDuplicates;
    long backwardDuplicates;
    long forwardLost;
    long backwardLost;
    long copiesLost;
    long restarts;
    boolean directional;
    int largestDisplacement;

    final DelayHistogram roundTrip = new DelayHistogram();
    final DelayHistogram forward = new DelayHistogram();
    final DelayHistogram backward = new DelayHistogram();
    final Variation variation = new Variation();
    final Variation forwardVariation = new Variation();
    final Variation backwardVariation = new Variation();
    final LossEpisodes episodes = new LossEpisodes(NOTICEABLE_DISTANCE);

    SessionFigures() {}

    /** Packets sent. */
    public long sent() {
        return sent;
    }

    /** Packets of these that were answered before the loss threshold. */
    public long received() {
        return received;
    }

    /** Packets of these that were not. */
    public long lost() {
        return sent - received;
    }

    /** Share of packets that were lost, 0 to 1; 0 when none was sent. */
    public double lossRatio() {
        return sent == 0 ? 0 : (double) lost() / sent;
    }

    /** Replies that came after the loss threshold; their packets count as lost. */
    public long late() {
        return late;
    }

    /** Received, but with stamps that contradict each other. */
    public long untimed() {
        return untimed;
    }

    /** Replies that answer no packet of the session. */
    public long unknown() {
        return unknown;
    }

    /** Timed by stamps of user space at one end at least, which pauses of the process distort. */
    public long userSpace() {
        return userSpace;
    }

    /** Whether losses, duplicates and reordering are known by direction: the reflector counts. */
    public boolean isDirectional() {
        return directional;
    }

    /** Packets lost on their way to the reflector; only when directional. */
    public long forwardLost() {
        return Math.max(0, forwardLost);
    }

    /** Packets whose reply was lost on its way back; only when directional. */
    public long backwardLost() {
        return backwardLost;
    }

    /** Lost packets whose direction is not known. */
    public long undeterminedLost() {
        return directional ? Math.max(0, lost() - forwardLost() - backwardLost()) : lost();
    }

    /** Replies to copies of packets that were lost on their way back; no packet is missing. */
    public long copiesLost() {
        return copiesLost;
    }

    /** Replies to packets that were answered already. */
    public long duplicates() {
        return forwardDuplicates + backwardDuplicates;
    }

    /** Packets that the reflector answered again; only when directional. */
    public long forwardDuplicates() {
        return forwardDuplicates;
    }

    /** Replies that came again; only when directional. */
    public long backwardDuplicates() {
        return backwardDuplicates;
    }

    /** Packets whose reply came after that of a later packet (RFC 4737 3.3). */
    public long reordered() {
        return reordered;
    }

    /** Packets that reached the reflector after a later one; only when directional. */
    public long forwardReordered() {
        return forwardReordered;
    }

    /** Replies that came back after a later one; only when directional. */
    public long backwardReordered() {
        return backwardReordered;
    }

    /** By how many numbers a reply came too late at most. */
    public int largestDisplacement() {
        return largestDisplacement;
    }

    /** Times that the reflector began to count anew. */
    public long restarts() {
        return restarts;
    }

    /** Round-trip delays without the time at the reflector. */
    public DelayHistogram roundTrip() {
        return roundTrip;
    }

    /** One-way delays to the reflector; of those packets only that permit them. */
    public DelayHistogram forward() {
        return forward;
    }

    /** One-way delays from the reflector; of those packets only that permit them. */
    public DelayHistogram backward() {
        return backward;
    }

    /** PDV (RFC 5481 4.2) of the round trip: its percentile less the shortest. */
    public long variationNanos(double percentile) {
        return roundTrip.percentileNanos(percentile) - roundTrip.minNanos();
    }

    /** IPDV of the round trip. */
    public Variation variation() {
        return variation;
    }

    /** IPDV to the reflector. */
    public Variation forwardVariation() {
        return forwardVariation;
    }

    /** IPDV from the reflector. */
    public Variation backwardVariation() {
        return backwardVariation;
    }

    /** Runs of losses. */
    public LossEpisodes episodes() {
        return episodes;
    }
}
