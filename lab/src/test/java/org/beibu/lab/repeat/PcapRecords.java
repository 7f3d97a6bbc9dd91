package org.beibu.lab.repeat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Small pcap files, written and read octet by octet. */
final class PcapRecords {
    /** A record: its time and its frame as hexadecimal digits. */
    record Frame(long micros, String octets) {
        String part(int from, int to) {
            return octets.substring(2 * from, 2 * to);
        }

        /** The Internet checksum (RFC 1071) over parts of the frame; 0 when they are right. */
        int checksum(int... bounds) {
            byte[] all = HexFormat.of().parseHex(octets);
            int sum = 0;
            for (int i = 0; i < bounds.length; i += 2) {
                for (int at = bounds[i]; at < bounds[i + 1]; at += 2) {
                    sum += (all[at] & 0xff) << 8 | (at + 1 < all.length ? all[at + 1] & 0xff : 0);
                }
            }
            return sum;
        }
    }

    private PcapRecords() {}

    /** A complement that makes the sum all ones. */
    static int folded(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return ~folded & 0xffff;
    }

    static Path write(Path file, Frame... frames) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0xa1b2c3d4).putInt(0x00040002).putLong(0).putInt(96).putInt(1);
        for (Frame frame : frames) {
            byte[] octets = HexFormat.of().parseHex(frame.octets());
            out.putInt((int) (frame.micros() / 1_000_000));
            out.putInt((int) (frame.micros() % 1_000_000));
            out.putInt(octets.length).putInt(octets.length).put(octets);
        }
        byte[] octets = new byte[out.position()];
        out.get(0, octets);
        return Files.write(file, octets);
    }

    static List<Frame> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        in.order(in.get(0) == (byte) 0xd4 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        List<Frame> frames = new ArrayList<>();
        in.position(24);
        while (in.hasRemaining()) {
            long micros = in.getInt() * 1_000_000L + in.getInt();
            byte[] octets = new byte[in.getInt()];
            in.getInt();
            in.get(octets);
            frames.add(new Frame(micros, HexFormat.of().formatHex(octets)));
        }
        return frames;
    }
}
