package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;

/**
 * One hop of a trace ({@link JournalFormat}, kind TRACE_HOP): what one address answered at one TTL,
 * or that nobody did. Where several addresses answered at a TTL each has a record.
 *
 * @param traceEpochNanos when its trace began
 * @param place where it is in the trace
 * @param delaysNanos of each packet of this TTL, up to {@link #MOST_DELAYS}: the round-trip delay,
 *     {@link #NOT_ANSWERED} or {@link #NOT_TIMED}
 * @param answer who answered; empty when nobody did
 * @param labels the MPLS label stack entries of the packet as the router quotes them (RFC 4950),
 *     top first, up to {@link #MOST_LABELS}
 */
public record TraceHopRecord(
        long traceEpochNanos,
        Place place,
        List<Long> delaysNanos,
        Optional<Answer> answer,
        List<Integer> labels)
        implements PathRecord {

    /** Packets of a TTL that there is room for. */
    public static final int MOST_DELAYS = 3;

    /** Label stack entries that there is room for. */
    public static final int MOST_LABELS = 4;

    /** The packet was not answered by this address. */
    public static final long NOT_ANSWERED = 0;

    /** The packet was answered and the delay is not known. */
    public static final long NOT_TIMED = 0xffff_ffffL;

    private static final int BY_KERNEL = 1;

    /**
     * Where a record is in its trace.
     *
     * @param ttl TTL or Hop Limit that its packets left with
     * @param part 0, or more for further addresses of the same TTL
     * @param sent packets of this TTL
     */
    public record Place(int ttl, int part, int sent) {}

    /**
     * An answer.
     *
     * @param address who; coarsened to the prefix length
     * @param prefixLength how many bits of the address are told
     * @param type what it was
     * @param ttl its TTL or Hop Limit on return, 0 when not known
     * @param byKernel whether the delays are between stamps of the kernel
     */
    public record Answer(
            Address address, int prefixLength, AnswerType type, int ttl, boolean byKernel) {}

    /**
     * What an answer was.
     *
     * @param icmpType type of the ICMP or ICMPv6 message, {@link #REPLY} when it was none
     * @param icmpCode its code
     * @param quotedTtl the TTL that the router quotes, 0 when not known; 1 where nothing hides hops
     */
    public record AnswerType(int icmpType, int icmpCode, int quotedTtl) {
        /** An answer of the target itself, in the protocol of the packet. */
        public static final int REPLY = 255;
    }

    public TraceHopRecord {
        delaysNanos = List.copyOf(delaysNanos);
        labels = List.copyOf(labels);
        if (delaysNanos.size() > MOST_DELAYS || labels.size() > MOST_LABELS) {
            throw new IllegalArgumentException(
                    "%d delays, %d labels: a hop has up to %d and %d"
                            .formatted(
                                    delaysNanos.size(), labels.size(), MOST_DELAYS, MOST_LABELS));
        }
    }

    @Override
    public void encode(ByteBuffer document, int at) {
        Answer who = answer.orElse(NOBODY);
        document.putLong(at, 0)
                .put(at, RecordKind.TRACE_HOP.code())
                .put(at + 1, (byte) place.ttl)
                .put(at + 2, (byte) place.part)
                .put(at + 3, (byte) place.sent)
                .put(at + 4, (byte) who.type.icmpType)
                .put(at + 5, (byte) who.type.icmpCode)
                .put(at + 6, (byte) who.type.quotedTtl)
                .put(at + 7, (byte) who.ttl)
                .putLong(at + 8, traceEpochNanos)
                .putLong(at + 16, who.address.high())
                .putLong(at + 24, who.address.low())
                .putLong(at + 32, 0)
                .putLong(at + 40, 0)
                .putLong(at + 48, 0)
                .putLong(at + 56, 0)
                .put(at + 44, (byte) (who.byKernel ? BY_KERNEL : 0))
                .put(at + 45, (byte) delaysNanos.size())
                .put(at + 46, (byte) labels.size())
                .put(at + 47, (byte) who.prefixLength);
        for (int i = 0; i < delaysNanos.size(); i++) {
            document.putInt(at + 32 + i * Integer.BYTES, (int) Math.min(NOT_TIMED, delay(i)));
        }
        for (int i = 0; i < labels.size(); i++) {
            document.putInt(at + 48 + i * Integer.BYTES, labels.get(i));
        }
    }

    private long delay(int i) {
        return Math.max(0, delaysNanos.get(i));
    }

    private static final Answer NOBODY =
            new Answer(new Address(0, 0), 0, new AnswerType(0, 0, 0), 0, false);

    static TraceHopRecord decode(ByteBuffer document, int at) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < document.get(at + 45); i++) {
            delays.add(document.getInt(at + 32 + i * Integer.BYTES) & 0xffff_ffffL);
        }
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < document.get(at + 46); i++) {
            labels.add(document.getInt(at + 48 + i * Integer.BYTES));
        }
        return new TraceHopRecord(
                document.getLong(at + 8),
                new Place(
                        octet(document, at + 1), octet(document, at + 2), octet(document, at + 3)),
                delays,
                answer(document, at),
                labels);
    }

    private static Optional<Answer> answer(ByteBuffer document, int at) {
        Address address = new Address(document.getLong(at + 16), document.getLong(at + 24));
        if (address.equals(NOBODY.address)) {
            return Optional.empty();
        }
        return Optional.of(
                new Answer(
                        address,
                        octet(document, at + 47),
                        new AnswerType(
                                octet(document, at + 4),
                                octet(document, at + 5),
                                octet(document, at + 6)),
                        octet(document, at + 7),
                        (document.get(at + 44) & BY_KERNEL) != 0));
    }

    private static int octet(ByteBuffer document, int at) {
        return document.get(at) & 0xff;
    }

    /** Whether {@link #decode} understands this record. */
    static boolean isKnown(ByteBuffer document, int at) {
        return octet(document, at + 45) <= MOST_DELAYS && octet(document, at + 46) <= MOST_LABELS;
    }
}
