package org.beibu.probe.active.metrics;

/** Hears of the IPDV of consecutive packets, when the second of them is judged. */
@FunctionalInterface
public interface VariationSink {
    /** Nobody cares. */
    VariationSink NONE = (leftEpochNanos, differenceNanos, byKernel) -> {};

    /**
     * One pair of packets.
     *
     * @param leftEpochNanos when the second was sent
     * @param differenceNanos its delay less that of the first
     * @param byKernel whether all four stamps were the kernel's
     */
    void onVariation(long leftEpochNanos, long differenceNanos, boolean byKernel);
}
