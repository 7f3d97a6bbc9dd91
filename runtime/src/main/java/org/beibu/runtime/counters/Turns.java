package org.beibu.runtime.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often each agent of one process has gone round. A turn that threw does not count: an agent
 * that fails each time stands still, whatever its thread does.
 *
 * <p>An agent's own thread counts; any thread may begin, end and read.
 */
public final class Turns {
    private final AtomicLong last = new AtomicLong();
    private final List<Turn> turns = new CopyOnWriteArrayList<>();

    /** The turns of one agent, until {@link #end}. */
    public final class Turn {
        private final long number = last.incrementAndGet();
        private final String agent;
        private final AtomicLong count = new AtomicLong();

        private Turn(String agent) {
            this.agent = agent;
        }

        /** One more is done; by the agent's thread only. */
        public void done() {
            count.lazySet(count.getPlain() + 1);
        }

        /** Nobody expects further turns of this agent. */
        public void end() {
            turns.remove(this);
        }
    }

    /** An agent at one moment; no two in one process have the same number. */
    public record Standing(long number, String agent, long turns) {}

    /** Expects turns of an agent from now on. */
    public Turn begin(String agent) {
        Turn turn = new Turn(agent);
        turns.add(turn);
        return turn;
    }

    /** All agents of which turns are expected, in the order in which they began. */
    public List<Standing> now() {
        List<Standing> now = new ArrayList<>();
        turns.forEach(turn -> now.add(new Standing(turn.number, turn.agent, turn.count.get())));
        return now;
    }
}
