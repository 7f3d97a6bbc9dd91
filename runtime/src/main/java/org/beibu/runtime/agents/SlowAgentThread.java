package org.beibu.runtime.agents;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Turns;

/**
 * One agent on one thread, for work that may wait a moment: it looks for work twenty times a
 * second, where {@link AgentThread} looks a thousand times.
 */
public final class SlowAgentThread implements AutoCloseable {
    private static final int IDLE_MILLIS = 50;

    private final AgentRunner runner;
    private final String name;
    private final Turns.Turn turn;

    /** A thread for this agent, not started yet; its errors go to the counter. */
    public SlowAgentThread(Agent agent, Counters counters, Counter errors) {
        this.name = agent.roleName();
        this.turn = counters.turns().begin(name);
        this.runner =
                new AgentRunner(
                        new SleepingMillisIdleStrategy(IDLE_MILLIS),
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
