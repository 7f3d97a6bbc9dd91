package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.TimingSample;
import org.beibu.probe.capture.TcpSegment;
import org.beibu.runtime.counters.Counters;

/**
 * Hands timings to the sink, unless they cannot be delays. The host waited for is the source of the
 * segment that completes the timing. Owned by the capture thread.
 */
final class Emitter {
    private final PassiveTiming timing = new PassiveTiming();
    private final TimingSink sink;
    private final Counters counters;

    Emitter(TimingSink sink, Counters counters) {
        this.sink = sink;
        this.counters = counters;
    }

    void emit(TcpSegment answer, Method method, long askedAtNanos) {
        long delay = answer.epochNanos() - askedAtNanos;
        if (delay < 0) {
            counters.increment(PassiveCounter.DELAYS_NEGATIVE);
            return;
        }
        if (delay > TimingSample.MAX_DELAY_NANOS) {
            counters.increment(PassiveCounter.DELAYS_TOO_LONG);
            return;
        }
        counters.increment(
                method == Method.HANDSHAKE
                        ? PassiveCounter.TIMINGS_HANDSHAKE
                        : PassiveCounter.TIMINGS_TIMESTAMP);
        timing.epochNanos = answer.epochNanos();
        timing.method = method;
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
        sink.onTiming(timing);
    }
}
