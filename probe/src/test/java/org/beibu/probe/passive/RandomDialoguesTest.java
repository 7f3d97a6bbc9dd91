package org.beibu.probe.passive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.SegmentBuilder;
import org.beibu.probe.passive.NaiveDataAck.Packet;
import org.beibu.probe.passive.NaiveDataAck.Timing;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** The data/ACK method against a naive model, on thousands of made-up connections. */
class RandomDialoguesTest {
    /** {@code -Dbeibu.dialogues=100000} compares more. */
    private static final int DIALOGUES = Integer.getInteger("beibu.dialogues", 3000);

    private final Map<QualityClass, Integer> classes = new EnumMap<>(QualityClass.class);
    private int timings;

    @Test
    void allTimingsAreThoseOfTheNaiveModel() {
        for (long seed = 0; seed < DIALOGUES; seed++) {
            compare(seed);
        }
        System.out.println(timings + " timings in " + DIALOGUES + " dialogues: " + classes);

        assertTrue(timings > 10 * DIALOGUES, "too few timings: " + timings);
        for (QualityClass quality :
                List.of(
                        QualityClass.CLEAN,
                        QualityClass.DELAYED_ACK,
                        QualityClass.PIGGYBACKED,
                        QualityClass.FIN,
                        QualityClass.RECOVERY,
                        QualityClass.QUEUE_INFLATED)) {
            assertTrue(classes.getOrDefault(quality, 0) > 100, "too few of " + quality);
        }
    }

    private void compare(long seed) {
        List<Packet> packets = new RandomDialogue(seed).packets();
        NaiveDataAck naive = new NaiveDataAck();
        packets.forEach(naive::onPacket);
        List<Timing> expected = naive.timings();

        List<Timing> actual = timings(packets, new Random(seed).nextInt());

        assertEquals(text(expected), text(actual), () -> "seed " + seed + "\n" + text(packets));
        timings += actual.size();
        actual.forEach(timing -> classes.merge(timing.quality(), 1, Integer::sum));
    }

    private static String text(List<?> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** What the timer makes of the packets; {@code wrap} decides where sequence numbers wrap. */
    private static List<Timing> timings(List<Packet> packets, int wrap) {
        List<Timing> timings = new ArrayList<>();
        Counters counters = new Counters();
        CaptureClock clock = new CaptureClock(counters);
        PassiveTimer timer =
                new PassiveTimer(
                        new PassiveConfig(16, 1 << 16, Duration.ofMinutes(5), 1),
                        clock,
                        timing -> {
                            if (timing.method() == Method.DATA_ACK) {
                                timings.add(
                                        new Timing(
                                                timing.epochNanos(),
                                                timing.hostPort() == Dialogue.CLIENT_PORT,
                                                timing.delayNanos(),
                                                timing.qualityClass()));
                            }
                        },
                        counters);
        SegmentBuilder next = new SegmentBuilder();
        for (Packet packet : packets) {
            clock.take(0, packet.nanos());
            timer.onSegment(segment(next, packet, wrap));
        }
        return timings;
    }

    private static DecodedPacket segment(SegmentBuilder next, Packet packet, int wrap) {
        if (packet.fromClient()) {
            next.from(Dialogue.CLIENT, Dialogue.CLIENT_PORT);
            next.to(Dialogue.SERVER, Dialogue.SERVER_PORT);
        } else {
            next.from(Dialogue.SERVER, Dialogue.SERVER_PORT);
            next.to(Dialogue.CLIENT, Dialogue.CLIENT_PORT);
        }
        int[] edges = packet.sack().stream().mapToInt(edge -> (int) (edge + wrap)).toArray();
        return next.at(packet.nanos())
                .flags(flags(packet))
                .sequence((int) (packet.sequence() + wrap))
                .acknowledgment(packet.hasAck() ? (int) (packet.acknowledgment() + wrap) : 0)
                .payload(packet.payload())
                .identification(packet.identification())
                .sack(edges)
                .segment();
    }

    private static int flags(Packet packet) {
        return (packet.syn() ? DecodedPacket.SYN : 0)
                | (packet.hasAck() ? DecodedPacket.ACK : 0)
                | (packet.fin() ? DecodedPacket.FIN : 0)
                | (packet.rst() ? DecodedPacket.RST : 0)
                | (packet.psh() ? DecodedPacket.PSH : 0);
    }
}
