package org.beibu.probe.capture;

import java.nio.ByteBuffer;

/**
 * The 24 octets at the beginning of a pcap file, and what they say about its records.
 *
 * <pre>
 *   magic 4 | major 2 | minor 2 | zone 4 | accuracy 4 | snap length 4 | FCS 4 bits, 12, link type 16
 * </pre>
 *
 * @param littleEndian byte order of all numbers in the file
 * @param modified whether records have 8 more octets in their header
 * @param nanosPerUnit 1 or 1000: what the sub-second field counts
 * @param lengthOrder in which order a record holds its two lengths
 * @param linkType LINKTYPE_ value of all packets
 * @param fcsLength octets of frame check sequence at the end of each packet
 */
record PcapFileHeader(
        boolean littleEndian,
        boolean modified,
        int nanosPerUnit,
        LengthOrder lengthOrder,
        int linkType,
        int fcsLength) {
    static final int LENGTH = 24;

    static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;
    static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    static final int MAGIC_MODIFIED = 0xa1b2cd34;

    private static final int RESERVED_LINK_TYPE_BITS = 0x03ff_0000;
    private static final int FCS_LENGTH_PRESENT = 0x0400_0000;

    /** In which order a record holds its two lengths; it was changed in 1992. */
    enum LengthOrder {
        CAPTURED_FIRST,
        ORIGINAL_FIRST,
        SMALLER_IS_CAPTURED
    }

    /** Whether a file that begins with these four octets is a pcap file. */
    static boolean recognises(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    /** Reads the header at this index of a big-endian buffer. */
    static PcapFileHeader read(ByteBuffer buffer, int at, FileDamage damage)
            throws CaptureException {
        boolean littleEndian = !isMagic(buffer.getInt(at));
        int magic = word(buffer, at, littleEndian);
        int versions = word(buffer, at + 4, littleEndian);
        int major = littleEndian ? versions & 0xffff : versions >>> 16;
        int minor = littleEndian ? versions >>> 16 : versions & 0xffff;
        int link = word(buffer, at + 20, littleEndian);
        if ((link & RESERVED_LINK_TYPE_BITS) != 0) {
            throw damage.refused(
                    "its link type field %08x has reserved bits set".formatted(link),
                    "it is damaged or of a newer format; write it again with tcpdump");
        }
        return new PcapFileHeader(
                littleEndian,
                magic == MAGIC_MODIFIED,
                magic == MAGIC_NANOSECONDS ? 1 : 1000,
                lengthOrder(major, minor, damage),
                link & 0xffff,
                (link & FCS_LENGTH_PRESENT) == 0 ? 0 : (link >>> 28) * 2);
    }

    private static LengthOrder lengthOrder(int major, int minor, FileDamage damage)
            throws CaptureException {
        if (major == 2 && minor <= 4) {
            return switch (minor) {
                case 4 -> LengthOrder.CAPTURED_FIRST;
                case 3 -> LengthOrder.SMALLER_IS_CAPTURED;
                default -> LengthOrder.ORIGINAL_FIRST;
            };
        }
        if (major == 543 && minor == 0) { // written by DG/UX
            return LengthOrder.ORIGINAL_FIRST;
        }
        throw damage.refused(
                "pcap version %d.%d is not known".formatted(major, minor),
                "convert it with the program that wrote it");
    }

    private static boolean isMagic(int magic) {
        return magic == MAGIC_MICROSECONDS || magic == MAGIC_NANOSECONDS || magic == MAGIC_MODIFIED;
    }

    private static int word(ByteBuffer buffer, int at, boolean littleEndian) {
        int word = buffer.getInt(at);
        return littleEndian ? Integer.reverseBytes(word) : word;
    }
}
