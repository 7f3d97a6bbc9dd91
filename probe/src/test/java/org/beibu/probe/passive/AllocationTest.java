package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.SYN;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.beibu.model.Address;
import org.beibu.probe.capture.SegmentBuilder;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 200_000;

    private final SegmentBuilder next = new SegmentBuilder();
    private final PassiveTimer timer =
            new PassiveTimer(
                    new PassiveConfig(4096, 1 << 16, Duration.ofMinutes(5), 1),
                    new CaptureClock(new Counters()),
                    timing -> {},
                    new Counters());

    @Test
    void nothingIsAllocatedPerSegmentOnceTheTableHasGrown() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "needs HotSpot");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        traffic(0);
        traffic(ROUNDS);

        long before = threads.getThreadAllocatedBytes(thread);
        traffic(2 * ROUNDS);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertTrue(allocated < ROUNDS, "octets for " + 4 * ROUNDS + " segments: " + allocated);
    }

    /** New connections all the time, each with data that waits for its echo. */
    private void traffic(int from) {
        Address client = Address.parse("192.0.2.1");
        Address server = Address.parse("198.51.100.7");
        for (int i = from; i < from + ROUNDS; i++) {
            long now = i * 1000L;
            int port = 1024 + i % 60_000;
            next.from(client, port).to(server, 443);
            send(now, SYN, i, 0, 0, i + 1, 0);
            next.from(server, 443).to(client, port);
            send(now + 10, SYN | ACK, 5, i + 1, 0, i + 1, i + 1);
            next.from(client, port).to(server, 443);
            send(now + 20, ACK, i + 1, 6, 100, i + 2, i + 1);
            send(now + 30, ACK, i + 101, 6, 100, i + 3, i + 1);
        }
    }

    private void send(
            long nanos, int flags, int sequence, int acknowledgment, int payload, int v, int e) {
        next.at(nanos).flags(flags).sequence(sequence).acknowledgment(acknowledgment);
        timer.onSegment(next.payload(payload).timestamps(v, e).segment());
    }
}
