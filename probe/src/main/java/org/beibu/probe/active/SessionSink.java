package org.beibu.probe.active;

import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.active.metrics.SessionMeter;

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

    /** An IPDV of the round trip; the moment is that of the later packet's departure. */
    default void onVariation(int session, long epochNanos, long differenceNanos) {}

    /** The figures of the packets that a session sent in a while. */
    void onWindow(int session, long startEpochNanos, long lengthNanos, SessionFigures figures);
}
