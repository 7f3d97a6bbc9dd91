package org.beibu.simulator.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerMain;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.web.ExitControls;
import org.beibu.analyzer.web.WebConfig;
import org.beibu.analyzer.web.WebException;
import org.beibu.model.ClockQuality;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.ProbeMain;
import org.beibu.probe.capture.CaptureException;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.live.SimulatedCapture;
import org.jspecify.annotations.Nullable;

/**
 * The map of the demo: the simulated bureau's packets go into the real probe, which writes the
 * journal, which the real analyzer reads and shows.
 *
 * <p>Assumes that one thread starts, waits and closes; {@link #stop} may come from any thread.
 * Guarantees that after close every thread has ended and the journal and the store are free.
 */
public final class DemoMain implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final DemoConfig config;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final SimulatedBureau bureau = new SimulatedBureau();
    private final SharedConfig shared;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable AnalyzerMain analyzer;
    private @Nullable ProbeMain probe;

    /**
     * Wires a demo; opens nothing yet.
     *
     * @throws IllegalArgumentException when a change names an exit that there is not
     */
    public DemoMain(DemoConfig config, EpochNanoClock clock, Counters counters) {
        this.config = config;
        this.clock = clock;
        this.counters = counters;
        config.changes().forEach(change -> bureau.addedDelays().added(change.exit()));
        SharedConfig plain = SharedConfig.at(config.data());
        this.shared =
                new SharedConfig(
                        config.data(), bureau.catalogue(), exits(), List.of(), plain.journal());
    }

    private List<ExitConfig> exits() {
        return bureau.simulatedExits().stream()
                .map(exit -> ExitConfig.ofVlan(exit.exit(), exit.vlan()))
                .toList();
    }

    /**
     * Starts analyzer, page and probe.
     *
     * @throws JournalException when the journal cannot be written
     * @throws WebException when the page cannot be served
     */
    public void start() throws JournalException, CaptureException {
        try {
            startAnalyzer();
            ProbeMain started =
                    new ProbeMain(
                            ProbeConfig.at(config.data()).with(shared).with(ClockQuality.SIMULATED),
                            new SimulatedCapture(config.seed(), bureau, clock),
                            clock,
                            counters);
            started.start();
            probe = started;
        } catch (RuntimeException | JournalException | CaptureException e) {
            close();
            throw e;
        }
    }

    private void startAnalyzer() {
        try {
            startAnalyzer(config.port().orElse(WebConfig.DEFAULT_PORT));
        } catch (WebException e) {
            if (config.port().isPresent()) {
                throw e;
            }
            startAnalyzer(0); // taken, most likely; if not, this says why
        }
    }

    private void startAnalyzer(int port) {
        AnalyzerMain started =
                new AnalyzerMain(
                        AnalyzerConfig.of(shared).withWeb(WebConfig.defaults().at(LOOPBACK, port)),
                        clock,
                        counters,
                        bureau.addedDelays());
        started.start();
        analyzer = started;
    }

    /** Where the page is. */
    public URI webAddress() {
        return running().webAddress();
    }

    /** What is happening now. */
    public LiveView live() {
        return running().live();
    }

    /** The delays of the simulated exits. */
    public ExitControls exitControls() {
        return bureau.addedDelays();
    }

    /** Makes the changes as their time comes, until that time has passed or {@link #stop}. */
    public void run(Duration atMost) throws InterruptedException {
        long start = clock.nanoTime();
        List<ExitChange> changes =
                config.changes().stream()
                        .filter(change -> change.after().compareTo(atMost) < 0)
                        .sorted((a, b) -> a.after().compareTo(b.after()))
                        .toList();
        for (ExitChange change : changes) {
            if (isStoppedAt(start + change.after().toNanos())) {
                return;
            }
            bureau.addedDelays().setAdded(change.exit(), change.added());
        }
        isStoppedAt(start + atMost.toNanos());
    }

    private boolean isStoppedAt(long epochNanos) throws InterruptedException {
        return stopped.await(epochNanos - clock.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Lets {@link #run} return. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void close() {
        stop();
        ProbeMain runningProbe = probe;
        AnalyzerMain runningAnalyzer = analyzer;
        probe = null;
        analyzer = null;
        try {
            if (runningProbe != null) {
                runningProbe.close();
            }
        } finally {
            if (runningAnalyzer != null) {
                runningAnalyzer.close();
            }
        }
    }

    private AnalyzerMain running() {
        AnalyzerMain running = analyzer;
        if (running == null) {
            throw new IllegalStateException("the demo was not started");
        }
        return running;
    }
}
