package org.beibu.probe.trace;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.beibu.probe.icmp.IcmpExtensions;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.runtime.journal.TraceHopRecord;

/**
 * Something that came back.
 *
 * @param number the packet that it answers, {@link #UNKNOWN} where it quotes too little to tell
 * @param from who answered and what
 * @param end whether this is the target's, so that packets go no further
 * @param epochNanos when it came
 * @param labels the MPLS label stack that the packet had there
 */
public record TraceAnswer(
        int number, TraceHopRecord.Answer from, End end, long epochNanos, List<Integer> labels) {
    /** Nobody knows which packet it answers. */
    public static final int UNKNOWN = -1;

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /** What an answer means for the packets behind. */
    public enum End {
        /** A router on the way. */
        NONE,
        /** The target. */
        REACHED,
        /** Somebody says that they go no further. */
        UNREACHABLE
    }

    /** The answer of the target itself. */
    public static TraceAnswer reply(int number, Datagram datagram) {
        Address address = new Address(datagram.sourceHigh(), datagram.sourceLow());
        TraceHopRecord.AnswerType type =
                new TraceHopRecord.AnswerType(TraceHopRecord.AnswerType.REPLY, 0, 0);
        boolean byKernel = datagram.stampedBy() != ClockQuality.USER_SPACE;
        return new TraceAnswer(
                number,
                from(address, type, datagram.ttl(), byKernel),
                End.REACHED,
                datagram.epochNanos(),
                List.of());
    }

    /**
     * An ICMP error.
     *
     * @param headers octets of the quoted packet that the report leaves out
     */
    static TraceAnswer error(int number, ErrorReport report, End end, int headers) {
        Address address = new Address(report.offenderHigh(), report.offenderLow());
        TraceHopRecord.AnswerType type =
                new TraceHopRecord.AnswerType(report.type(), report.code(), 0);
        return new TraceAnswer(
                number,
                from(address, type, report.ttl(), report.epochNanos() != 0),
                end,
                report.epochNanos(),
                labels(report, headers));
    }

    private static TraceHopRecord.Answer from(
            Address address, TraceHopRecord.AnswerType type, int ttl, boolean byKernel) {
        int bits = address.isIpv4() ? IPV4_BITS : IPV6_BITS;
        return new TraceHopRecord.Answer(address, bits, type, Math.max(0, ttl), byKernel);
    }

    /** Extensions are where the message says, or behind 128 octets of quoted packet. */
    private static List<Integer> labels(ErrorReport report, int headers) {
        int told = report.extensionsAt();
        int at = told >= 0 ? told : IcmpExtensions.LEAST_QUOTE - headers;
        int begin = report.offset();
        List<Integer> labels =
                IcmpExtensions.read(report.buffer(), begin + at, begin + report.length())
                        .map(IcmpExtensions::labels)
                        .orElse(List.of());
        return labels.subList(0, Math.min(labels.size(), TraceHopRecord.MOST_LABELS));
    }
}
