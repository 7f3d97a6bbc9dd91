package org.beibu.lab.truth;

import static org.beibu.lab.truth.Wire.ack;
import static org.beibu.lab.truth.Wire.data;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTimerTest {
    private static final WirePacket.Content SYN_ACK =
            new WirePacket.Content(
                    Wire.SERVER, Wire.CLIENT, 0, 500, Wire.SYN | Wire.ACK, 100, 0, 0, "");

    /** A handshake of 100 us, then what follows. */
    private static Wire opened() {
        return new Wire().segment(0, 50, SYN_ACK).answer(50, 100, ack(1, ""));
    }

    private static List<Long> micros(Wire wire, ReferenceTimer.Resends rule) {
        return ReferenceTimer.time(wire.atServer, rule).stream()
                .map(sample -> sample.rttNanos() / 1000)
                .toList();
    }

    @Test
    void anAckOfTheExactEndOfASegmentTimesIt() {
        Wire wire =
                opened().segment(1000, 1050, data(1, 100, 1, ""))
                        .segment(1010, 1060, data(101, 100, 2, ""))
                        .answer(1060, 1200, ack(201, ""));

        assertEquals(List.of(100L, 190L), micros(wire, ReferenceTimer.Resends.KARN));
    }

    @Test
    void aResentSegmentShowsWhichRuleATimerFollows() {
        Wire wire =
                opened().lostSegment(1000, data(1, 100, 1, ""))
                        .segment(5000, 5050, data(1, 100, 2, ""))
                        .answer(5060, 5110, ack(101, ""));

        assertEquals(List.of(100L), micros(wire, ReferenceTimer.Resends.KARN));
        assertEquals(List.of(100L, 4110L), micros(wire, ReferenceTimer.Resends.FIRST));
        assertEquals(List.of(100L, 110L), micros(wire, ReferenceTimer.Resends.LAST));
    }

    @Test
    void whatWasUnderWayWhenSomethingBelowItWasResentIsAmbiguous() {
        Wire wire =
                opened().lostSegment(1000, data(1, 100, 1, ""))
                        .segment(1001, 1051, data(101, 100, 2, ""))
                        .segment(2000, 2050, data(1, 100, 3, ""))
                        .answer(2050, 2100, ack(201, ""));

        assertEquals(List.of(100L), micros(wire, ReferenceTimer.Resends.KARN));
        assertEquals(List.of(100L, 1099L), micros(wire, ReferenceTimer.Resends.FIRST));
    }
}
