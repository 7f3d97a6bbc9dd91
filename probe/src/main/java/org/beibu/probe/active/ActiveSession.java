package org.beibu.probe.active;

import java.util.concurrent.TimeUnit;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.question.Question;
import org.beibu.probe.stamp.TimestampFormat;
import org.jspecify.annotations.Nullable;

/** One session at work: its next packet, its account, its window. Owned by the sender's thread. */
final class ActiveSession {
    /** The Timestamp of packets that carry none. */
    static final long NO_STAMP = 0;

    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    final int number;
    final SessionConfig config;
    final SessionMeter meter;
    final StreamSchedule schedule;
    final PathWatch watch;
    private final boolean stamped;
    private final TimestampFormat format = TimestampFormat.NTP;
    private @Nullable Tracing tracing;
    private TargetBudgets.@Nullable Budget budget;
    private Question question = (sequence, epochNanos) -> false;
    private long windowStart;
    private int windowEnd;
    private boolean closing;

    ActiveSession(
            int number,
            SessionConfig config,
            StreamSchedule schedule,
            PathWatch watch,
            SessionSink sink) {
        this.watch = watch;
        this.number = number;
        this.config = config;
        this.schedule = schedule;
        stamped = config.isStamp();
        Stream stream = config.stream();
        meter =
                new SessionMeter(stream.lossThreshold(), stream.packetsPerSecond())
                        .tellingVariations(
                                (left, difference, byKernel) ->
                                        sink.onVariation(number, left, difference, byKernel));
    }

    /** What it asks; before the first packet. */
    void asks(Question newQuestion) {
        question = newQuestion;
    }

    /** What its target gets at most, null for any; before the first packet. */
    void keepsTo(TargetBudgets.@Nullable Budget newBudget) {
        budget = newBudget;
    }

    /** Whether the next packet may leave now; true is for one packet. */
    boolean maySend(long tickNanos) {
        return budget == null || budget.take(tickNanos);
    }

    /** How its path can be traced; before the first packet. */
    void canBeTraced(Tracing newTracing) {
        tracing = newTracing;
    }

    /** How its path can be traced, null where it cannot. */
    @Nullable Tracing tracing() {
        return tracing;
    }

    /** The first window begins. */
    void begin(long epochNanos) {
        windowStart = epochNanos;
    }

    /** Sends the next packet; false when the kernel did not take it. */
    boolean send(long tickNanos, long epochNanos) {
        long stamp = stamped ? format.fromEpochNanos(epochNanos) : NO_STAMP;
        return question.ask(meter.sent(stamp, tickNanos, epochNanos), epochNanos);
    }

    /** Judges packets whose time is over, and hands over the window when all of it is judged. */
    void settle(long tickNanos, long epochNanos, SessionSink sink) {
        if (!closing && (epochNanos >= nextBound() || epochNanos < windowStart)) {
            closing = true;
            windowEnd = meter.nextSequence();
        }
        meter.judge(tickNanos, closing ? windowEnd : meter.nextSequence());
        watch.judged(tickNanos, meter.takeMostLostInARow(), meter.isLosing());
        if (closing && meter.judgedSequence() - windowEnd >= 0) {
            long bound = epochNanos < windowStart ? epochNanos : nextBound();
            handOver(Math.max(0, bound - windowStart), sink);
            closing = false;
            windowStart = bound;
        }
    }

    /** Windows end with every tenth second of the clock. */
    private long nextBound() {
        return (Math.floorDiv(windowStart, WINDOW_NANOS) + 1) * WINDOW_NANOS;
    }

    /** The end: hands over what was judged; nobody knows what would have become of the rest. */
    void end(long tickNanos, long epochNanos, SessionSink sink) {
        meter.judge(tickNanos, meter.nextSequence());
        handOver(Math.max(0, epochNanos - windowStart), sink);
    }

    private void handOver(long lengthNanos, SessionSink sink) {
        var figures = meter.take();
        if (stamped) {
            sink.onHops(number, windowStart + lengthNanos, watch.forward(), watch.backward());
        }
        if (figures.sent() > 0 || figures.late() > 0) {
            sink.onWindow(number, windowStart, lengthNanos, figures);
        }
    }
}
