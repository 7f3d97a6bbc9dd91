package org.beibu.runtime.agents;

import org.agrona.concurrent.Agent;
import org.beibu.runtime.counters.Turns;

/** An agent whose turns are counted once they are done. Runs on the agent's own thread. */
record TurnedAgent(Agent agent, Turns.Turn turn) implements Agent {
    @Override
    public void onStart() {
        agent.onStart();
    }

    @Override
    public int doWork() throws Exception {
        int work = agent.doWork();
        turn.done();
        return work;
    }

    @Override
    public void onClose() {
        agent.onClose();
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }
}
