package org.beibu.simulator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.AseanRoute;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTimer;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.runtime.counters.Counters;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.bureau.SimulatedPath;
import org.junit.jupiter.api.Test;

class SimulatedCaptureTest {
    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1000 * MILLIS;

    private final SimulatedBureau bureau = new SimulatedBureau();
    private long now = 1_800_000_000L * SECOND;
    private final SimulatedCapture capture = new SimulatedCapture(1, bureau, () -> now);

    /** Far halves by VLAN and route id. */
    private final Map<String, List<Long>> farDelays = new HashMap<>();

    private final Counters counters = new Counters();
    private final PacketDecoder decoder = new PacketDecoder(counters);
    private final DecodedPacket segment = new DecodedPacket();
    private final PassiveTimer timer =
            new PassiveTimer(
                    PassiveConfig.DEFAULT, new CaptureClock(counters), this::onTiming, counters);

    private void onTiming(PassiveTiming timing) {
        AseanRoute route = bureau.catalogue().lookup(timing.hostHigh(), timing.hostLow());
        if (route != null) {
            farDelays
                    .computeIfAbsent(timing.vlanOuter() + route.id(), key -> new ArrayList<>())
                    .add(timing.delayNanos());
        }
    }

    private void onPacket(CapturedPacket packet) {
        assertTrue(packet.epochNanos() <= now, "a packet came before its time");
        assertTrue(packet.epochNanos() > now - MILLIS, "a packet came too late");
        assertTrue(decoder.decode(packet, segment));
        timer.onSegment(segment);
    }

    private void pass(long nanos) {
        for (long end = now + nanos; now < end; now += MILLIS) {
            capture.poll(this::onPacket, 1000);
        }
    }

    private static long median(List<Long> delays) {
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static long median(Map<String, List<Long>> farDelays, SimulatedPath path) {
        List<Long> delays =
                farDelays.getOrDefault(path.exit().vlan() + path.route().id(), List.of());
        assertTrue(delays.size() >= 3, path.route().id() + " has " + delays.size() + " timings");
        return median(delays);
    }

    @Test
    void everyPathHasSeveralTimingsEverySecond() {
        capture.start();
        pass(2 * SECOND);

        for (int second = 0; second < 10; second++) {
            farDelays.clear();
            pass(SECOND);
            for (SimulatedPath path : bureau.paths()) {
                long median = median(farDelays, path);
                assertTrue(median > path.route().fibreFloorNanos(), "below the fibre floor");
                assertTrue(median < 3 * path.roundTripNanos() + 50 * MILLIS);
            }
        }
        assertTrue(capture.statistics().received() > 12 * 1000, "fewer than 1000 a second");
        assertTrue(capture.statistics().received() < 12 * 6000, "more than 6000 a second");
    }

    @Test
    void addedDelayIsFeltByEveryRouteOfItsExitAndByNoOther() {
        capture.start();
        pass(10 * SECOND);
        Map<String, List<Long>> before = new HashMap<>(farDelays);
        farDelays.clear();

        bureau.addedDelays().setAdded("nn-2", Duration.ofMillis(30));
        pass(SECOND);
        farDelays.clear();
        pass(10 * SECOND);

        for (SimulatedPath path : bureau.paths()) {
            long added = median(farDelays, path) - median(before, path);
            long expected = path.exit().exit().name().equals("nn-2") ? 30 * MILLIS : 0;
            assertTrue(Math.abs(added - expected) < 5 * MILLIS, path.route().id() + " " + added);
        }
    }

    @Test
    void pollHandsOverNoMoreThanTheLimit() {
        capture.start();
        now += SECOND;
        int[] handed = {0};

        int polled = capture.poll(packet -> handed[0]++, 7);

        assertEquals(7, polled);
        assertEquals(7, handed[0]);
    }

    @Test
    void closedSourceHasEnded() {
        capture.start();
        capture.close();

        assertEquals(PacketSource.END, capture.poll(packet -> {}, 1));
    }

    @Test
    void unknownExitIsNamedWithThoseThatThereAre() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> bureau.addedDelays().setAdded("xx-9", Duration.ZERO));

        assertEquals("no exit 'xx-9'; there are [gz-1, nn-2, hk-3]", refused.getMessage());
    }
}
