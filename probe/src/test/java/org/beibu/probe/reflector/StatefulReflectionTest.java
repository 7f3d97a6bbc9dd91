package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestWriter;
import org.beibu.probe.stamp.StampVectors;
import org.junit.jupiter.api.Test;

/** What a stateful reflector makes of copies, late packets, replays, restarts and many sessions. */
class StatefulReflectionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int NONE = -1;

    private static ReflectorConfig config(PacketMode mode) {
        ReflectorConfig open = ReflectorBench.stateful();
        return mode == PacketMode.OPEN ? open : open.authenticated(StampVectors.keys());
    }

    /** The number of the answer to a packet with this number, sent so many seconds after T1. */
    private static int answer(ReflectorBench bench, PacketMode mode, int number, long seconds) {
        RequestFormat format = RequestFormat.of(mode).withSsid(9);
        RequestWriter writer = new RequestWriter(format, new Authenticator(StampVectors.keys()));
        byte[] octets = new byte[writer.length()];
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        writer.prepare(buffer, 0);
        writer.write(buffer, 0, number, StampVectors.T1 + seconds * SECOND, 0x8e02);
        String answer = bench.answer(octets);
        return answer.isEmpty() ? NONE : ByteBuffer.wrap(HexFormat.of().parseHex(answer)).getInt();
    }

    @Test
    void copiesAndLatePacketsAreAnsweredWithNumbersOfTheirOwn() {
        ReflectorBench bench = new ReflectorBench(config(PacketMode.AUTHENTICATED));

        assertEquals(0, answer(bench, PacketMode.AUTHENTICATED, 0, 0));
        assertEquals(1, answer(bench, PacketMode.AUTHENTICATED, 2, 2));
        assertEquals(2, answer(bench, PacketMode.AUTHENTICATED, 1, 1));
        assertEquals(3, answer(bench, PacketMode.AUTHENTICATED, 1, 1));
        assertEquals(1, bench.count(ReflectorCounter.LATE));
        assertEquals(1, bench.count(ReflectorCounter.DUPLICATES));
    }

    @Test
    void aReplayIsDroppedWhenItWasSignedAndAnsweredWhenItProvesNothing() {
        for (PacketMode mode : PacketMode.values()) {
            ReflectorBench bench = new ReflectorBench(config(mode));
            answer(bench, mode, 0, 0);
            answer(bench, mode, 600, 60);

            int again = answer(bench, mode, 0, 0);

            boolean signed = mode == PacketMode.AUTHENTICATED;
            assertEquals(signed ? NONE : 2, again, mode.name());
            assertEquals(signed ? 1 : 0, bench.count(ReflectorCounter.REFUSED_REPLAYED));
            assertEquals(signed ? 2 : 3, bench.count(ReflectorCounter.ANSWERED));
        }
    }

    @Test
    void aSenderThatBeginsAgainIsCountedFromZero() {
        ReflectorBench bench = new ReflectorBench(config(PacketMode.OPEN));
        answer(bench, PacketMode.OPEN, 0, 0);
        answer(bench, PacketMode.OPEN, 700, 70);

        assertEquals(0, answer(bench, PacketMode.OPEN, 0, 75));
        assertEquals(1, answer(bench, PacketMode.OPEN, 1, 76));
        assertEquals(1, bench.count(ReflectorCounter.SESSIONS_RESTARTED));
        assertEquals(1, bench.count(ReflectorCounter.SESSIONS_OPENED));
    }

    @Test
    void sessionsBeyondTheBoundAreRefusedUntilIdleOnesAreForgotten() {
        ReflectorLimits two = new ReflectorLimits(2, Duration.ofSeconds(10), 1_000, 1_500);
        ReflectorBench bench = new ReflectorBench(config(PacketMode.OPEN).with(two));
        for (int port = 1; port <= 3; port++) {
            bench.datagram.from("192.0.2.1", port);
            assertEquals(port == 3 ? NONE : 0, answer(bench, PacketMode.OPEN, 0, 0));
        }
        assertEquals(1, bench.count(ReflectorCounter.REFUSED_SESSIONS));
        assertEquals(2, bench.reflection.sessions());

        for (int second = 0; second < 11; second++) {
            bench.reflection.onSecond(10);
        }

        assertEquals(0, bench.reflection.sessions());
        assertEquals(2, bench.count(ReflectorCounter.SESSIONS_EXPIRED));
        assertEquals(0, answer(bench, PacketMode.OPEN, 0, 0));
    }

    @Test
    void aSenderWhoseClockWasSetBackIsAnsweredOnceItsSessionIsForgotten() {
        ReflectorBench bench = new ReflectorBench(config(PacketMode.AUTHENTICATED));
        answer(bench, PacketMode.AUTHENTICATED, 900, 90);
        for (int second = 0; second < 11; second++) {
            assertEquals(NONE, answer(bench, PacketMode.AUTHENTICATED, second, second));
            bench.reflection.onSecond(10);
        }

        assertEquals(0, answer(bench, PacketMode.AUTHENTICATED, 11, 11));
        assertEquals(1, bench.count(ReflectorCounter.SESSIONS_EXPIRED));
    }
}
