package org.beibu.lab.rig;

import java.io.IOException;
import java.nio.file.Path;

/** {@code RigMain FOLDER SECONDS-EACH ADDRESSES [no-timestamps]}: one run of the rig. */
public final class RigMain {
    private RigMain() {}

    /** Runs the rig. */
    public static void main(String[] args) throws IOException {
        RigPlan plan =
                RigPlan.of(args.length < 4, Integer.parseInt(args[2]), Integer.parseInt(args[1]));
        WireRig.Outcome outcome = new WireRig(plan, Path.of(args[0])).run();
        System.out.println("dropped by kernel: " + outcome.droppedByKernel());
        System.out.print(outcome.relayReport());
    }
}
