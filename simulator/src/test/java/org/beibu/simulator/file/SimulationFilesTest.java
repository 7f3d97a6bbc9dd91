package org.beibu.simulator.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTimer;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.rtt.RttOptions;
import org.beibu.probe.rtt.RttRun;
import org.beibu.runtime.counters.Counters;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.bureau.Traffic;
import org.beibu.simulator.bureau.TrafficPlan;
import org.beibu.simulator.tcp.TruthSink.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationFilesTest {
    private static final long NO_LIMIT = Long.MAX_VALUE / 4;

    @TempDir private Path directory = Path.of("");

    private SimulationFiles files(String name, CaptureFormat format) {
        return new SimulationFiles(
                directory.resolve(name),
                directory.resolve(name + ".tsv"),
                directory.resolve(name + ".doubtful.tsv"),
                format,
                128);
    }

    private static SimulationConfig config(long seed) {
        return SimulationConfig.of(seed)
                .with(new Traffic(Traffic.Kind.BROWSING, 100, 300, Duration.ofSeconds(1)));
    }

    /** Without impairments, and no connection is older than the capture: nothing is doubtful. */
    private static SimulationConfig fromTheFirstSyn(long seed) {
        return SimulationConfig.of(seed)
                .with(Impairments.none())
                .with(new Traffic(Traffic.Kind.BROWSING, 100, 300, Duration.ZERO));
    }

    /** What the probe reads from a file, as the truth file writes it. */
    private static String read(Path capture) throws IOException, CaptureException {
        StringWriter text = new StringWriter();
        Counters counters = new Counters();
        PacketDecoder decoder = new PacketDecoder(counters);
        DecodedPacket segment = new DecodedPacket();
        try (TruthFileWriter lines = new TruthFileWriter(text);
                FileCapture source = new FileCapture(capture)) {
            PassiveTimer timer =
                    new PassiveTimer(
                            PassiveConfig.DEFAULT,
                            new CaptureClock(counters),
                            timing -> lines.write(line(timing)),
                            counters);
            source.start();
            int polled = 0;
            while (polled != PacketSource.END) {
                polled = source.poll(packet -> time(packet, decoder, segment, timer), 1000);
            }
        }
        return text.toString();
    }

    private static void time(
            CapturedPacket packet,
            PacketDecoder decoder,
            DecodedPacket segment,
            PassiveTimer timer) {
        assertTrue(decoder.decode(packet, segment));
        timer.onSegment(segment);
    }

    private static Timing line(PassiveTiming timing) {
        return new Timing(
                timing.epochNanos(),
                timing.method(),
                timing.delayNanos(),
                new Address(timing.hostHigh(), timing.hostLow()),
                timing.hostPort(),
                new Address(timing.peerHigh(), timing.peerLow()),
                timing.peerPort(),
                timing.qualityClass());
    }

    @ParameterizedTest
    @EnumSource(CaptureFormat.class)
    void probeReadsTheTruthFromTheFileToTheLastOctet(CaptureFormat format) throws Exception {
        SimulationFiles files = files("capture", format);

        SimulationFiles.Written written = files.write(fromTheFirstSyn(5), NO_LIMIT, NO_LIMIT);

        String truth = Files.readString(directory.resolve("capture.tsv"));
        assertEquals(truth, read(files.capture()));
        assertEquals(written.timings() + 1, truth.lines().count());
        assertTrue(written.timings() > 1000);
        assertEquals(
                written.doubtfulTimings() + 1,
                Files.readString(directory.resolve("capture.doubtful.tsv")).lines().count());
    }

    @Test
    void severalWorkersReadTheSameFromTheFile() throws Exception {
        SimulationFiles files = files("capture", CaptureFormat.PCAP);
        files.write(config(6), NO_LIMIT, NO_LIMIT);

        String one = timings(files.capture(), 1);

        assertTrue(one.lines().count() > 1000);
        assertEquals(one, timings(files.capture(), 2));
        assertEquals(one, timings(files.capture(), 5));
    }

    private static String timings(Path capture, int workers) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RttOptions options = new RttOptions(false, false, false, 1, NO_LIMIT, workers);
        RttRun run = new RttRun(options, PassiveConfig.DEFAULT, out, new Counters());
        try (FileCapture source = new FileCapture(capture)) {
            source.start();
            run.read(source, () -> false);
        }
        run.finish();
        return out.toString(US_ASCII);
    }

    @Test
    void equalSeedsGiveEqualFilesAndOthersDoNot() throws IOException {
        files("one", CaptureFormat.PCAP).write(config(6), NO_LIMIT, NO_LIMIT);
        files("two", CaptureFormat.PCAP).write(config(6), NO_LIMIT, NO_LIMIT);
        files("other", CaptureFormat.PCAP).write(config(7), NO_LIMIT, NO_LIMIT);

        byte[] one = Files.readAllBytes(directory.resolve("one"));
        assertArrayEquals(one, Files.readAllBytes(directory.resolve("two")));
        assertEquals(
                -1, Files.mismatch(directory.resolve("one.tsv"), directory.resolve("two.tsv")));
        assertFalse(Files.mismatch(directory.resolve("one"), directory.resolve("other")) == -1);
    }

    @Test
    void runEndsAfterExactlyTheNumberOfPackets() throws IOException {
        TrafficPlan plan = TrafficPlan.of(null, 5000L, null, Duration.ZERO);

        SimulationFiles.Written written =
                files("short", CaptureFormat.PCAP)
                        .write(
                                SimulationConfig.of(8).with(plan.traffic()),
                                plan.mostPackets(),
                                plan.mostNanos());

        assertEquals(5000, written.outcome().packets());
    }

    @Test
    void runEndsWithItsTime() throws IOException {
        TrafficPlan plan = TrafficPlan.of(1000L, null, Duration.ofSeconds(3), Duration.ZERO);

        SimulationFiles.Written written =
                files("timed", CaptureFormat.PCAP)
                        .write(
                                SimulationConfig.of(9).with(plan.traffic()),
                                plan.mostPackets(),
                                plan.mostNanos());

        long end = SimulationConfig.START_EPOCH_NANOS + 3_000_000_000L;
        assertTrue(written.outcome().lastEpochNanos() < end);
        assertTrue(written.outcome().lastEpochNanos() > end - 100_000_000L);
    }

    @Test
    void distinctConnectionsHaveDistinctAddressesOrPorts() throws Exception {
        TrafficPlan plan = TrafficPlan.distinct(Traffic.Kind.SYN_ONLY, 20_000, null);
        SimulationFiles files = files("distinct", CaptureFormat.PCAP);

        files.write(
                SimulationConfig.of(10).with(plan.traffic()).with(Impairments.none()),
                plan.mostPackets(),
                plan.mostNanos());

        Set<String> tuples = new HashSet<>();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket segment = new DecodedPacket();
        try (FileCapture source = new FileCapture(files.capture())) {
            source.start();
            int polled = 0;
            while (polled != PacketSource.END) {
                polled =
                        source.poll(
                                packet -> {
                                    assertTrue(decoder.decode(packet, segment));
                                    tuples.add(tuple(segment));
                                },
                                1000);
            }
        }
        assertEquals(20_000, tuples.size());
    }

    private static String tuple(DecodedPacket segment) {
        return new Address(segment.sourceHigh(), segment.sourceLow())
                + " "
                + segment.sourcePort()
                + " "
                + new Address(segment.destinationHigh(), segment.destinationLow())
                + " "
                + segment.destinationPort();
    }

    @Test
    void snapLengthMustHoldAllHeaders() {
        SimulationFiles files =
                new SimulationFiles(directory.resolve("cut"), null, null, CaptureFormat.PCAP, 64);

        assertThrows(IllegalArgumentException.class, () -> files.write(config(1), 1, 1));
    }
}
