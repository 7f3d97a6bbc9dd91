package org.beibu.probe;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Exit;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.probe.capture.PacketSource;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.RecordKind;
import org.beibu.runtime.journal.TimingRecord;
import org.beibu.runtime.journal.TrafficRecord;
import org.jspecify.annotations.Nullable;

/** Configuration, clock, source and journal reading of the probe's tests. */
final class Probes {
    private Probes() {}

    /** Two exits by VLAN, the catalogue of {@link Frames}, a low free-space floor. */
    static ProbeConfig config(Path data) {
        ProbeConfig config = ProbeConfig.at(data);
        JournalConfig journal =
                config.shared().journal().withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
        return config.with(
                new SharedConfig(
                        data,
                        Frames.CATALOGUE,
                        List.of(exit("gz-1", 101), exit("hk-3", 102)),
                        List.of(),
                        journal));
    }

    private static ExitConfig exit(String name, int vlan) {
        return ExitConfig.ofVlan(new Exit(name, "", "", "", 0), vlan);
    }

    /** A clock that stands until it is moved. */
    static final class SteppedClock implements EpochNanoClock {
        long nanos = Frames.START_NANOS;

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    /** A source that hands over what the test puts in. */
    static final class FedSource implements PacketSource {
        final ArrayDeque<Frames.Frame> frames = new ArrayDeque<>();
        boolean atEnd;
        boolean closed;
        @Nullable CaptureException failure;
        private final CapturedPacket packet = new CapturedPacket();
        private long received;

        @Override
        public void start() {}

        @Override
        public int poll(PacketHandler handler, int limit) throws CaptureException {
            int count = 0;
            for (Frames.Frame frame = frames.poll();
                    frame != null;
                    frame = count < limit ? frames.poll() : null) {
                packet.wrap(
                                ByteBuffer.wrap(frame.octets()),
                                0,
                                frame.octets().length,
                                frame.octets().length,
                                frame.epochNanos())
                        .onInterface(0, 1);
                handler.onPacket(packet);
                count++;
                received++;
            }
            if (count == 0 && failure != null) {
                throw failure;
            }
            return count == 0 && atEnd ? END : count;
        }

        @Override
        public List<String> interfaceNames() {
            return List.of("lan0");
        }

        @Override
        public CaptureStatistics statistics() {
            return new CaptureStatistics(received + 5, 5, 0);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** All records in the journal as text, timings in short. */
    static List<String> journal(ProbeConfig config) throws JournalException {
        List<String> records = new ArrayList<>();
        try (JournalReader reader = new JournalReader(config.shared().journal(), new Counters())) {
            reader.start(0);
            while (reader.poll(batch -> addAll(batch, records), 1) > 0) {
                // until the end
            }
        }
        return records;
    }

    private static void addAll(JournalBatch batch, List<String> records) {
        for (int i = 0; i < batch.count(); i++) {
            RecordKind kind = batch.kind(i);
            String text =
                    switch (kind) {
                        case TIMING -> text(batch.timing(i));
                        case CAPTURE_STATISTICS -> batch.captureStatistics(i).toString();
                        case LOSS_EPISODES -> batch.lossEpisodes(i).toString();
                        case CAPTURE_SKIPS -> batch.captureSkips(i).toString();
                        case HEARTBEAT -> batch.heartbeat(i).toString();
                        case TRAFFIC -> text(batch.traffic(i));
                        case LOSS_WINDOW, PATH_EVENT, TRACE, TRACE_HOP, HOP_COUNTS, UNKNOWN ->
                                kind.toString();
                    };
            records.add((batch.firstSequence() + i) + " " + text);
        }
    }

    private static String text(TrafficRecord traffic) {
        return "%d s %s %s: %d octets, %d packets"
                .formatted(
                        (traffic.startEpochNanos() - Frames.START_NANOS) / 1_000_000_000,
                        traffic.path(),
                        traffic.direction(),
                        traffic.volume().octets(),
                        traffic.volume().packets());
    }

    private static String text(TimingRecord timing) {
        return String.join(
                " ",
                timing.method().toString(),
                timing.metric().toString(),
                timing.delayNanos() / 1_000_000 + "ms",
                AsciiKey.routeText(timing.routeKey()),
                AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow()),
                Long.toHexString(timing.prefixLow()) + "/" + timing.prefixLength(),
                timing.clockQuality().toString());
    }

    /** How many of these records are timings. */
    static long timings(List<String> records) {
        return records.stream().filter(record -> record.contains("ms ")).count();
    }
}
