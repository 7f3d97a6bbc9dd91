package org.beibu.probe.active.metrics;

/** Hears of the IPDV of consecutive packets, when the second of them is judged. */
@FunctionalInterface
public interface VariationSink {
    /** Nobody cares. */
    VariationSink NONE = (leftEpochNanos, differenceNanos) -> {};

    /**
     * One pair of packets.
     *
     * @param leftEpochNanos when the second was sent
     * @param differenceNanos its delay less that of the first
     */
    void onVariation(long leftEpochNanos, long differenceNanos);
}
