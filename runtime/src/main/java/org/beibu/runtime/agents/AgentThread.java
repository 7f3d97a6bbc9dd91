package org.beibu.runtime.agents;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Turns;

/**
 * One agent on one thread. When the agent has nothing to do the thread parks, 100 microseconds
 * first and a millisecond at last: spinning costs a core and, where cores are few, makes the tail
 * of every latency longer.
 */
public final class AgentThread implements AutoCloseable {
    private static final long SHORTEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AgentRunner runner;
    private final String name;
    private final Turns.Turn turn;

    /** A thread for this agent, not started yet; its errors go to the counter. */
    public AgentThread(Agent agent, Counters counters, Counter errors) {
        this.name = agent.roleName();
        this.turn = counters.turns().begin(name);
        this.runner =
                new AgentRunner(
                        new BackoffIdleStrategy(0, 0, SHORTEST_PARK_NANOS, LONGEST_PARK_NANOS),
                        new ErrorLog(name, counters, errors),
                        null,
                        new TurnedAgent(agent, turn));
    }

    /** Starts the thread; the agent's {@code onStart} runs on it. */
    public void start() {
        AgentRunner.startOnThread(
                runner,
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(false);
                    return thread;
                });
    }

    /** Stops the thread and waits for it; the agent's {@code onClose} has run afterwards. */
    @Override
    public void close() {
        turn.end();
        runner.close();
    }
}
