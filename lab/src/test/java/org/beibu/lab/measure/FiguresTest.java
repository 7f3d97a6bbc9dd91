package org.beibu.lab.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.beibu.lab.measure.Figures.Span;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String PREFIX = "198.18.20.0/24";
    private static final long STEP = 50_000;

    /** A letter a packet, 50 ms apart: a and b are exits (40 and 60 ms), '.' is lost. */
    private static Timeline timeline(String letters, BgpUpdate... updates) {
        List<PingPacket> packets = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            packets.add(
                    switch (letter) {
                        case '.' -> new PingPacket(i * STEP, PingPacket.LOST, "-");
                        case 'a' -> new PingPacket(i * STEP, 40_000, "exit-a");
                        default -> new PingPacket(i * STEP, 60_000, "exit-b");
                    });
        }
        return new Timeline(
                new TreeMap<>(Map.of(PREFIX, packets)),
                List.of(new RouteChange(3 * STEP, PREFIX, "exit-b")),
                List.of(updates),
                List.of(new Timeline.Event(2 * STEP, "step")));
    }

    private static Figures figures(String letters, BgpUpdate... updates) {
        return new Figures(timeline(letters, updates));
    }

    @Test
    void silenceIsFromAnAnswerToTheNextOne() {
        assertEquals(0.2, figures("aa...aa.a").longestSilence(PREFIX, Span.after(0)), 1e-9);
    }

    @Test
    void silenceAtTheEndCountsAndNoLossIsNoSilence() {
        assertEquals(0.15, figures("aa...").longestSilence(PREFIX, Span.after(0)), 1e-9);
        assertEquals(0, figures("aaaa").longestSilence(PREFIX, Span.after(0)));
    }

    @Test
    void movesAreChangesOfAnsweredPackets() {
        assertEquals(2, figures("aa.bb.ba").moves(PREFIX, Span.after(0)));
        assertEquals(0, figures("a.a.").moves(PREFIX, Span.after(0)));
        assertEquals(0, figures("aabb").moves(PREFIX, new Span(0, 2 * STEP)));
    }

    @Test
    void theOtherExitIsTheFirstPacketThatCameBackByIt() {
        Figures figures = figures("aaa.bb");

        assertEquals(
                OptionalDouble.of(0.1), figures.secondsToOtherExit(PREFIX, 2 * STEP, "exit-a"));
        assertEquals(OptionalDouble.of(0.2), figures.secondsToExit(PREFIX, 0, "exit-b"));
        assertFalse(figures.secondsToOtherExit(PREFIX, 0, "-").isEmpty());
        assertTrue(figures.secondsToExit(PREFIX, 0, "exit-c").isEmpty());
    }

    @Test
    void mediansAreOfTheSpanOnly() {
        Figures figures = figures("aaabbb");

        assertEquals(OptionalDouble.of(40), figures.medianMillis(PREFIX, new Span(0, 3 * STEP)));
        assertEquals(OptionalDouble.of(60), figures.medianMillis(PREFIX, Span.after(3 * STEP)));
        assertTrue(figures.medianMillis(PREFIX, Span.after(99 * STEP)).isEmpty());
    }

    @Test
    void updatesCountFromTheMomentOn() {
        Figures figures =
                figures(
                        "aaaa",
                        new BgpUpdate(STEP, PREFIX, "exit-b"),
                        new BgpUpdate(3 * STEP, PREFIX, "-"));

        assertEquals(OptionalDouble.of(0.05), figures.secondsToUpdate(0, one -> true));
        assertEquals(
                OptionalDouble.of(0.1), figures.secondsToUpdate(STEP, BgpUpdate::isWithdrawal));
        assertEquals(1, figures.updates(Span.after(2 * STEP), one -> true));
    }

    @Test
    void theLastExitIsThatOfTheLastAnswer() {
        assertEquals("exit-b", figures("aab..").lastExit(PREFIX, Span.after(0)));
        assertEquals("-", figures("..").lastExit(PREFIX, Span.after(0)));
    }

    @Test
    void aTimelineKnowsItsEventsAndEnds() {
        Timeline timeline = timeline("aaab");

        assertEquals(2 * STEP, timeline.at("step"));
        assertEquals(3 * STEP, timeline.end());
        assertThrows(IllegalArgumentException.class, () -> timeline.at("other"));
    }

    @Test
    void thePictureShowsPacketsRoutesUpdatesAndEvents() throws Exception {
        Timeline timeline = timeline("aa.bb", new BgpUpdate(3 * STEP, PREFIX, "exit-b"));

        String svg =
                new TimelinePicture(timeline, Map.of(PREFIX, "SG-SIN"), List.of("exit-a", "exit-b"))
                        .draw("slower: passed", "one < two & three");

        assertEquals(4, svg.split("<circle", -1).length - 1);
        assertEquals(2, svg.split("<circle[^>]*#d9770c", -1).length - 1);
        assertTrue(svg.contains("one &lt; two &amp; three") && svg.contains(">step<"), svg);
        assertEquals(2, svg.split("▲", -1).length - 1, "the legend and one UPDATE");
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(svg.getBytes(UTF_8)));
    }
}
