package org.beibu.probe.active;

import org.beibu.probe.active.metrics.SessionFigures;

/** Takes what sessions find, on the Session-Sender's thread. */
public interface SessionSink {
    /** A round-trip delay of a session; {@code byKernel} when both its stamps are the kernel's. */
    void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel);

    /** The figures of the packets that a session sent in a while. */
    void onWindow(int session, long startEpochNanos, long lengthNanos, SessionFigures figures);
}
