package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.NO_OPTIONS;
import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.u16;
import static org.beibu.probe.capture.Frames.u32;
import static org.beibu.probe.capture.Frames.udp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.beibu.model.TimingSample;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.runtime.counters.Counters;

/**
 * Fuzz target: packets between two hosts, through decoder and matchers. The packets are sound up to
 * their transport header, so that the fuzzer spends its time behind it: on sequence numbers, and on
 * what DNS, QUIC, STAMP and ICMP packets hold.
 *
 * <pre>
 *   each packet   0 kind (3 bits), direction (1), gap, powers of two of a microsecond (4)
 *                 1 length of what follows
 *   TCP           flags | sequence number 2 | acknowledgment 2 | length | TSval | TSecr | SACK 2, 2
 *   else          payload of UDP (kinds 1 to 5, by port), the message of ICMP (6, 7)
 * </pre>
 */
public final class PassiveTimingFuzz {
    /** Ports of the other end: DNS, QUIC, STAMP, TWAMP light, a tunnel. */
    private static final int[] PORTS = {53, 443, 862, 10000, 4789};

    private static final int CLIENT = 0xc0000201;
    private static final int SERVER = 0xc6336402;

    /** So long between two inputs that nothing of the first is left: a new timer costs more. */
    private static final long PAUSE_NANOS = 3_600_000_000_000L;

    private static final PacketTimer TIMER =
            new PacketTimer(
                    PassiveConfig.DEFAULT.withMaxFlows(64),
                    PassiveTimingFuzz::checkTiming,
                    new Counters());

    private static final long FIRST_NANOS = 1_700_000_000_000_000_000L;
    private static final long LAST_NANOS = 8_000_000_000_000_000_000L;
    private static long latest = FIRST_NANOS;

    private PassiveTimingFuzz() {}

    /** One input; throws when a promise of the matchers is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.ETHERNET);
        latest = latest > LAST_NANOS ? FIRST_NANOS : latest + PAUSE_NANOS;
        long now = latest;
        int at = 0;
        while (at + 2 <= data.length) {
            int head = data[at] & 0xff;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            now += head >>> 4 == 15 ? -1_000_000 : 1000L << (head >>> 4);
            byte[] content = Arrays.copyOfRange(data, at + 2, at + 2 + length);
            byte[] frame = frame(head & 7, (head & 8) != 0, content);
            packet.wrap(ByteBuffer.wrap(frame), 0, frame.length, frame.length, now);
            TIMER.onPacket(packet);
            at += 2 + length;
        }
    }

    private static void checkTiming(PassiveTiming timing) {
        long delay = timing.delayNanos();
        if (delay < 0 || delay > TimingSample.MAX_DELAY_NANOS) {
            throw new AssertionError("a delay of " + delay);
        }
    }

    private static byte[] frame(int kind, boolean back, byte[] content) {
        return switch (kind) {
            case 0 -> ipv4(6, back, segment(back, Arrays.copyOf(content, 14)));
            case 6 -> ipv4(1, back, content);
            case 7 -> ethernet(0x86dd, Frames.ipv6(58, content));
            default -> {
                int port = PORTS[kind - 1];
                int length = 8 + content.length;
                yield ipv4(
                        17, back, udp(back ? port : 49152, back ? 49152 : port, length, content));
            }
        };
    }

    private static byte[] ipv4(int protocol, boolean back, byte[] payload) {
        byte[] packet = Frames.ipv4(protocol, payload);
        ByteBuffer.wrap(packet)
                .putInt(12, back ? SERVER : CLIENT)
                .putInt(16, back ? CLIENT : SERVER);
        return ethernet(0x0800, packet);
    }

    private static byte[] segment(boolean back, byte[] fields) {
        ByteBuffer in = ByteBuffer.wrap(fields);
        int flags = in.get(0);
        byte[] options = NO_OPTIONS;
        if (in.get(6) != 0) {
            options = timestamps(in.get(6) & 0xff, in.get(7) & 0xff);
        }
        if (in.getInt(8) != 0) {
            byte[] edges = join(u32(in.getShort(8)), u32(in.getShort(10)));
            options = join(options, hex("0101050a"), edges);
        }
        int words = 5 + options.length / 4;
        return join(
                u16(back ? 443 : 49152),
                u16(back ? 49152 : 443),
                u32(in.getShort(1)),
                u32(in.getShort(3)),
                new byte[] {(byte) (words << 4), (byte) flags},
                hex("ffff 0000 0000"),
                options,
                new byte[in.get(5) & 0xff]);
    }
}
