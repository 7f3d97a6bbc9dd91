package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.beibu.probe.stamp.StampVectors;
import org.beibu.probe.udp.Datagram;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 100_000;

    private final ReflectorBench bench = new ReflectorBench(ReflectorBench.stateful());
    private final byte[] question = HexFormat.of().parseHex(StampVectors.of(12).hex());
    private final Datagram datagram = bench.datagram.payload(question).get();

    @Test
    void nothingIsAllocatedForAnAnswer() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "needs HotSpot");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        answer(0);
        answer(ROUNDS);

        long before = threads.getThreadAllocatedBytes(thread);
        answer(2 * ROUNDS);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertTrue(allocated < ROUNDS, "octets for " + ROUNDS + " answers: " + allocated);
        assertTrue(bench.count(ReflectorCounter.ANSWERED) == 3 * ROUNDS, "not all answered");
    }

    /** A question with a Direct Measurement TLV, its number and T1 going up. */
    private void answer(int from) {
        ByteBuffer buffer = datagram.buffer();
        int at = datagram.offset();
        for (int i = from; i < from + ROUNDS; i++) {
            buffer.put(at, question);
            buffer.putInt(at, i);
            buffer.putLong(at + 4, 0xeeaca314_00000000L + i);
            bench.datagram.at(ReflectorBench.T2 + i * 100_000L);
            bench.reflection.onDatagram(datagram);
        }
    }
}
