package org.beibu.simulator.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.event.Timeline;
import org.beibu.simulator.tcp.BureauTraffic;
import org.beibu.simulator.tcp.CapturePoint;
import org.beibu.simulator.tcp.Segment;
import org.beibu.simulator.tcp.Truth;
import org.beibu.simulator.tcp.TruthSink;

/** Runs a simulation from its start to its end, as fast as it goes, into files. */
public final class CaptureSimulation implements CapturePoint {
    private final SimulationConfig config;
    private final CaptureFileWriter capture;
    private final Truth truth;
    private long packets;

    /**
     * How a run ended.
     *
     * @param packets packets written, copies included
     * @param connections connections begun
     * @param lastEpochNanos when the last event happened
     */
    public record Outcome(long packets, long connections, long lastEpochNanos) {}

    /** A simulation into this capture file, telling its truth to this sink. */
    public CaptureSimulation(
            SimulationConfig config, CaptureFileWriter capture, TruthSink truthSink) {
        this.config = config;
        this.capture = capture;
        this.truth = new Truth(truthSink);
    }

    /**
     * Runs until nothing is to come, or that many packets are written, or that much time has
     * passed.
     *
     * @throws IOException when a file cannot be written
     */
    public Outcome run(long mostPackets, long mostNanos) throws IOException {
        BureauTraffic traffic = new BureauTraffic(config, new SimulatedBureau(), this);
        Timeline timeline = traffic.timeline();
        long end = config.startEpochNanos() + mostNanos;
        traffic.start();
        try {
            while (packets < mostPackets && timeline.nextNanos() < end) {
                timeline.runNext();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Outcome(packets, traffic.begun(), timeline.nowNanos());
    }

    @Override
    public void onSegment(long epochNanos, Segment segment, boolean copy) {
        try {
            capture.write(epochNanos, segment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        truth.onSegment(epochNanos, segment, copy);
        packets++;
    }
}
