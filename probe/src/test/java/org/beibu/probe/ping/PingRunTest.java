package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorPolicy;
import org.beibu.probe.stamp.ClassOfService;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.HmacKey;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pings a real reflector on loopback, straight or through a relay that loses and doubles. */
@Tag("scenario")
class PingRunTest {
    private static final EpochNanoClock CLOCK = new SystemEpochNanoClock();
    private static final Address LOOPBACK = Address.parse("127.0.0.1");
    private static final ClockState.Source FREE = () -> ClockState.UNSYNCHRONISED;
    private static final ClockState.Source GOOD = () -> new ClockState(true, 5_000, SyncSource.PTP);
    private static final RequestFormat OPEN = RequestFormat.of(PacketMode.OPEN).withSsid(77);
    private static final KeyRing KEYS = new KeyRing(List.of(HmacKey.parse(1, "0f".repeat(32))));

    /** What a run told. */
    private static final class Told implements PingListener {
        final List<PingReply> replies = new ArrayList<>();
        @Nullable PingFigures figures;

        @Override
        public void onReply(PingReply reply) {
            replies.add(reply);
        }

        @Override
        public void onEnd(PingFigures end) {
            figures = end;
        }

        PingFigures figures() {
            PingFigures end = figures;
            assertNotNull(end);
            return end;
        }
    }

    private static Reflector reflector(boolean stateful, KeyRing keys, ClockState.Source state)
            throws Exception {
        ReflectorConfig config =
                ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0"))
                        .with(ReflectorPolicy.DEFAULT.withState(stateful));
        Reflector reflector =
                new Reflector(
                        keys.isEmpty() ? config : config.authenticated(keys),
                        CLOCK,
                        state,
                        new Counters());
        reflector.start();
        return reflector;
    }

    private static int port(Reflector reflector) {
        return reflector.addresses().get(0).port();
    }

    private static Told ping(int port, RequestFormat format, KeyRing keys, int count)
            throws Exception {
        return ping(port, format, keys, count, FREE);
    }

    private static Told ping(
            int port, RequestFormat format, KeyRing keys, int count, ClockState.Source state)
            throws Exception {
        return ping(new Destination(LOOPBACK, port, null, 0), format, keys, count, state);
    }

    private static Told ping(
            Destination to, RequestFormat format, KeyRing keys, int count, ClockState.Source state)
            throws Exception {
        PingConfig.Pace pace =
                new PingConfig.Pace(count, Duration.ofMillis(2), Duration.ofMillis(1_500), 0);
        Told told = new Told();
        PingRun.Clocks clocks = new PingRun.Clocks(CLOCK, SystemNanoClock.INSTANCE, state);
        try (PingRun run =
                new PingRun(
                        new PingConfig(to, PingConfig.Way.ANY, format, keys, pace), clocks, told)) {
            run.start();
            run.await();
        }
        return told;
    }

    @Test
    void everyPacketIsAnsweredAndTimedByTheKernel() throws Exception {
        try (Reflector reflector = reflector(true, KeyRing.NONE, FREE)) {
            Told told = ping(port(reflector), OPEN, KeyRing.NONE, 20);

            SessionFigures session = told.figures().session();
            assertEquals(20, session.sent());
            assertEquals(20, session.received());
            assertEquals(20, told.replies.size());
            assertEquals(20, session.roundTrip().count());
            assertEquals(Map.of(), told.figures().refused());
            assertTrue(told.figures().ssid());
            for (int i = 0; i < 20; i++) {
                PingReply reply = told.replies.get(i);
                assertEquals(i, reply.sequence());
                assertEquals(i, reply.reflectorSequence());
                assertEquals(44, reply.octets());
                assertTrue(reply.delayNanos() > 0 && reply.delayNanos() < 1_000_000_000L);
            }
        }
    }

    @Test
    void lossAndDuplicatesAreToldByDirection() throws Exception {
        // Forward: 3 and 11 are lost, 5 comes twice. Backward, by the reflector's numbers: 7 lost.
        try (Reflector reflector = reflector(true, KeyRing.NONE, FREE);
                Relay relay =
                        new Relay(
                                port(reflector),
                                44,
                                n -> n == 3 || n == 11 ? 0 : n == 5 ? 2 : 1,
                                n -> n == 7 ? 0 : n == 9 ? 2 : 1)) {
            SessionFigures session = ping(relay.port(), OPEN, KeyRing.NONE, 40).figures().session();

            assertEquals(40, session.sent());
            assertEquals(37, session.received());
            assertTrue(session.isDirectional());
            assertEquals(2, session.forwardLost());
            assertEquals(1, session.backwardLost());
            assertEquals(1, session.forwardDuplicates());
            assertEquals(1, session.backwardDuplicates());
            assertEquals(0, session.late());
        }
    }

    @Test
    void withAStatelessReflectorTheDirectionOfLossIsNotTold() throws Exception {
        try (Reflector reflector = reflector(false, KeyRing.NONE, FREE);
                Relay relay = new Relay(port(reflector), 44, n -> n == 3 ? 0 : 1, n -> 1)) {
            SessionFigures session = ping(relay.port(), OPEN, KeyRing.NONE, 10).figures().session();

            assertEquals(1, session.lost());
            assertFalse(session.isDirectional());
            assertEquals(1, session.undeterminedLost());
        }
    }

    @Test
    void signedPacketsWithTlvsAreAnsweredSigned() throws Exception {
        RequestFormat format =
                RequestFormat.of(PacketMode.AUTHENTICATED)
                        .withSsid(5)
                        .withTlvs(List.of(ClassOfService.request(46)));
        try (Reflector reflector = reflector(false, KEYS, FREE)) {
            Told told = ping(port(reflector), format, KEYS, 3);

            assertEquals(3, told.figures().session().received());
            assertEquals(140, told.replies.get(0).octets());
            assertTrue(told.replies.get(0).tlvs().contains("back 46"), told.replies.toString());
        }
    }

    @Test
    void anOpenPingOfASigningReflectorGetsNothing() throws Exception {
        try (Reflector reflector = reflector(false, KEYS, FREE)) {
            Told told = ping(port(reflector), OPEN, KeyRing.NONE, 2);

            assertEquals(2, told.figures().session().lost());
            assertEquals("there was no reply", told.figures().clocks());
        }
    }

    @Test
    void oneWayDelaysAreToldWhenBothClocksAreGoodEnough() throws Exception {
        try (Reflector reflector = reflector(false, KeyRing.NONE, GOOD)) {
            PingFigures good = ping(port(reflector), OPEN, KeyRing.NONE, 9, GOOD).figures();
            assertEquals("", good.clocks());
            assertTrue(good.session().forward().count() > 0);

            PingFigures poor =
                    ping(
                                    port(reflector),
                                    OPEN,
                                    KeyRing.NONE,
                                    3,
                                    () -> new ClockState(true, 400_000, SyncSource.NTP))
                            .figures();
            assertTrue(poor.clocks().startsWith("the clocks may be off by 0."), poor.clocks());
            assertEquals(0, poor.session().forward().count());

            PingFigures free = ping(port(reflector), OPEN, KeyRing.NONE, 3).figures();
            assertEquals("the clock here is not known to be synchronised", free.clocks());
        }
    }

    @Test
    void ptpStampsGiveTheSameDelays() throws Exception {
        try (Reflector reflector = reflector(false, KeyRing.NONE, FREE)) {
            RequestFormat ptp = OPEN.withTimestamps(TimestampFormat.PTP);
            SessionFigures session =
                    ping(port(reflector), ptp, KeyRing.NONE, 5).figures().session();

            assertEquals(5, session.roundTrip().count());
            assertTrue(session.roundTrip().maxNanos() < 1_000_000_000L);
        }
    }

    @Test
    void itEndsSoonAfterTheLastReply() throws Exception {
        try (Reflector reflector = reflector(true, KeyRing.NONE, FREE)) {
            PingFigures figures = ping(port(reflector), OPEN, KeyRing.NONE, 1).figures();

            assertTrue(figures.elapsedNanos() < 900_000_000L, figures.toString());
        }
    }

    @Test
    void aSourceThatThisMachineDoesNotHaveIsToldAtOnce() {
        String why = complaint(new Destination(LOOPBACK, 9, Address.parse("192.0.2.9"), 0));

        assertEquals("cannot use 192.0.2.9: this machine does not have the address", why);
    }

    @Test
    void anInterfaceThatIsNotThereIsToldAtOnce() {
        Destination to = new Destination(LOOPBACK, 9, null, 0);
        String why = complaint(to, new PingConfig.Way(0, "nowhere7"));

        assertEquals("cannot bind to interface nowhere7: there is no such interface", why);
    }

    @Test
    void whyPacketsWereNotSentIsTold() throws Exception {
        Destination far = new Destination(Address.parse("192.0.2.1"), 9, LOOPBACK, 0);
        PingFigures.NotSent notSent = ping(far, OPEN, KeyRing.NONE, 1, FREE).figures().notSent();

        assertEquals(
                new PingFigures.NotSent(
                        1, "the address and the interface or source do not fit together"),
                notSent);
    }

    private static String complaint(Destination to) {
        return complaint(to, PingConfig.Way.ANY);
    }

    private static String complaint(Destination to, PingConfig.Way way) {
        PingConfig.Pace pace =
                new PingConfig.Pace(1, Duration.ofMillis(2), Duration.ofMillis(50), 0);
        PingRun.Clocks clocks = new PingRun.Clocks(CLOCK, SystemNanoClock.INSTANCE, FREE);
        PingConfig config = new PingConfig(to, way, OPEN, KeyRing.NONE, pace);
        try (PingRun run = new PingRun(config, clocks, new Told())) {
            return String.valueOf(assertThrows(IOException.class, run::start).getMessage());
        }
    }

    @Test
    void itEndsWhenItIsToldTo() throws Exception {
        try (Reflector reflector = reflector(true, KeyRing.NONE, FREE)) {
            PingConfig.Pace pace =
                    new PingConfig.Pace(
                            Long.MAX_VALUE, Duration.ofMillis(2), Duration.ofSeconds(3), 0);
            Destination to = new Destination(Address.parse("127.0.0.1"), port(reflector), null, 0);
            PingRun.Clocks clocks = new PingRun.Clocks(CLOCK, SystemNanoClock.INSTANCE, FREE);
            Told told = new Told();
            try (PingRun run =
                    new PingRun(
                            new PingConfig(to, PingConfig.Way.ANY, OPEN, KeyRing.NONE, pace),
                            clocks,
                            told)) {
                run.start();
                run.stop();
                run.await();
            }
            assertEquals(0, told.figures().session().lost());
        }
    }
}
