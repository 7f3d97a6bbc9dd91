package org.beibu.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up full tables as octets: AS_PATH of two to seven AS numbers, two to nine communities, MED
 * on a third of the paths. Everything follows from the numbers of prefix and exit.
 */
final class FullTable {
    private static final int ROW_IPV4 = 6;
    private static final int ROW_IPV6 = 4;
    private static final int LONGEST = 320;

    private FullTable() {}

    private static long mix(long value) {
        long mixed = value * 0x9e37_79b9_7f4a_7c15L;
        mixed ^= mixed >>> 29;
        mixed *= 0xbf58_476d_1ce4_e5b9L;
        return mixed ^ mixed >>> 32;
    }

    static ByteBuffer initiation() {
        return ByteBuffer.allocate(6).put((byte) 3).putInt(6).put((byte) 4).flip();
    }

    private static void header(ByteBuffer into, int type, int exit) {
        into.put((byte) 3).putInt(0).put((byte) type);
        into.put((byte) 0).put((byte) 0x40).putLong(0).putLong(0).putInt(0);
        into.putInt(0xc633_6401 + exit).putInt(64511 + exit).putInt(0xc633_6401 + exit);
        into.putInt(1_700_000_000).putInt(0);
    }

    private static ByteBuffer ended(ByteBuffer message, int from) {
        return message.putInt(from + 1, message.position() - from);
    }

    static ByteBuffer peerUp(int exit) {
        ByteBuffer message = ByteBuffer.allocate(256);
        header(message, 3, exit);
        message.put(new byte[20]);
        open(message, 64500);
        open(message, 64511 + exit);
        return ended(message, 0).flip();
    }

    private static void open(ByteBuffer into, int asNumber) {
        into.putLong(-1).putLong(-1).putShort((short) 49).put((byte) 1).put((byte) 4);
        into.putShort((short) asNumber).putShort((short) 90).putInt(0xc000_0201);
        into.put((byte) 20).put((byte) 2).put((byte) 18);
        into.putInt(0x0104_0001).putShort((short) 1).putInt(0x0104_0002).putShort((short) 1);
        into.putShort((short) 0x4104).putInt(asNumber);
    }

    static ByteBuffer peerDown(int exit) {
        ByteBuffer message = ByteBuffer.allocate(64);
        header(message, 2, exit);
        return ended(message.put((byte) 4), 0).flip();
    }

    /** Route Monitoring of these prefixes, one a message, at each exit. */
    static ByteBuffer monitoring(boolean six, int from, int to, int exits) {
        ByteBuffer batch = ByteBuffer.allocate((to - from) * exits * LONGEST);
        for (int prefix = from; prefix < to; prefix++) {
            for (int exit = 0; exit < exits; exit++) {
                int start = batch.position();
                header(batch, 0, exit);
                update(batch, six, prefix, 1, exit, false);
                ended(batch, start);
            }
        }
        return batch.flip();
    }

    /** UPDATE messages of IPv4 with path identifiers, so many prefixes in each. */
    static List<byte[]> updates(int from, int to, int exits, int together) {
        List<byte[]> updates = new ArrayList<>();
        ByteBuffer one = ByteBuffer.allocate(LONGEST + together * 8);
        for (int prefix = from; prefix < to; prefix += together) {
            for (int exit = 0; exit < exits; exit++) {
                one.clear();
                update(one, false, prefix, Math.min(together, to - prefix), exit, true);
                byte[] octets = new byte[one.flip().remaining()];
                one.get(octets);
                updates.add(octets);
            }
        }
        return updates;
    }

    private static void update(
            ByteBuffer into, boolean six, int prefix, int count, int exit, boolean pathIds) {
        int start = into.position();
        into.putLong(-1).putLong(-1).putShort((short) 0).put((byte) 2).putShort((short) 0);
        int attributes = into.position();
        into.putShort((short) 0);
        if (six) {
            into.put((byte) 0x80).put((byte) 14).put((byte) 28).putInt(0x0002_0110);
            into.putLong(0x2001_0db8_0000_0000L).putLong(exit + 1).put((byte) 0);
            into.put((byte) 48).putShort((short) 0x2001).putInt(prefix);
        }
        attributes(into, six, (six ? prefix / ROW_IPV6 : prefix / ROW_IPV4) * 31L + exit, exit);
        into.putShort(attributes, (short) (into.position() - attributes - 2));
        for (int i = 0; i < (six ? 0 : count); i++) {
            if (pathIds) {
                into.putInt(exit + 1);
            }
            into.putInt(24 << 24 | prefix + i + (1 << 20));
        }
        into.putShort(start + 16, (short) (into.position() - start));
    }

    private static void attributes(ByteBuffer into, boolean six, long seed, int exit) {
        long random = mix(seed);
        into.putInt(0x4001_0100);
        int hops = 1 + (int) (random & 3) + (int) (random >>> 2 & 3);
        into.put((byte) 0x40).put((byte) 2).put((byte) (2 + 4 * (hops + 1)));
        into.put((byte) 2).put((byte) (hops + 1)).putInt(64511 + exit);
        for (int hop = 0; hop < hops; hop++) {
            into.putInt(1 + (int) (mix(seed + 7L * hop) >>> 1 & 0xffff));
        }
        if (!six) {
            into.put((byte) 0x40).putShort((short) 0x0304).putInt(0xc633_6401 + exit);
        }
        if (random % 3 == 0) {
            into.put((byte) 0x80).putShort((short) 0x0404).putInt((int) (random >>> 8 & 0xff));
        }
        int communities = 2 + (int) (random >>> 20 & 7);
        into.put((byte) 0xc0).put((byte) 8).put((byte) (4 * communities));
        for (int i = 0; i < communities; i++) {
            into.putInt((int) mix(random % 1000 + i) & 0x7fff_ffff);
        }
    }
}
