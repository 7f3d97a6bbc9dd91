package org.beibu.lab.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacketMatcherTest {
    private static final WirePacket.Content SAME = Wire.ack(100, "");

    private static List<WirePacket> at(WirePacket.Content content, long... times) {
        return LongStream.of(times)
                .mapToObj(time -> new WirePacket(time, content))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Long> sentTimes(PacketMatcher matcher, long[] sent, long[] received) {
        return matcher.match(at(SAME, sent), at(SAME, received)).stream()
                .map(crossing -> crossing.sent().epochNanos())
                .toList();
    }

    private static long[] times(long... times) {
        return times;
    }

    @Test
    void equalPacketsThatAllArriveKeepTheirOrder() {
        PacketMatcher matcher = new PacketMatcher(port -> 10);

        assertEquals(List.of(0L, 5L), sentTimes(matcher, times(0, 5), times(16, 17)));
        assertEquals(0, matcher.unmatched());
    }

    @Test
    void ofEqualPacketsTheLatestThatCanHaveArrivedDid() {
        PacketMatcher matcher = new PacketMatcher(port -> 10);

        assertEquals(List.of(100L), sentTimes(matcher, times(0, 100, 105), times(112)));
    }

    @Test
    void whatIsFasterThanThePathWasNotSent() {
        PacketMatcher matcher = new PacketMatcher(port -> 10);

        assertEquals(List.of(), sentTimes(matcher, times(0), times(9)));
        assertEquals(1, matcher.unmatched());
    }

    @Test
    void noPacketArrivesTwice() {
        PacketMatcher matcher = new PacketMatcher(port -> 10);

        assertEquals(List.of(0L), sentTimes(matcher, times(0), times(10, 30)));
        assertEquals(1, matcher.unmatched());
    }

    @Test
    void everyFieldTellsPacketsApart() {
        WirePacket.Content other = Wire.ack(100, Wire.stamps(1, 2));
        PacketMatcher matcher = new PacketMatcher(port -> 0);

        assertEquals(List.of(), matcher.match(at(SAME, 0), at(other, 1)));
        assertEquals(1, matcher.unmatched());
    }
}
