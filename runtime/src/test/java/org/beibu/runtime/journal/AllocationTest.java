package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither appending nor reading makes garbage; and what a record costs, for whoever asks. */
class AllocationTest {
    private static final int ROUNDS = 5;
    private static final int A_ROUND = 320_000;

    /** Octets a record that still count as none: housekeeping of the mapping, not of a record. */
    private static final double NEARLY_NONE = 0.05;

    @TempDir Path directory;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long sum;

    @Test
    void appendingAndReadingAllocateNothing() throws Exception {
        JournalConfig config =
                JournalConfig.at(directory).withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
        try (JournalWriter writer =
                        new JournalWriter(config, "a", new Records.SteppedClock(), new Counters());
                JournalReader reader = new JournalReader(config, new Counters())) {
            writer.start();
            reader.start(0);
            JournalHandler handler = this::take;
            TimingRecord timing = new TimingRecord();
            // The best round counts: the compiler's doing falls into some rounds, not into all.
            double appended = Double.MAX_VALUE;
            double read = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = allocated();
                long startCpu = threads.getCurrentThreadCpuTime();
                for (int n = 0; n < A_ROUND; n++) {
                    writer.append(Records.timing(timing, n));
                }
                long middle = allocated();
                long middleCpu = threads.getCurrentThreadCpuTime();
                while (reader.poll(handler, 64) > 0) {
                    // until the end
                }
                long endCpu = threads.getCurrentThreadCpuTime();
                appended = Math.min(appended, (double) (middle - start) / A_ROUND);
                read = Math.min(read, (double) (allocated() - middle) / A_ROUND);
                System.out.printf(
                        "journal: append %d ns, read %d ns of CPU a record%n",
                        (middleCpu - startCpu) / A_ROUND, (endCpu - middleCpu) / A_ROUND);
            }

            long delays = A_ROUND * 1_000_000L + A_ROUND * (A_ROUND - 1L) / 2;
            assertEquals(ROUNDS * delays, sum);
            assertTrue(appended < NEARLY_NONE, "octets a record appended: " + appended);
            assertTrue(read < NEARLY_NONE, "octets a record read: " + read);
        }
    }

    private void take(JournalBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            if (batch.kind(i) == RecordKind.TIMING) {
                sum += batch.timing(i).delayNanos();
            }
        }
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
