package org.beibu.probe.connect;

import java.nio.ByteBuffer;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.runtime.counters.Counters;

/**
 * Fuzz target: raw IP packets of one connect, in any order and form.
 *
 * <pre>
 *   packets: milliseconds since the last (u8) | 0 theirs, else ours | length (u8) | octets
 * </pre>
 */
public final class SegmentsFuzz {
    private static final int HEAD = 3;

    private SegmentsFuzz() {}

    /** Seeds by name. */
    public static Map<String, byte[]> seeds() {
        ByteBuffer talk = ByteBuffer.allocate(2 * (HEAD + 40));
        put(talk, 1, 0x02, 0xc000_0201, 0xc633_6407, 700, 0);
        put(talk, 0, 0x12, 0xc633_6407, 0xc000_0201, 9, 701);
        return Map.of("connect", talk.array());
    }

    private static void put(
            ByteBuffer talk, int ours, int flags, int from, int to, int number, int acknowledged) {
        int at = talk.position() + HEAD;
        talk.put((byte) 30).put((byte) ours).put((byte) 40);
        talk.put(at, (byte) 0x45).putShort(at + 2, (short) 40).put(at + 9, (byte) 6);
        talk.putInt(at + 12, from).putInt(at + 16, to);
        talk.putShort(at + 20, (short) (ours == 0 ? 443 : 61_000));
        talk.putShort(at + 22, (short) (ours == 0 ? 61_000 : 443));
        talk.putInt(at + 24, number).putInt(at + 28, acknowledged);
        talk.put(at + 32, (byte) 0x50).put(at + 33, (byte) flags);
        talk.position(at + 40);
    }

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        Segments segments = new Segments();
        segments.begin(Address.parse("198.51.100.7"), 443);
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket packet = new DecodedPacket();
        CapturedPacket captured = new CapturedPacket();
        captured.onInterface(0, LinkType.RAW);
        long now = 1_000_000_000L;
        for (int at = 0; at + HEAD < data.length; ) {
            int length = Math.min(data[at + 2] & 0xff, data.length - at - HEAD);
            now += (data[at] & 0xff) * 1_000_000L;
            captured.wrap(ByteBuffer.wrap(data), at + HEAD, length, length, now);
            if (decoder.decode(captured, packet) && packet.transport() == DecodedPacket.TCP) {
                take(segments, packet, data[at + 1] != 0);
            }
            at += HEAD + length;
        }
    }

    private static void take(Segments segments, DecodedPacket packet, boolean ours) {
        Segments.Seen seen = ours ? segments.sent(packet) : segments.received(packet);
        boolean answer = seen == Segments.Seen.SYN_ACK || seen == Segments.Seen.RST;
        check(!answer || segments.synNanos() > 0, "no answer before its SYN");
        check(!answer || packet.epochNanos() >= segments.synNanos(), "no negative delay");
        check(!answer || !segments.isRetransmitted(), "none after a second SYN");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
