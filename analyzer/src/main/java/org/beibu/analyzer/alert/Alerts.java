package org.beibu.analyzer.alert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.beibu.runtime.agents.SlowAgentThread;

/**
 * The alerts of an analyzer: the agent that looks, and a thread for each receiver. Start and close
 * are called by one thread.
 */
public final class Alerts implements AutoCloseable {
    private final AlertConfig config;
    private final AlertAgent agent;
    private final AlertAgent.Environment environment;
    private final List<Outbox> outboxes;
    private final Deque<SlowAgentThread> running = new ArrayDeque<>();

    /**
     * What is kept.
     *
     * @param maintenance what is planned
     * @param stateFile where alerts are kept over a restart
     * @param outboxes one a receiver, in the order of the configuration
     */
    record Keeping(Maintenance maintenance, Path stateFile, List<Outbox> outboxes) {}

    /**
     * What the surroundings allow.
     *
     * @param probeSilence time without heartbeat
     * @param journalFloorOctets free space at which the journal stops
     */
    public record Surroundings(Duration probeSilence, long journalFloorOctets) {}

    public Alerts(
            AlertConfig config,
            Surroundings surroundings,
            AlertAgent.Sources sources,
            Kept kept,
            AlertAgent.Environment environment) {
        this.config = config;
        this.environment = environment;
        this.outboxes =
                config.receivers().stream().map(receiver -> new Outbox(receiver.name())).toList();
        this.agent =
                new AlertAgent(
                        sources,
                        new AlertRules(
                                new AlertRules.Limits(
                                        config.captureLoss(),
                                        surroundings.probeSilence(),
                                        config.noDataAfter(),
                                        surroundings.journalFloorOctets(),
                                        config.eventKinds())),
                        new AlertBook(config.clearAfter()),
                        new Keeping(kept.maintenance(), kept.stateFile(), outboxes),
                        environment);
    }

    /** Planned maintenance, and the file in which alerts are kept over a restart. */
    public record Kept(Maintenance maintenance, Path stateFile) {}

    /** Takes up what an earlier run left and starts the threads. */
    public void start() {
        environment.counters().register(AlertCounter.class);
        agent.restore();
        DeliveryAgent.Pace pace =
                new DeliveryAgent.Pace(config.resend().toNanos(), config.longestWait().toNanos());
        List<DeliveryAgent> deliveries = new ArrayList<>();
        for (int i = 0; i < outboxes.size(); i++) {
            deliveries.add(
                    new DeliveryAgent(
                            config.receivers().get(i), outboxes.get(i), pace, environment));
        }
        run(new SlowAgentThread(agent, environment.counters(), AlertCounter.ERRORS));
        for (DeliveryAgent delivery : deliveries) {
            run(new SlowAgentThread(delivery, environment.counters(), AlertCounter.ERRORS));
        }
    }

    private void run(SlowAgentThread thread) {
        running.push(thread);
        thread.start();
    }

    /** All alerts as of the last second. */
    public AlertsState state() {
        return agent.state();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
