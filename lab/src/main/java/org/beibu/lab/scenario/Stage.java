package org.beibu.lab.scenario;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.BureauLab;

/** What a scenario can do. */
public final class Stage {
    private final BureauLab lab;
    private final Recorder recorder;

    Stage(BureauLab lab, Recorder recorder) {
        this.lab = lab;
        this.recorder = recorder;
    }

    public BureauLab lab() {
        return lab;
    }

    /** Writes down that something is done now. */
    public void mark(String what) {
        recorder.mark(what);
    }

    /** Lets time go by. */
    public void pause(double seconds) {
        long end = System.nanoTime() + Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Changes an exit's line for every packet but BGP's. */
    public void line(LabExit exit, String changes) throws IOException {
        lab.lines().set(exit.name(), 0, changes);
    }

    /** Changes an exit's line for packets of every destination, so that BGP notices nothing. */
    public void destinations(LabExit exit, String changes) throws IOException {
        for (LabDestination to : Topology.DESTINATIONS) {
            lab.lines().set(exit.name(), to.number() + 1, changes);
        }
    }

    /** Waits until the edge sends every destination's packets by another exit; whether it did. */
    public boolean untilAllLeave(LabExit exit, double seconds) throws IOException {
        return until(
                () -> {
                    for (LabDestination to : Topology.DESTINATIONS) {
                        if (lab.routers().exitInUse(to.prefix()).equals(exit.name())) {
                            return false;
                        }
                    }
                    return true;
                },
                seconds);
    }

    /** Waits until the edge sends every destination's packets by that exit; whether it did. */
    public boolean untilAllUse(LabExit exit, double seconds) throws IOException {
        return until(() -> lab.routers().allUse(exit.name()), seconds);
    }

    /** Waits for something; whether it came. */
    public boolean until(BureauLab.Condition condition, double seconds) throws IOException {
        return BureauLab.comes(condition, Math.round(seconds * TimeUnit.SECONDS.toNanos(1)));
    }
}
