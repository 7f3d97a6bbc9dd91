package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The octets of the timing journal, format version 1. Everything is in network order; reserved
 * octets are written as 0 and not looked at when read.
 *
 * <p>A document is one batch: a header and 1 to 64 records of one probe.
 *
 * <pre>
 *  0      1      2      3      4      5      6      7
 * +------+------+------+------+------+------+------+------+
 * | magic "BEIB"              | version     | header len  |   0   header length 72
 * | count       | record len  | body length               |   8   record length 64, body = 64 x count
 * | CRC32C                    | reserved                  |  16   over the document without octets 16-19
 * | sequence number of the first record                   |  24   from 1, for each probe
 * | append time, epoch nanoseconds                        |  32
 * | probe name, 32 ASCII octets, zero padded              |  40
 * | ...                                                   |  48
 * | ...                                                   |  56
 * | ...                                                   |  64
 * +-------------------------------------------------------+  72   first record
 *
 * TIMING (1): one observed delay
 * | kind | meth.| metr.| clock| flags       | p.len| resv.|   0   codes of Method, Metric, ClockQuality;
 * |                                                       |       flag 1 = the prefix is a pseudonym
 * | capture time of the completing packet, epoch ns       |   8
 * | delay, nanoseconds                                    |  16   0 to 60 s
 * | prefix, upper half (IPv4 in ::ffff:0:0/96)            |  24
 * | prefix, lower half                                    |  32   length as written: /24 for IPv4
 * | AseanRoute id, 8 ASCII octets                         |  40   "-" = no route
 * | exit name, 16 ASCII octets                            |  48   "-" = not recognised
 * | ...                                                   |  56
 *
 * LOSS_WINDOW (2): an active method on one path for a while
 * | kind | meth.| metr.| resv.| late, of the lost         |   0   written as 0 before there was one
 * | start, epoch ns                                       |   8
 * | length, ns                                            |  16
 * | sent                      | lost                      |  24
 * | duplicate                 | reordered                 |  32
 * | AseanRoute id                                         |  40
 * | exit name                                             |  48
 * | ...                                                   |  56
 *
 * TRAFFIC (3): what one path carried for a while
 * | kind | class| dir. | resv.| flags       | reserved    |   0   direction 1 = to the ASEAN side, 2 = from it
 * | start, epoch ns                                       |   8
 * | length, ns                                            |  16
 * | octets                                                |  24
 * | packets                                               |  32
 * | AseanRoute id                                         |  40
 * | exit name                                             |  48
 * | ...                                                   |  56
 *
 * CAPTURE_STATISTICS (4): totals since the capture began
 * | kind | longest time behind since the record before + 1  |   0   ns, 56 bits; 0 = not known
 * | time, epoch ns                                        |   8
 * | packets received, dropped ones included               |  16
 * | packets dropped: buffer full                          |  24
 * | packets dropped by the interface                      |  32
 * | packets used: TCP, UDP or ICMP with a time            |  40
 * | packets skipped                                       |  48
 * | timings found                                         |  56
 *
 * HEARTBEAT (5): the probe is alive
 * | kind | reserved           | flags       | reserved    |   0
 * | time, epoch ns                                        |   8
 * | start of the probe, epoch ns                          |  16
 * | time to the next heartbeat, ns                        |  24
 * | records not kept so far                               |  32
 * | reserved                                              |  40
 * | ...                                                   |  48
 * | ...                                                   |  56
 *
 * CAPTURE_SKIPS (6): packets skipped for one reason since the capture began
 * | kind | reserved                                       |   0
 * | time, epoch ns                                        |   8
 * | packets                                               |  16
 * | reason, 40 ASCII octets, zero padded                  |  24
 * | ...                                                   |  32
 * | ...                                                   |  40
 * | ...                                                   |  48
 * | ...                                                   |  56
 *
 * LOSS_EPISODES (7): the runs of losses of one loss window (RFC 3357), when it has any
 * | kind | meth.| metr.| resv.| noticeable, of the lost   |   0   99 packets or less after the loss before
 * | start, epoch ns                                       |   8
 * | length, ns                                            |  16
 * | episodes                  | packets of the longest    |  24
 * | reserved                                              |  32
 * | AseanRoute id                                         |  40
 * | exit name                                             |  48
 * | ...                                                   |  56
 *
 * PATH_EVENT (8): something that an active session noticed about its path
 * | kind | event| metr.| reserved                         |   0   1 = hop count, 2 = latency, 3 = loss
 * | when it was noticed, epoch ns                         |   8   that of no other event of the probe
 * | before: hops; ns; 0                                   |  16
 * | after: hops; ns; packets lost in a row                |  24
 * | changes left out before   | session, from 1           |  32
 * | AseanRoute id                                         |  40
 * | exit name                                             |  48
 * | ...                                                   |  56
 *
 * TRACE (9): a trace of a path
 * | kind | prot.| outc.| flags| sent        | answered    |   0   protocol 1 = STAMP, 2 = UDP, 3 = ICMP
 * | begin, epoch ns                                       |   8   names it, with the probe
 * | length, ns                                            |  16   outcome 1 = reached, 2 = unreachable,
 * | time of the event that it was made for, epoch ns, or 0|  24   3 = silent, 4 = too far, 5 = loop, 6 = not sent
 * | source port | dest. port  | DSCP | hops | reserved    |  32   ICMP: identifier and 0; flag 1 = flow of the session
 * | AseanRoute id                                         |  40
 * | exit name                                             |  48
 * | ...                                                   |  56
 *
 * TRACE_HOP (10): what one address answered at one TTL; address 0 = nobody did
 * | kind | TTL  | part | sent | type | code | qTTL | TTL  |   0   ICMP type and code; 255 = the target's reply
 * | begin of the trace, epoch ns                          |   8   quoted TTL, TTL of the answer; 0 = unknown
 * | address, upper half (IPv4 in ::ffff:0:0/96)           |  16
 * | address, lower half                                   |  24
 * | delay 1, ns               | delay 2, ns               |  32   0 = not answered, all ones = not timed
 * | delay 3, ns               |flags |delays|labels|p.len |  40   flag 1 = stamps of the kernel; numbers of both;
 * | label stack entry 1       | label stack entry 2       |  48   bits of the address that are told
 * | label stack entry 3       | label stack entry 4       |  56
 *
 * HOP_COUNTS (11): how many routers the packets of a session passed
 * | kind | resv.| forward + 1 | backward + 1| reserved    |   0   0 = not known
 * | end of the while that it is told for, epoch ns        |   8
 * | changes that did not last, forward                    |  16   since the session began
 * | changes that did not last, backward                   |  24
 * | reserved                  | session, from 1           |  32
 * | AseanRoute id                                         |  40
 * | exit name                                             |  48
 * | ...                                                   |  56
 * </pre>
 *
 * <p>What may change without a new version: new kinds, new codes of methods and metrics, and a
 * meaning for reserved octets whose 0 means what it meant before. Anything else gets the next
 * version number, and the reader keeps reading this one.
 */
public final class JournalFormat {
    /** The only version so far. */
    public static final int VERSION = 1;

    /** The most records in a document. */
    public static final int MAX_RECORDS = 64;

    /** Octets of a record of any kind. */
    public static final int RECORD_LENGTH = 64;

    /** Octets of the header. */
    public static final int HEADER_LENGTH = 72;

    /** The most characters of a probe's name. */
    public static final int MAX_PROBE_NAME = 32;

    static final int MAX_DOCUMENT = HEADER_LENGTH + MAX_RECORDS * RECORD_LENGTH;

    static final int MAGIC = 'B' << 24 | 'E' << 16 | 'I' << 8 | 'B';

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 4;
    static final int HEADER_LENGTH_AT = 6;
    static final int COUNT_AT = 8;
    static final int RECORD_LENGTH_AT = 10;
    static final int BODY_LENGTH_AT = 12;
    static final int CHECKSUM_AT = 16;
    static final int RESERVED_AT = 20;
    static final int SEQUENCE_AT = 24;
    static final int APPEND_TIME_AT = 32;
    static final int PROBE_AT = 40;

    private JournalFormat() {}

    /** Writes all of the header but the checksum. */
    static void putHeader(ByteBuffer document, int count, long firstSequence, long appendNanos) {
        document.putInt(MAGIC_AT, MAGIC)
                .putShort(VERSION_AT, (short) VERSION)
                .putShort(HEADER_LENGTH_AT, (short) HEADER_LENGTH)
                .putShort(COUNT_AT, (short) count)
                .putShort(RECORD_LENGTH_AT, (short) RECORD_LENGTH)
                .putInt(BODY_LENGTH_AT, count * RECORD_LENGTH)
                .putInt(RESERVED_AT, 0)
                .putLong(SEQUENCE_AT, firstSequence)
                .putLong(APPEND_TIME_AT, appendNanos);
    }

    /** Writes the probe name; once, since a writer's name does not change. */
    static void putProbe(ByteBuffer document, String probe) {
        AsciiKey.check(probe, MAX_PROBE_NAME);
        for (int i = 0; i < MAX_PROBE_NAME; i += Long.BYTES) {
            document.putLong(PROBE_AT + i, AsciiKey.pack(probe, i));
        }
    }

    /** Octets of a document with this many records. */
    static int documentLength(int count) {
        return HEADER_LENGTH + count * RECORD_LENGTH;
    }

    /** Index of a record in the document. */
    static int recordAt(int index) {
        return HEADER_LENGTH + index * RECORD_LENGTH;
    }

    /** The checksum of a document of this length, its own field left out. */
    static int checksum(CRC32C crc, byte[] document, int length) {
        crc.reset();
        crc.update(document, 0, CHECKSUM_AT);
        crc.update(document, RESERVED_AT, length - RESERVED_AT);
        return (int) crc.getValue();
    }

    /**
     * The counter of what is wrong with a document, or null when it is sound. Nothing in the octets
     * is believed before it has been compared with the length that was really read.
     */
    static @org.jspecify.annotations.Nullable JournalCounter fault(
            CRC32C crc, byte[] document, ByteBuffer view, int length) {
        if (length < HEADER_LENGTH) {
            return JournalCounter.SKIPPED_TOO_SHORT;
        }
        if (view.getInt(MAGIC_AT) != MAGIC) {
            return JournalCounter.SKIPPED_BAD_MAGIC;
        }
        if (view.getShort(VERSION_AT) != VERSION) {
            return JournalCounter.SKIPPED_UNKNOWN_VERSION;
        }
        int count = view.getShort(COUNT_AT);
        if (count < 1
                || count > MAX_RECORDS
                || view.getShort(HEADER_LENGTH_AT) != HEADER_LENGTH
                || view.getShort(RECORD_LENGTH_AT) != RECORD_LENGTH
                || view.getInt(BODY_LENGTH_AT) != count * RECORD_LENGTH
                || documentLength(count) > length) {
            return JournalCounter.SKIPPED_BAD_LENGTH;
        }
        if (view.getInt(CHECKSUM_AT) != checksum(crc, document, documentLength(count))) {
            return JournalCounter.SKIPPED_BAD_CHECKSUM;
        }
        if (view.getLong(SEQUENCE_AT) < 1 || view.get(PROBE_AT) <= ' ') {
            return JournalCounter.SKIPPED_BAD_HEADER;
        }
        return null;
    }
}
