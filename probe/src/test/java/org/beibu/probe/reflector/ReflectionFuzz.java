package org.beibu.probe.reflector;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReplyTlvs;
import org.beibu.probe.stamp.SenderPacket;
import org.beibu.probe.stamp.StampVectors;
import org.beibu.probe.stamp.TlvIntegrity;
import org.beibu.probe.udp.ArrivingDatagram;

/**
 * Fuzz target: what a Session-Reflector makes of any packets, and a Session-Sender of the answers.
 *
 * <pre>
 *   0 bits 0-1 stateless, stateful, authenticated, authenticated and stateful | bit 2 sign them here
 *   then packets: length (u16, modulo 2048) | octets
 * </pre>
 */
public final class ReflectionFuzz {
    private static final int MOST_PACKETS = 16;
    private static final int LONGEST = 2_048;

    private static final ReflectorLimits FEW_SESSIONS =
            new ReflectorLimits(4, Duration.ofSeconds(9), 1_000, LONGEST);

    private static final List<ReflectorCounter> REFUSALS =
            Stream.of(ReflectorCounter.values())
                    .filter(counter -> counter.name().startsWith("REFUSED_"))
                    .toList();

    private ReflectionFuzz() {}

    /** One input; throws when a promise is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 3) {
            return;
        }
        boolean signed = (data[0] & 2) != 0;
        ReflectorConfig config = signed ? ReflectorBench.authenticated() : ReflectorBench.open();
        config = config.with(config.policy().withState((data[0] & 1) != 0));
        ReflectorBench bench = new ReflectorBench(config.with(FEW_SESSIONS));
        int at = 1;
        for (int i = 0; i < MOST_PACKETS && data.length - at >= 2; i++) {
            int length = ((data[at] & 0xff) << 8 | (data[at + 1] & 0xff)) % LONGEST;
            at += 2;
            byte[] packet = Arrays.copyOfRange(data, at, Math.min(data.length, at + length));
            at += packet.length;
            if ((data[0] & 4) != 0) {
                sign(packet);
            }
            answer(bench, packet, config.policy().mode());
        }
        check(counted(bench) == bench.count(ReflectorCounter.RECEIVED), "counted once");
    }

    private static void sign(byte[] packet) {
        SenderPacket sender = new SenderPacket();
        ByteBuffer buffer = ByteBuffer.wrap(packet);
        if (sender.wrap(buffer, 0, packet.length, PacketMode.AUTHENTICATED)) {
            new Authenticator(StampVectors.keys()).sign(sender, 0);
        }
    }

    private static void answer(ReflectorBench bench, byte[] packet, PacketMode mode) {
        ArrivingDatagram datagram = bench.datagram.payload(packet);
        int length = bench.reflection.onDatagram(datagram.get());
        check(length == 0 || length == Math.max(packet.length, mode.length()), "as long as asked");
        if (length == 0) {
            return;
        }
        var answer = datagram.read(length, mode);
        check(answer.senderSequenceNumber() == first(packet), "number copied");
        check(answer.senderTtl() == 57, "TTL");
        Authenticator keys = new Authenticator(StampVectors.keys());
        if (mode == PacketMode.AUTHENTICATED) {
            check(keys.verify(answer) == 0, "signed");
        }
        new ReplyTlvs().read(answer.buffer(), answer.tlvsAt(), answer.end());
        int key = mode == PacketMode.AUTHENTICATED ? 0 : Authenticator.NO_KEY;
        new TlvIntegrity(keys).check(answer, key);
        check(
                datagram.isUntouchedBehind(Math.max(length, packet.length)),
                "nothing written behind");
    }

    private static int first(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(0);
    }

    private static long counted(ReflectorBench bench) {
        long sum = bench.count(ReflectorCounter.ANSWERED);
        for (ReflectorCounter counter : REFUSALS) {
            sum += bench.count(counter);
        }
        return sum;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
