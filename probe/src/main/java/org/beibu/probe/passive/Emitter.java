package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.model.TimingSample;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * Hands timings to the sink, unless they cannot be delays. The host waited for is the source of the
 * packet that completes the timing. Owned by the capture thread.
 */
public final class Emitter {
    private final PassiveTiming timing = new PassiveTiming();
    private final TimingSink sink;
    private final Counters counters;

    /** An emitter that counts there. */
    public Emitter(TimingSink sink, Counters counters) {
        this.sink = sink;
        this.counters = counters;
        counters.register(PassiveCounter.class);
    }

    /**
     * Hands over one timing, if it can be one.
     *
     * @param answer the packet that completes it
     * @param askedAtNanos capture time of the packet that was answered, epoch nanoseconds
     */
    public void emit(
            DecodedPacket answer, Method method, QualityClass qualityClass, long askedAtNanos) {
        long delay = answer.epochNanos() - askedAtNanos;
        if (delay < 0) {
            counters.increment(PassiveCounter.DELAYS_NEGATIVE);
            return;
        }
        if (delay > TimingSample.MAX_DELAY_NANOS) {
            counters.increment(PassiveCounter.DELAYS_TOO_LONG);
            return;
        }
        counters.increment(PassiveCounter.of(method));
        timing.epochNanos = answer.epochNanos();
        timing.method = method;
        timing.qualityClass = qualityClass;
        timing.delayNanos = delay;
        timing.hostHigh = answer.sourceHigh();
        timing.hostLow = answer.sourceLow();
        timing.hostPort = answer.sourcePort();
        timing.peerHigh = answer.destinationHigh();
        timing.peerLow = answer.destinationLow();
        timing.peerPort = answer.destinationPort();
        timing.interfaceIndex = answer.interfaceIndex();
        timing.vlanOuter = answer.vlanOuter();
        timing.vlanInner = answer.vlanInner();
        timing.mplsLabel = answer.mplsLabel();
        timing.sourceMac = answer.sourceMac();
        timing.destinationMac = answer.destinationMac();
        sink.onTiming(timing);
    }
}
