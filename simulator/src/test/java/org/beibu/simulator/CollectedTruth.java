package org.beibu.simulator;

import java.util.ArrayList;
import java.util.List;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.event.Timeline;
import org.beibu.simulator.tcp.BureauTraffic;
import org.beibu.simulator.tcp.CapturePoint;
import org.beibu.simulator.tcp.Truth;
import org.beibu.simulator.tcp.TruthSink;

/** The truth of a whole simulation, in memory. */
public final class CollectedTruth implements TruthSink {
    private final List<Timing> timings = new ArrayList<>();
    private final List<Timing> doubtful = new ArrayList<>();

    /** Runs a simulation to its end; the capture point sees what the truth sees. */
    public static CollectedTruth of(SimulationConfig config, CapturePoint capturePoint) {
        CollectedTruth collected = new CollectedTruth();
        Truth truth = new Truth(collected);
        BureauTraffic traffic =
                new BureauTraffic(
                        config,
                        new SimulatedBureau(),
                        (now, segment, copy) -> {
                            capturePoint.onSegment(now, segment, copy);
                            truth.onSegment(now, segment, copy);
                        });
        traffic.start();
        while (traffic.timeline().nextNanos() != Timeline.NEVER) {
            traffic.timeline().runNext();
        }
        return collected;
    }

    @Override
    public void onTiming(Timing timing) {
        timings.add(timing);
    }

    @Override
    public void onDoubtfulTiming(Timing timing) {
        doubtful.add(timing);
    }

    /** What a correct tool reports. */
    public List<Timing> timings() {
        return timings;
    }

    /** What a careful tool may leave out. */
    public List<Timing> doubtful() {
        return doubtful;
    }
}
