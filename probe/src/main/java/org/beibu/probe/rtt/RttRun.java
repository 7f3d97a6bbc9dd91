package org.beibu.probe.rtt;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.probe.timing.Rehearsal;
import org.beibu.probe.timing.ShardedTimer;
import org.beibu.runtime.counters.Counters;

/**
 * One run of {@code beibu rtt}: source after source to lines or to a summary. Each source has flows
 * of its own, so the timings of several files are those of each file, one after the other.
 */
public final class RttRun {
    private static final int PACKETS_A_POLL = 1024;

    private final RttOptions options;
    private final PassiveConfig config;
    private final Counters counters;
    private final List<Counters> parts = new ArrayList<>();
    private final TextBuffer text;
    private final TimingPrinter printer;
    private final HostSummary summary;
    private final IdleStrategy idle = new SleepingMillisIdleStrategy();
    private long timings;
    private volatile boolean stopped;

    /** A run that prints there; the caller closes the stream. */
    public RttRun(RttOptions options, PassiveConfig config, OutputStream out, Counters counters) {
        this.options = options;
        this.config = config;
        this.counters = counters;
        text = new TextBuffer(out);
        printer = options.json() ? new TimingPrinter.Json(text) : new TimingPrinter.Table(text);
        summary = new HostSummary(options.maxHosts());
        for (int worker = 0; options.workers() > 1 && worker < options.workers(); worker++) {
            parts.add(counters.child());
        }
    }

    /** Ends {@link #read} soon, as if the source had ended; any thread may call it. */
    public void stop() {
        stopped = true;
    }

    /** Whether the run was stopped or has all the timings it was asked for. */
    public boolean isOver() {
        return stopped || timings >= options.maxTimings();
    }

    /**
     * Reads a source that was started to its end. What was printed stays in the buffer, unless the
     * run is live, until {@link #finish}.
     *
     * @param timeUp asked between polls whether to stop
     * @throws CaptureException when the source is damaged; what came before was taken
     * @throws IOException when the output cannot be written
     * @throws UncheckedIOException when it cannot be written while packets are handed over
     */
    public void read(PacketSource source, BooleanSupplier timeUp)
            throws CaptureException, IOException {
        if (options.live()) {
            text.flush();
        }
        if (parts.isEmpty()) {
            PacketTimer timer = new PacketTimer(config, this::onTiming, counters);
            read(source, timer::onPacket, timer::end, timeUp);
            return;
        }
        try (ShardedTimer timer = new ShardedTimer(config, parts, this::onTiming, counters)) {
            read(source, timer::onPacket, timer::end, timeUp);
        }
    }

    private void read(
            PacketSource source, PacketHandler handler, Runnable end, BooleanSupplier timeUp)
            throws CaptureException, IOException {
        try {
            int packets = 0;
            while (packets != PacketSource.END && !isOver() && !timeUp.getAsBoolean()) {
                packets = source.poll(handler, PACKETS_A_POLL);
                if (options.live()) {
                    idle.idle(packets);
                    text.flush();
                }
            }
        } finally {
            end.run();
        }
    }

    /** Prepares for a busy interface; see {@link Rehearsal}. */
    public void rehearse() {
        PacketTimer timer = new PacketTimer(config, timing -> {}, new Counters());
        Rehearsal.run(timer::onPacket);
    }

    /** Prints the header line; call it once the first source has been started. */
    public void begin() throws IOException {
        if (!options.summary()) {
            printer.header();
        }
    }

    /** Prints the summary if one is wanted, and hands everything to the stream. */
    public void finish() throws IOException {
        if (options.summary()) {
            SummaryPrinter.print(text, summary.rows(), options.json());
        }
        text.flush();
    }

    private void onTiming(PassiveTiming timing) {
        if (timings >= options.maxTimings()) {
            return;
        }
        timings++;
        if (options.summary()) {
            summary.record(timing);
            return;
        }
        try {
            printer.print(timing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
