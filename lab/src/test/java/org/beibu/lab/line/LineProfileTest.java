package org.beibu.lab.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineProfileTest {
    @Test
    void changesAreReadWithTheirUnits() {
        LineProfile profile =
                LineProfile.CLEAR
                        .with("delay=1.5ms")
                        .with("jitter=2ms")
                        .with("loss=2%")
                        .with("rate=4Mbit")
                        .with("queue=60ms")
                        .with("down=yes");

        assertEquals(
                new LineProfile(1_500_000, 2_000_000, 0.02, 4_000_000, 60_000_000, true), profile);
    }

    @Test
    void whatIsPrintedCanBeReadAgain() {
        LineProfile profile =
                new LineProfile(7_000_000, 250_000, 0.125, 3_000_000, 1_000_000, true);
        LineProfile read = LineProfile.CLEAR;
        for (String change : profile.toString().split(" ", -1)) {
            read = read.with(change);
        }

        assertEquals(profile, read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay=15",
                "delay=-1ms",
                "loss=101%",
                "down=maybe",
                "colour=red",
                "delay",
                "=1ms"
            })
    void whatMakesNoSenseIsRefused(String change) {
        assertThrows(IllegalArgumentException.class, () -> LineProfile.CLEAR.with(change));
    }

    @Test
    void packetsAreToldApartByEitherAddress() {
        DestinationClasses classes = new DestinationClasses(List.of("198.18.10.0", "198.18.20.0"));

        assertEquals(1, classes.of(frame(0xc612_0a01, 0xc633_6412), 60));
        assertEquals(2, classes.of(frame(0xc633_6412, 0xc612_14ff), 60));
        assertEquals(0, classes.of(frame(0xc633_6412, 0xc612_1e01), 60));
        assertEquals(0, classes.of(frame(0xc612_0a01, 0xc633_6412), 33));
    }

    private static ByteBuffer frame(int source, int destination) {
        ByteBuffer frame = ByteBuffer.allocate(60);
        frame.putShort(12, (short) 0x0800);
        frame.putInt(26, source);
        frame.putInt(30, destination);
        return frame;
    }

    @Test
    void latenessIsToldInSteps() {
        Lateness lateness = new Lateness();
        for (int i = 0; i < 99; i++) {
            lateness.add(15_000);
        }
        lateness.add(3_000_000);

        assertEquals(0.02, lateness.millis(500), 1e-9);
        assertEquals(3.01, lateness.millis(1000), 1e-9);
        assertEquals(
                "frames=100 late_p50_ms=0.02 late_p99_ms=0.02 late_p999_ms=3.01"
                        + " late_worst_ms=3.000",
                lateness.reportAndClear());
        assertEquals(0, lateness.count());
    }
}
