package org.beibu.lab.repeat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The TCP frames of a recording: a pcap file with microseconds, in this machine's octet order, as
 * tcpdump writes it. At most 2 GiB.
 */
final class RecordedFrames {
    static final int FILE_HEADER = 24;
    static final int RECORD_HEADER = 16;
    static final int ETHERNET = 14;
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int TCP = 6;
    private static final int SHORTEST_IPV4 = ETHERNET + 40;
    private static final int SHORTEST_IPV6 = ETHERNET + 60;

    private final ByteBuffer octets;
    private final int[] offsets;
    private final long[] micros;

    private RecordedFrames(ByteBuffer octets, int[] offsets, long[] micros) {
        this.octets = octets;
        this.offsets = offsets;
        this.micros = micros;
    }

    static RecordedFrames read(Path file) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
        octets.order(ByteOrder.LITTLE_ENDIAN);
        if (octets.limit() < FILE_HEADER || octets.getInt(0) != MICROSECONDS) {
            throw new IOException(file + ": not a pcap file with microseconds");
        }
        int[] offsets = new int[octets.limit() / RECORD_HEADER];
        long[] micros = new long[offsets.length];
        int count = 0;
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= octets.limit()) {
            int length = octets.getInt(at + 8);
            if (at + RECORD_HEADER + length > octets.limit()) {
                break; // cut by the end of the recording
            }
            if (isTcp(octets, at + RECORD_HEADER, length)) {
                offsets[count] = at;
                micros[count++] = octets.getInt(at) * 1_000_000L + octets.getInt(at + 4);
            }
            at += RECORD_HEADER + length;
        }
        if (count == 0) {
            throw new IOException(file + ": holds no TCP");
        }
        return new RecordedFrames(
                octets, Arrays.copyOf(offsets, count), Arrays.copyOf(micros, count));
    }

    private static boolean isTcp(ByteBuffer octets, int frame, int length) {
        if (length < SHORTEST_IPV4) {
            return false;
        }
        return isIpv4(octets, frame)
                ? octets.get(frame + ETHERNET + 9) == TCP
                : octets.get(frame + 12) == (byte) 0x86
                        && octets.get(frame + 13) == (byte) 0xdd
                        && octets.get(frame + ETHERNET + 6) == TCP
                        && length >= SHORTEST_IPV6;
    }

    static boolean isIpv4(ByteBuffer octets, int frame) {
        return octets.get(frame + 12) == 0x08 && octets.get(frame + 13) == 0;
    }

    int count() {
        return offsets.length;
    }

    /** Time of a frame from the first one on. */
    long microsFromStart(int frame) {
        return micros[frame] - micros[0];
    }

    long firstMicros() {
        return micros[0];
    }

    /** From the first frame to the last. */
    long spanMicros() {
        return micros[micros.length - 1] - micros[0];
    }

    void putFileHeader(ByteBuffer into) {
        into.put(into.position(), octets, 0, FILE_HEADER);
        into.position(into.position() + FILE_HEADER);
    }

    /** Appends a record with its header as recorded. */
    void putRecord(int frame, ByteBuffer into) {
        int at = offsets[frame];
        int length = RECORD_HEADER + octets.getInt(at + 8);
        into.put(into.position(), octets, at, length);
        into.position(into.position() + length);
    }
}
