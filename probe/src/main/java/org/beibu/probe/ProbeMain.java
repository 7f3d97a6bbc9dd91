package org.beibu.probe;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.record.ExitTable;
import org.beibu.probe.record.TimingRecorder;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.probe.traffic.ServiceClassTable;
import org.beibu.probe.traffic.TrafficMeter;
import org.beibu.runtime.agents.AgentThread;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalCounter;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map of the probe: packet source, decoder, passive timer, recorder and journal, in the order
 * in which a timing passes through them, run by one agent on one thread.
 *
 * <p>Assumes that start and close come from the same thread. Guarantees that after close everything
 * recorded is in the journal and the journal is free for the next writer.
 */
public final class ProbeMain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeMain.class);

    private final ProbeConfig config;
    private final PacketSource source;
    private final Counters counters;
    private final JournalWriter journal;
    private final ProbeAgent agent;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable onEnd = () -> {};
    private @Nullable AgentThread thread;

    /** Wires a probe; opens nothing yet. */
    public ProbeMain(
            ProbeConfig config, PacketSource source, EpochNanoClock clock, Counters counters) {
        this.config = config;
        this.source = source;
        this.counters = counters;
        counters.register(ProbeCounter.class);
        counters.register(JournalCounter.class);
        this.journal = new JournalWriter(config.shared().journal(), config.name(), clock, counters);
        ExitTable exits = new ExitTable(config.shared().exits());
        TimingRecorder recorder =
                new TimingRecorder(
                        config.shared().catalogue(),
                        exits,
                        config.recording(),
                        journal::append,
                        counters);
        PacketTimer timer = new PacketTimer(config.passive(), recorder, counters);
        TrafficMeter traffic =
                new TrafficMeter(
                        config.shared().catalogue(),
                        exits,
                        new ServiceClassTable(config.shared().serviceClasses()),
                        journal::append,
                        counters);
        this.agent =
                new ProbeAgent(
                        new ProbeAgent.Pipeline(source, timer, traffic, exits, journal),
                        clock,
                        counters,
                        this::sourceEnded);
    }

    /**
     * Opens journal and source and starts the thread.
     *
     * @throws JournalException when the journal cannot be written
     * @throws CaptureException when the source cannot be opened
     */
    public void start() throws JournalException, CaptureException {
        open();
        LOG.info(
                "probe: {} writes to {} from sequence {}",
                config.name(),
                config.shared().journal().directory(),
                journal.lastSequence() + 1);
        thread = new AgentThread(agent, counters, ProbeCounter.AGENT_ERRORS);
        thread.start();
    }

    /** Opens everything but starts no thread: tests turn the agent themselves. */
    ProbeAgent open() throws JournalException, CaptureException {
        journal.start();
        try {
            source.start();
        } catch (CaptureException e) {
            journal.close();
            throw e;
        }
        return agent;
    }

    private void sourceEnded() {
        ended.countDown();
        onEnd.run();
    }

    /** Has this run on the probe's thread when the source ends or fails; before start only. */
    public void onEnd(Runnable action) {
        onEnd = action;
    }

    /** Why the source failed, empty while it works or when it simply ended. */
    public Optional<String> failure() {
        return agent.failure();
    }

    /** Waits until the source has ended or failed; most sources never do. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Stops the thread, writes what is left, and lets source and journal go. */
    @Override
    public void close() {
        AgentThread running = thread;
        thread = null;
        if (running != null) {
            running.close();
        }
        journal.close();
        try {
            source.close();
        } catch (IOException e) {
            LOG.warn("probe: closing the packet source: {}", e.toString());
        }
    }
}
