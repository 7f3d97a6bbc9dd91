package org.beibu.probe.timing;

import java.nio.ByteBuffer;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.PacketHandler;

/**
 * Packets of connections that never were. Whoever is about to capture live times them first, into
 * nothing, so that the compiler has been through the code when the first real packet comes: cold,
 * it takes ten times as long a packet, and a busy link fills the kernel's buffer meanwhile.
 *
 * <p>Half of the connections are IPv4, half IPv6; in a quarter of them a segment comes late, is
 * SACKed and sent again; a quarter has no timestamps. All of them run at the same time. The
 * addresses are of the documentation prefixes.
 */
public final class Rehearsal {
    /** Packets that {@link #run} hands over. */
    public static final int PACKETS = 358_400;

    private static final int CONNECTIONS = 64;
    private static final int ETHERNET = 1;
    private static final int SYN = DecodedPacket.SYN;
    private static final int ACK = DecodedPacket.ACK;
    private static final int PSH = DecodedPacket.PSH;
    private static final int FIN = DecodedPacket.FIN;
    private static final long BEGIN_NANOS = 1_000_000_000_000_000_000L;
    private static final long NANOS_A_PACKET = 5_000;

    /** From the server (1) | flags | sequence number | payload | acknowledgment | SACK from, to. */
    private static final int[][] PLAIN = {
        {0, SYN, 0, 0, 0, 0, 0},
        {1, SYN | ACK, 0, 0, 1, 0, 0},
        {0, ACK, 1, 0, 1, 0, 0},
        {0, ACK | PSH, 1, 300, 1, 0, 0},
        {1, ACK, 1, 1400, 301, 0, 0},
        {1, ACK, 1401, 1400, 301, 0, 0},
        {0, ACK, 301, 0, 2801, 0, 0},
        {1, ACK | PSH, 2801, 700, 301, 0, 0},
        {0, ACK, 301, 0, 3501, 0, 0},
        {0, ACK | PSH, 301, 200, 3501, 0, 0},
        {1, ACK | PSH, 3501, 500, 501, 0, 0},
        {0, ACK | FIN, 501, 0, 4001, 0, 0},
        {1, ACK | FIN, 4001, 0, 502, 0, 0},
        {0, ACK, 502, 0, 4002, 0, 0},
    };

    private static final int[][] LOSSY = {
        {0, SYN, 0, 0, 0, 0, 0},
        {1, SYN | ACK, 0, 0, 1, 0, 0},
        {0, ACK, 1, 0, 1, 0, 0},
        {0, ACK | PSH, 1, 300, 1, 0, 0},
        {1, ACK, 1, 1400, 301, 0, 0},
        {1, ACK, 2801, 1400, 301, 0, 0},
        {0, ACK, 301, 0, 1401, 2801, 4201},
        {1, ACK, 1401, 1400, 301, 0, 0},
        {0, ACK, 301, 0, 4201, 0, 0},
        {1, ACK, 1401, 1400, 301, 0, 0},
        {1, ACK | PSH, 4201, 500, 301, 0, 0},
        {0, ACK | FIN, 301, 0, 4701, 0, 0},
        {1, ACK | FIN, 4701, 0, 302, 0, 0},
        {0, ACK, 302, 0, 4702, 0, 0},
    };

    private static final int ROUNDS = PACKETS / CONNECTIONS / PLAIN.length;

    private final ByteBuffer frame = ByteBuffer.allocateDirect(256);
    private final CapturedPacket packet = new CapturedPacket().onInterface(0, ETHERNET);
    private long nanos = BEGIN_NANOS;

    private Rehearsal() {}

    /** Hands over all packets; takes about half a second of CPU the first time. */
    public static void run(PacketHandler handler) {
        Rehearsal rehearsal = new Rehearsal();
        for (int round = 0; round < ROUNDS; round++) {
            for (int step = 0; step < PLAIN.length; step++) {
                for (int connection = 0; connection < CONNECTIONS; connection++) {
                    rehearsal.segment(handler, round * CONNECTIONS + connection, step);
                }
            }
        }
    }

    private void segment(PacketHandler handler, int connection, int step) {
        boolean late = connection % 4 == 3;
        boolean timestamps = connection % 8 < 6;
        int[] row = (late ? LOSSY : PLAIN)[step];
        int options = (timestamps ? 12 : 0) + (row[5] == row[6] ? 0 : 12);
        int at = network(connection, row, 20 + options);
        int client = 1024 + connection % 60_000;
        boolean fromServer = row[0] == 1;
        frame.putShort(at, (short) (fromServer ? 443 : client));
        frame.putShort(at + 2, (short) (fromServer ? client : 443));
        frame.putInt(at + 4, row[2]);
        frame.putInt(at + 8, row[4]);
        frame.putInt(at + 12, (20 + options) << 26 | row[1] << 16 | 0xffff);
        frame.putInt(at + 16, 0);
        int end = at + 20;
        if (timestamps) {
            frame.putInt(end, 0x0101_080a);
            frame.putInt(end + 4, step + 1);
            frame.putInt(end + 8, step);
            end += 12;
        }
        if (row[5] != row[6]) {
            frame.putInt(end, 0x0101_050a);
            frame.putInt(end + 4, row[5]);
            frame.putInt(end + 8, row[6]);
            end += 12;
        }
        nanos += NANOS_A_PACKET;
        handler.onPacket(packet.wrap(frame, 0, end, end + row[3], nanos));
    }

    /** Writes Ethernet and IP headers; gives where the TCP header starts. */
    private int network(int connection, int[] row, int headerLength) {
        int length = headerLength + row[3];
        int source = row[0] == 1 ? 1 : 2;
        int destination = 3 - source;
        if (connection % 2 == 0) {
            frame.putShort(12, (short) 0x0800);
            frame.putLong(14, 0x4500L << 48 | (long) (20 + length) << 32 | (nanos & 0xffff) << 16);
            frame.putInt(22, 0x4006_0000);
            frame.putInt(26, 0xc000_0200 + source);
            frame.putInt(30, 0xc000_0200 + destination);
            return 34;
        }
        frame.putShort(12, (short) 0x86dd);
        frame.putLong(14, 6L << 60 | (long) length << 16 | 0x0640);
        frame.putLong(22, 0x2001_0db8_0000_0000L);
        frame.putLong(30, source);
        frame.putLong(38, 0x2001_0db8_0000_0000L);
        frame.putLong(46, destination);
        return 54;
    }
}
