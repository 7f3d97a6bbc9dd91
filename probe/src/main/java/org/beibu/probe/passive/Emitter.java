package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.model.TimingSample;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Tally;

/**
 * Hands timings to the sink, unless they cannot be delays. The host waited for is the source of the
 * packet that completes the timing. Owned by the capture thread.
 */
public final class Emitter {
    private final PassiveTiming timing = new PassiveTiming();
    private final TimingSink sink;
    private final Counters counters;
    private final Tally[] tallies = new Tally[Method.values().length];

    /** An emitter that counts there. */
    public Emitter(TimingSink sink, Counters counters) {
        this.sink = sink;
        this.counters = counters;
        counters.register(PassiveCounter.class);
        for (Method method : Method.values()) {
            tallies[index(method)] = counters.tally(PassiveCounter.of(method));
        }
    }

    /**
     * Hands over one timing, if it can be one.
     *
     * @param answer the packet that completes it
     * @param askedAtNanos capture time of the packet that was answered, epoch nanoseconds
     */
    public void emit(
            DecodedPacket answer, Method method, QualityClass qualityClass, long askedAtNanos) {
        if (accept(method, qualityClass, askedAtNanos, answer.epochNanos())) {
            RememberedAnswer.copy(answer, timing);
            hideMissingPorts(method);
            sink.onTiming(timing);
        }
    }

    /**
     * Hands over one timing by the spin bit of a packet that passed earlier, if it can be one.
     *
     * @param words what {@link RememberedAnswer#write} wrote there
     * @param at index of its first word
     * @param begunNanos when the connection began
     * @param answeredAtNanos capture time of the packet that completes the timing
     */
    public void emitEarlier(
            long[] words, int at, long begunNanos, long askedAtNanos, long answeredAtNanos) {
        if (accept(Method.QUIC_SPIN, QualityClass.CLEAN, askedAtNanos, answeredAtNanos)) {
            RememberedAnswer.read(words, at, timing);
            timing.begunNanos = begunNanos;
            sink.onTiming(timing);
        }
    }

    private boolean accept(Method method, QualityClass quality, long asked, long answered) {
        long delay = answered - asked;
        if (delay < 0) {
            counters.increment(PassiveCounter.DELAYS_NEGATIVE);
            return false;
        }
        if (delay > TimingSample.MAX_DELAY_NANOS) {
            counters.increment(PassiveCounter.DELAYS_TOO_LONG);
            return false;
        }
        tallies[index(method)].increment();
        timing.epochNanos = answered;
        timing.method = method;
        timing.qualityClass = quality;
        timing.delayNanos = delay;
        return true;
    }

    @SuppressWarnings("EnumOrdinal") // never stored: only an index into this emitter's own array
    private static int index(Method method) {
        return method.ordinal();
    }

    private void hideMissingPorts(Method method) {
        if (method == Method.ICMP || method == Method.ICMPV6) {
            timing.hostPort = PassiveTiming.NO_PORT;
            timing.peerPort = PassiveTiming.NO_PORT;
        }
    }
}
