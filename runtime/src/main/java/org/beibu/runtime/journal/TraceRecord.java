package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.PathId;

/**
 * A trace of a path, whose hops are in records of their own ({@link JournalFormat}, kind TRACE).
 *
 * @param path the AseanRoute and exit
 * @param epochNanos when it began; names it, together with the probe
 * @param lengthNanos how long it took
 * @param eventEpochNanos the event that it was made for, 0 for none
 * @param result what came of it
 */
public record TraceRecord(
        PathId path, long epochNanos, long lengthNanos, long eventEpochNanos, Result result)
        implements PathRecord {

    private static final int SESSION_FLOW = 1;

    /**
     * What came of it.
     *
     * @param outcome how it ended
     * @param hops hops that there are records of, the target's included
     * @param sent packets sent
     * @param answered packets answered
     * @param flow what the packets had in common
     */
    public record Result(TraceOutcome outcome, int hops, int sent, int answered, Flow flow) {}

    /**
     * What all packets of the trace had in common, and routers choose between equal paths by.
     *
     * @param protocol what they were
     * @param sourcePort their source port, or the identifier of ICMP
     * @param destinationPort their destination port, 0 with ICMP
     * @param dscp their DSCP
     * @param ofSession whether those of the session have the same, so that they go the same way
     */
    public record Flow(
            TraceProtocol protocol,
            int sourcePort,
            int destinationPort,
            int dscp,
            boolean ofSession) {}

    @Override
    public void encode(ByteBuffer document, int at) {
        Flow flow = result.flow;
        document.putLong(at, 0)
                .put(at, RecordKind.TRACE.code())
                .put(at + 1, (byte) flow.protocol.code())
                .put(at + 2, (byte) result.outcome.code())
                .put(at + 3, (byte) (flow.ofSession ? SESSION_FLOW : 0))
                .putShort(at + 4, (short) result.sent)
                .putShort(at + 6, (short) result.answered)
                .putLong(at + 8, epochNanos)
                .putLong(at + 16, lengthNanos)
                .putLong(at + 24, eventEpochNanos)
                .putShort(at + 32, (short) flow.sourcePort)
                .putShort(at + 34, (short) flow.destinationPort)
                .put(at + 36, (byte) flow.dscp)
                .put(at + 37, (byte) result.hops)
                .putShort(at + 38, (short) 0);
        PathKey.encode(path, document, at);
    }

    static TraceRecord decode(ByteBuffer document, int at) {
        Flow flow =
                new Flow(
                        TraceProtocol.ofCode(document.get(at + 1)).orElseThrow(),
                        document.getShort(at + 32) & 0xffff,
                        document.getShort(at + 34) & 0xffff,
                        document.get(at + 36) & 0xff,
                        (document.get(at + 3) & SESSION_FLOW) != 0);
        Result result =
                new Result(
                        TraceOutcome.ofCode(document.get(at + 2)).orElseThrow(),
                        document.get(at + 37) & 0xff,
                        document.getShort(at + 4) & 0xffff,
                        document.getShort(at + 6) & 0xffff,
                        flow);
        return new TraceRecord(
                PathKey.decode(document, at),
                document.getLong(at + 8),
                document.getLong(at + 16),
                document.getLong(at + 24),
                result);
    }

    /** Whether {@link #decode} understands this record. */
    static boolean isKnown(ByteBuffer document, int at) {
        return TraceProtocol.ofCode(document.get(at + 1)).isPresent()
                && TraceOutcome.ofCode(document.get(at + 2)).isPresent()
                && PathKey.isKnown(document, at);
    }
}
