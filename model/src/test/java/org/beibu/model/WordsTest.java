package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes on disk, names in outputs, and what the constructors refuse. */
class WordsTest {

    @Test
    void publishedCodesNeverChange() {
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
                List.of(Method.values()).stream().map(Method::code).toList());
        assertEquals(
                List.of(
                        "handshake",
                        "timestamp",
                        "data-ack",
                        "quic-spin",
                        "quic-handshake",
                        "dns",
                        "icmp",
                        "icmpv6",
                        "stamp",
                        "tcp-connect",
                        "icmp-echo",
                        "icmpv6-echo",
                        "dns-query",
                        "smokeping",
                        "ripe-atlas",
                        "imported"),
                List.of(Method.values()).stream().map(Method::toString).toList());
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7),
                List.of(Metric.values()).stream().map(Metric::code).toList());
        assertEquals(
                List.of("far", "near", "forward", "backward", "ipdv", "clock-error", "end-to-end"),
                List.of(Metric.values()).stream().map(Metric::toString).toList());
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5),
                List.of(ClockQuality.values()).stream().map(ClockQuality::code).toList());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void methodsReadBackByCodeAndName(Method method) {
        assertEquals(Optional.of(method), Method.ofCode(method.code()));
        assertEquals(method, Method.parse(method.toString()));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void metricsReadBackByCodeAndName(Metric metric) {
        assertEquals(Optional.of(metric), Metric.ofCode(metric.code()));
        assertEquals(metric, Metric.parse(metric.toString()));
    }

    @ParameterizedTest
    @EnumSource(ClockQuality.class)
    void clockQualitiesReadBackByCode(ClockQuality quality) {
        assertEquals(Optional.of(quality), ClockQuality.ofCode(quality.code()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-128, -1, 17, 127})
    void codesOfANewerWriterAreUnknownNotWrong(int code) {
        assertEquals(Optional.empty(), Method.ofCode(code));
        assertEquals(Optional.empty(), Metric.ofCode(code));
        assertEquals(Optional.empty(), ClockQuality.ofCode(code));
        assertThrows(IllegalArgumentException.class, () -> Method.parse("HANDSHAKE"));
        assertThrows(IllegalArgumentException.class, () -> Metric.parse(""));
    }

    @Test
    void pathReadsBackAsWritten() {
        assertEquals(new PathId("VN-HAN", "gz-1"), PathId.parse("VN-HAN/gz-1"));
        assertEquals("-/-", new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN).toString());
        assertThrows(IllegalArgumentException.class, () -> PathId.parse("VN-HAN"));
        assertThrows(IllegalArgumentException.class, () -> PathId.parse("/gz-1"));
        assertThrows(IllegalArgumentException.class, () -> PathId.parse("VN-HAN/"));
    }

    @Test
    void pathsAreOrderedByRouteThenExit() {
        assertTrue(PathId.parse("LA-VTE/z").compareTo(PathId.parse("VN-HAN/a")) < 0);
        assertTrue(PathId.parse("VN-HAN/a").compareTo(PathId.parse("VN-HAN/b")) < 0);
        assertEquals(0, PathId.parse("VN-HAN/a").compareTo(PathId.parse("VN-HAN/a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-a", "GZ-1", "gz_1", "a-name-of-17-char"})
    void exitNamesThatTheJournalCannotHoldAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Exit(name, "", "", "", 0));
    }

    @Test
    void asNumbersAreUnsigned32Bit() {
        assertEquals(4294967295L, new Exit("gz-1", "", "", "", 4294967295L).upstreamAs());
        assertThrows(
                IllegalArgumentException.class, () -> new Exit("gz-1", "", "", "", 4294967296L));
        assertThrows(IllegalArgumentException.class, () -> new Exit("gz-1", "", "", "", -1));
    }

    @Test
    void routesCopyTheirPrefixesAndRefuseLongIds() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AseanRoute("VN-HANOIX", "VN", "", "", 0, 0, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AseanRoute("VN-HAN", "VN", "", "", 0, 180.1, List.of()));
    }

    @Test
    void delaysOutsideZeroToSixtySecondsAreNone() {
        assertEquals(0, sample(0, 0).delayNanos());
        assertEquals(60_000_000_000L, sample(60_000_000_000L, 0xffff).delayNanos());
        assertThrows(IllegalArgumentException.class, () -> sample(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> sample(60_000_000_001L, 0));
        assertThrows(IllegalArgumentException.class, () -> sample(1, 0x10000));
    }

    private static TimingSample sample(long delayNanos, int flags) {
        return new TimingSample(
                1,
                Method.HANDSHAKE,
                Metric.FAR_ROUND_TRIP,
                delayNanos,
                Prefix.parse("192.0.2.0/24"),
                PathId.parse("VN-HAN/gz-1"),
                flags,
                ClockQuality.KERNEL);
    }

    @Test
    void halfTheEarthIsTheLongestGreatCircle() {
        assertEquals(Math.PI * 6371.0088, FibreFloor.greatCircleKilometres(0, 0, 0, 180), 1e-6);
        assertEquals(0, FibreFloor.greatCircleKilometres(22.8, 108.4, 22.8, 108.4), 1e-9);
        // 1000 km out and back: 2 * 1000 * 1.4682 / 299792.458 s
        assertEquals(9_794_776, FibreFloor.roundTripNanos(1000));
    }
}
