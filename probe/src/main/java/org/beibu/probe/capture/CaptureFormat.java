package org.beibu.probe.capture;

import java.io.IOException;

/** Tells by its first octets what kind of file this is; names of files are not trusted. */
final class CaptureFormat {
    private static final int MAGIC_LENGTH = 4;

    private static final int ZSTANDARD = 0x28b5_2ffd;
    private static final int XZ = 0xfd37_7a58;
    private static final int LZ4 = 0x0422_4d18;
    private static final int BZIP2 = 0x425a68;
    private static final int SNOOP = 0x736e_6f6f;
    private static final int NETWORK_MONITOR = 0x474d_4255;

    private CaptureFormat() {}

    /** The reader for the capture that begins at the window's position. */
    static RecordReader open(OctetWindow window, FileDamage damage)
            throws IOException, CaptureException {
        int available = window.available(MAGIC_LENGTH);
        if (available == 0) {
            throw damage.refused("is empty", "name a pcap or pcapng file");
        }
        if (available < MAGIC_LENGTH) {
            throw notACapture(damage);
        }
        int magic = window.buffer().getInt(window.index());
        if (PcapFileHeader.recognises(magic)) {
            return PcapReader.open(window, damage);
        }
        if (magic == PcapngReader.SECTION_HEADER) {
            return new PcapngReader(damage);
        }
        throw switch (magic) {
            case ZSTANDARD -> packed(damage, "zstd");
            case XZ -> packed(damage, "xz");
            case LZ4 -> packed(damage, "lz4");
            case SNOOP -> foreign(damage, "snoop");
            case NETWORK_MONITOR -> foreign(damage, "Network Monitor");
            default -> magic >>> 8 == BZIP2 ? packed(damage, "bzip2") : notACapture(damage);
        };
    }

    private static CaptureException packed(FileDamage damage, String program) {
        return damage.refused("is packed with " + program, "unpack it first");
    }

    private static CaptureException foreign(FileDamage damage, String format) {
        return damage.refused("is a " + format + " capture", "convert it with editcap -F pcapng");
    }

    private static CaptureException notACapture(FileDamage damage) {
        return damage.refused("is not a capture file", "name a pcap or pcapng file");
    }
}
