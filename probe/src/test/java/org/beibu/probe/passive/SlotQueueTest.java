package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.SYN;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.beibu.probe.passive.Dialogue.dataAck;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotQueueTest {
    private static final int C = CLIENT_ISN + 1;
    private static final int S = SERVER_ISN + 1;

    private final Dialogue dialogue = new Dialogue().open();

    private static Dialogue with(int slots) {
        return new Dialogue(new PassiveConfig(16, slots, Duration.ofMinutes(5), 1)).open();
    }

    private static void send(Dialogue dialogue, int segments) {
        for (int i = 0; i < segments; i++) {
            dialogue.client(100 + i, ACK, C + 10 * i, S, 10);
        }
    }

    @Test
    void thousandsOfSegmentsMayWaitForTheirAck() {
        send(dialogue, 4000);
        assertEquals(1, dialogue.timer.lentBlocks());
        for (int i = 0; i < 4000; i++) {
            dialogue.server(5000 + i, ACK, S, C + 10 * i + 10, 0);
        }

        assertEquals(4000, dialogue.seen.size());
        assertEquals(dataAck("server", 8_999_000, 4_900_000), dialogue.seen.get(3999));
        assertEquals(0, dialogue.timer.lentBlocks());
        assertEquals(0, dialogue.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));
    }

    @Test
    void twoSegmentsBorrowNothing() {
        send(dialogue, 2);

        assertEquals(0, dialogue.timer.lentBlocks());
    }

    @Test
    void aFullQueueRefusesNewSegmentsAndKeepsTheOldOnes() {
        send(dialogue, 5000);
        assertEquals(5000 - 4096, dialogue.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));

        dialogue.server(6000, ACK, S, C + 10, 0).server(6001, ACK, S, C + 50_000, 0);
        assertEquals(List.of(dataAck("server", 6_000_000, 5_900_000)), dialogue.seen);
    }

    @Test
    void withoutBlocksTwoSegmentsWaitAndTheRestIsCounted() {
        Dialogue small = with(0);
        send(small, 10);

        assertEquals(8, small.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));
    }

    @Test
    void aSizeOfBlockThatIsUsedUpIsRefused() {
        Dialogue small = with(4 * 16); // one block of 16
        send(small, 20);

        assertEquals(4, small.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));
        assertEquals(1, small.timer.lentBlocks());
    }

    /** A capture that starts inside a burst. */
    @Test
    void aFlowThatWasNotAnsweredYetMayBorrow() {
        Dialogue unanswered = new Dialogue();
        send(unanswered, 1000);

        assertEquals(1, unanswered.timer.lentBlocks());
        assertEquals(0, unanswered.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));
    }

    /** Else whoever sends in one direction only, into many flows, takes the blocks of all. */
    @Test
    void flowsThatNobodyAnswersBorrowHalfOfTheBlocksAtMost() {
        Dialogue many = new Dialogue(new PassiveConfig(1024, 1 << 10, Duration.ofMinutes(5), 1));
        for (int port = 1; port <= 100; port++) {
            many.next.from(Dialogue.CLIENT, port).to(Dialogue.SERVER, 443).flags(ACK).payload(10);
            for (int i = 0; i < 10; i++) {
                long now = Dialogue.START + port * 1000L + i;
                many.timer.onSegment(many.next.at(now).sequence(10 * i).segment());
            }
        }

        assertEquals(8, many.timer.lentBlocks()); // of 16
        assertEquals(92 * 7, many.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));
    }

    @Test
    void whatHasWaitedForAMinuteMakesRoom() {
        Dialogue small = with(0);
        send(small, 2);
        small.client(59_000, ACK, C + 20, S, 10).client(60_102, ACK, C + 30, S, 10);
        small.server(60_140, ACK, S, C + 30, 0).server(60_142, ACK, S, C + 40, 0);

        assertEquals(List.of(dataAck("server", 60_142_000, 40_000)), small.seen);
        assertEquals(1, small.count(PassiveCounter.SEGMENTS_NOT_FOLLOWED));
    }

    @Test
    void blocksAreGivenBackWhenTheConnectionIsReplacedOrForgotten() {
        send(dialogue, 100);
        dialogue.client(500, SYN, 123, 0, 0);
        assertEquals(0, dialogue.timer.lentBlocks());

        Dialogue idle = with(1 << 16);
        send(idle, 100);
        assertEquals(1, idle.timer.lentBlocks());
        idle.client(500_000, ACK, C, S, 0);
        assertEquals(0, idle.timer.lentBlocks());
    }

    /** Against a deque, through all sizes of blocks, with two queues that share the pool. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomUseAgreesWithADeque(long seed) {
        Random random = new Random(seed);
        SlotPool pool = new SlotPool(1 << 16);
        SlotQueue queue = new SlotQueue(pool);
        Flow flow = new Flow();
        flow.set(Flow.PROVEN);
        List<Deque<Long>> models = List.of(new ArrayDeque<>(), new ArrayDeque<>());
        int[] end = {random.nextInt(), random.nextInt()};
        for (int step = 0; step < 30_000; step++) {
            int direction = random.nextInt(2);
            Deque<Long> model = models.get(direction);
            int filling = step / 3000 % 2 == 0 ? 7 : 4;
            if (random.nextInt(10) < filling) {
                end[direction] += 1 + random.nextInt(1448);
                boolean room = model.size() < 4096;
                assertEquals(room, queue.add(flow, direction, end[direction], step & 0xffff, step));
                if (model.size() < 4096) {
                    model.addLast((long) end[direction] << 32 | step);
                }
            } else if (random.nextInt(100) == 0) {
                int above = end[direction] - random.nextInt(30_000);
                queue.open(flow, direction);
                queue.removeAbove(above);
                queue.close();
                model.removeIf(slot -> (int) (slot >> 32) - above > 0);
                end[direction] = above;
            } else if (!model.isEmpty()) {
                removeUpTo(model, queue, flow, direction, random);
            }
            queue.open(flow, direction);
            assertSame(model, queue, random);
            queue.close();
            assertEquals(model.isEmpty(), SlotQueue.isEmpty(flow, direction));
        }
        pool.release(flow, 0);
        pool.release(flow, 1);
        assertEquals(0, pool.lent());
    }

    /** At the end of one of the first segments, or just below it. */
    private static void removeUpTo(
            Deque<Long> model, SlotQueue queue, Flow flow, int direction, Random random) {
        List<Long> slots = List.copyOf(model);
        long last = slots.get(random.nextInt(Math.min(slots.size(), 5)));
        int upTo = (int) (last >> 32) - random.nextInt(2);
        List<Long> exact = slots.stream().filter(slot -> (int) (slot >> 32) == upTo).toList();
        model.removeIf(slot -> (int) (slot >> 32) - upTo <= 0);

        assertEquals(!exact.isEmpty(), queue.removeUpTo(flow, direction, upTo));
        if (!exact.isEmpty()) {
            assertEquals(exact.get(0) & 0xffff_ffffL, queue.removedTime());
            assertEquals(exact.get(0) & 0xffff, queue.removedAbout());
        }
    }

    private static void assertSame(Deque<Long> model, SlotQueue queue, Random random) {
        assertEquals(model.size(), queue.count());
        if (model.isEmpty()) {
            return;
        }
        assertEquals((int) (model.getFirst() >> 32), queue.end(0));
        assertEquals((int) (model.getLast() >> 32), queue.end(queue.count() - 1));
        assertEquals(model.getFirst() & 0xffff_ffffL, queue.time(0));
        assertEquals(model.getFirst() & 0xffff, queue.about(0));
        int index = random.nextInt(queue.count());
        assertEquals(index, queue.find(queue.end(index)));
        int between = queue.end(index) - 1;
        int found = queue.find(between);
        if (found < 0) {
            assertTrue(~found >= queue.count() || queue.end(~found) - between > 0);
            assertTrue(~found == 0 || queue.end(~found - 1) - between < 0);
        }
    }

    @Test
    void flagsAreKeptWhenTheQueueMoves() {
        SlotPool pool = new SlotPool(1 << 16);
        SlotQueue queue = new SlotQueue(pool);
        Flow flow = new Flow();
        flow.set(Flow.PROVEN);
        queue.add(flow, 1, 10, 10 | SlotQueue.PUSHED, 1);
        queue.add(flow, 1, 20, 10, 2);
        queue.open(flow, 1);
        queue.setFlag(1, SlotQueue.SACKED);
        queue.close();
        assertTrue(queue.add(flow, 1, 30, 10, 3));

        queue.open(flow, 1);
        assertEquals(10 | SlotQueue.PUSHED, queue.about(0));
        assertEquals(10 | SlotQueue.SACKED, queue.about(1));
        assertNotEquals(0, pool.lent());
        assertFalse(SlotQueue.isEmpty(flow, 1));
    }
}
