package org.beibu.probe.trace;

import java.util.List;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceOutcome;

/**
 * What came of a trace.
 *
 * @param epochNanos when it began
 * @param lengthNanos how long it took
 * @param outcome how it ended
 * @param packets how many were sent and answered
 * @param hops the hops in order
 */
public record TraceResult(
        long epochNanos,
        long lengthNanos,
        TraceOutcome outcome,
        Packets packets,
        List<TraceHopRecord> hops) {
    public TraceResult {
        hops = List.copyOf(hops);
    }

    /** Numbers of packets. */
    public record Packets(int sent, int answered) {}

    /** The last TTL. */
    public int length() {
        return hops.isEmpty() ? 0 : hops.get(hops.size() - 1).place().ttl();
    }
}
