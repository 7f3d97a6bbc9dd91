package org.beibu.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.runtime.counters.Counters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a captured packet to its timings, on one core, and what it allocates.
 *
 * <p><b>Measured:</b> decoding and timing of a packet that lies in memory; nanoseconds, and octets
 * allocated ({@code gc.alloc.rate.norm} of the GC profiler, which must be next to 0). The packets
 * are those of the wire-truth rig, over and over; each pass is later than the one before it, so its
 * connections are new ones.
 *
 * <p><b>Left out:</b> reading from file or interface, and what is done with the timings.
 *
 * <p><b>To run:</b> {@code ./beibu bench packets}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class PacketToTiming {
    private static final long PAUSE_NANOS = 61_000_000_000L;
    private static final int PACKETS_A_POLL = 1024;

    /** The capture file. */
    @Param("")
    public String file = "";

    private long timings;
    private final CapturedPacket packet = new CapturedPacket();
    private final PacketTimer timer =
            new PacketTimer(PassiveConfig.DEFAULT, timing -> timings++, new Counters());
    private ByteBuffer octets = ByteBuffer.allocate(0);
    private int[] offsets = new int[1 << 20];
    private int[] wireLengths = new int[1 << 20];
    private long[] times = new long[1 << 20];
    private int count;
    private int next;
    private long shift;

    /** Takes the packets of the file into memory. */
    @Setup(Level.Trial)
    public void load() throws IOException, CaptureException {
        octets = ByteBuffer.allocateDirect(Math.toIntExact(Files.size(Path.of(file))));
        try (FileCapture source = new FileCapture(Path.of(file))) {
            source.start();
            while (source.poll(this::keep, PACKETS_A_POLL) != PacketSource.END) {}
        }
        packet.onInterface(0, 1);
    }

    private void keep(CapturedPacket captured) {
        if (count + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            wireLengths = Arrays.copyOf(wireLengths, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
        }
        wireLengths[count] = captured.originalLength();
        times[count] = captured.epochNanos();
        int at = offsets[count];
        octets.put(at, captured.buffer(), captured.offset(), captured.capturedLength());
        offsets[++count] = at + captured.capturedLength();
    }

    /** Decodes and times one packet. */
    @Benchmark
    public boolean packet() {
        int i = next;
        packet.wrap(
                octets, offsets[i], offsets[i + 1] - offsets[i], wireLengths[i], times[i] + shift);
        next++;
        if (next == count) {
            next = 0;
            shift += times[count - 1] - times[0] + PAUSE_NANOS;
        }
        return timer.onPacket(packet);
    }
}
