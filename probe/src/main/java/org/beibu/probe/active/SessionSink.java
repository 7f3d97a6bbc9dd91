package org.beibu.probe.active;

import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.trace.TraceResult;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;

/** Takes what sessions find, on the Session-Sender's thread. */
public interface SessionSink {
    /** A round-trip delay of a session; {@code byKernel} when both its stamps are the kernel's. */
    void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel);

    /**
     * The one-way delays of the same reply and by how much they may be wrong; one that the clocks
     * do not permit is {@link SessionMeter#NOT_DETERMINABLE}. Not called when both are.
     */
    default void onOneWay(
            int session, long epochNanos, long forwardNanos, long backwardNanos, long errorNanos) {}

    /**
     * An IPDV of the round trip; the moment is that of the later packet's departure. {@code
     * byKernel} when the stamps of both packets are the kernel's.
     */
    default void onVariation(
            int session, long epochNanos, long differenceNanos, boolean byKernel) {}

    /**
     * A session noticed something about its path.
     *
     * @param epochNanos when, which is the time of no other event
     */
    default void onPathEvent(
            int session, long epochNanos, PathEventKind kind, PathEventRecord.Change change) {}

    /** How many routers a session's packets pass now; with each window. */
    default void onHops(
            int session,
            long epochNanos,
            HopCountsRecord.Direction forward,
            HopCountsRecord.Direction backward) {}

    /**
     * A trace of a session's path has ended.
     *
     * @param eventNanos the time of the event that it was made for
     * @param sourcePort the port that its packets came from, which is the session's
     */
    default void onTrace(int session, long eventNanos, int sourcePort, TraceResult result) {}

    /** The figures of the packets that a session sent in a while. */
    void onWindow(int session, long startEpochNanos, long lengthNanos, SessionFigures figures);
}
