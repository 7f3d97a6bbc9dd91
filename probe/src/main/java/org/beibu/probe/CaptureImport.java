package org.beibu.probe;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.collections.Long2LongCounterMap;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.probe.capture.CaptureCounter;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.capture.SkipReason;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.record.ExitTable;
import org.beibu.probe.record.TimingRecorder;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.probe.traffic.ServiceClassTable;
import org.beibu.probe.traffic.TrafficMeter;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.CaptureSkipsRecord;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TimingRecord;
import org.beibu.runtime.journal.TrafficRecord;

/**
 * Brings the timings of one capture file into the journal, exactly once.
 *
 * <p>The file's content names the probe, and the records are a function of the content alone: no
 * clock, timings and traffic as the packets give them, capture statistics and skipped packets at
 * the end. So record {@code n} of a second run is record {@code n} of the first, and a run that was
 * killed is made good by running again: what journal or store already have is passed over.
 *
 * <p>Assumes one owning thread, and that the exits, the catalogue and the bound on flows are the
 * same in the second run. A journal that refuses a record ends the import with an error; nothing is
 * lost, and the import can be run again.
 */
public final class CaptureImport implements AutoCloseable {
    private final ProbeConfig config;
    private final FileCapture source;
    private final CaptureFingerprint fingerprint;
    private final JournalWriter journal;
    private final ExitTable exits;
    private final PacketTimer timer;
    private final TrafficMeter traffic;
    private final Counters counters = new Counters();
    private final Long2LongCounterMap methods = new Long2LongCounterMap(0);
    private final Long2LongCounterMap routes = new Long2LongCounterMap(0);
    private long known;
    private long ordinal;
    private long timings;
    private long timingsKnown;
    private long lastEpochNanos;
    private boolean refused;
    private Optional<String> damage = Optional.empty();

    /** An import of the file with this fingerprint; opens nothing yet. */
    public CaptureImport(
            ProbeConfig config,
            CaptureFingerprint fingerprint,
            EpochNanoClock clock,
            Counters journalCounters) {
        this.config = config;
        this.fingerprint = fingerprint;
        this.source = new FileCapture(fingerprint.file());
        this.journal =
                new JournalWriter(
                        config.shared().journal(), fingerprint.probeName(), clock, journalCounters);
        this.exits = new ExitTable(config.shared().exits());
        counters.register(SkipReason.class);
        TimingRecorder recorder =
                new TimingRecorder(
                        config.shared().catalogue(),
                        exits,
                        config.recording().with(ClockQuality.FILE),
                        this::append,
                        counters);
        this.timer = new PacketTimer(passive(), recorder, counters);
        this.traffic =
                new TrafficMeter(
                        config.shared().catalogue(),
                        exits,
                        new ServiceClassTable(config.shared().serviceClasses()),
                        this::append,
                        counters);
    }

    /** The hash seed comes from the content too: strangers cannot know it, a second run does. */
    private PassiveConfig passive() {
        PassiveConfig passive = config.passive();
        return new PassiveConfig(
                passive.maxFlows(), passive.maxSlots(), passive.idleTimeout(), fingerprint.seed());
    }

    /**
     * Opens file and journal.
     *
     * @param storedSequence the last sequence number of this probe that the store has
     * @throws CaptureException when the file cannot be read as a capture file, or is another one by
     *     now than the one that was hashed
     * @throws JournalException when the journal cannot be written
     */
    public void start(long storedSequence) throws CaptureException, JournalException {
        source.start();
        if (source.octetsTotal() >= 0 && source.octetsTotal() != fingerprint.octets()) {
            throw new CaptureException(
                    fingerprint.file() + ": still being written: import it when it is finished");
        }
        journal.start();
        journal.resumeAfter(storedSequence);
        known = journal.lastSequence();
    }

    /**
     * Takes the next packets.
     *
     * @return false when the file has ended
     * @throws JournalException when the journal refuses records: the disk is full
     */
    public boolean step(int packets) throws JournalException {
        try {
            if (source.poll(this::onPacket, packets) == PacketSource.END) {
                finish();
                return false;
            }
        } catch (CaptureException e) {
            damage = Optional.of(String.valueOf(e.getMessage()));
            finish();
            return false;
        }
        flush();
        return true;
    }

    private void onPacket(CapturedPacket packet) {
        if (packet.interfaceIndex() >= exits.interfaceCount()) {
            exits.interfaces(source.interfaceNames());
        }
        if (timer.onPacket(packet)) {
            lastEpochNanos = timer.packet().epochNanos();
            traffic.onPacket(timer.packet());
        }
    }

    private void append(TrafficRecord record) {
        if (next()) {
            kept(journal.append(record));
        }
    }

    private boolean append(TimingRecord timing) {
        timings++;
        timingsKnown += ordinal < known ? 1 : 0;
        methods.incrementAndGet(timing.method().code());
        routes.incrementAndGet(timing.routeKey());
        return next() && kept(journal.append(timing));
    }

    /** Counts one more record; true when it is not in the journal yet. */
    private boolean next() {
        ordinal++;
        if (ordinal <= known || refused) {
            return false;
        }
        // After a batch that was lost the journal's numbers are behind ours: stop before a gap.
        return kept(journal.lastSequence() + 1 == ordinal);
    }

    private boolean kept(boolean appended) {
        refused |= !appended;
        return appended;
    }

    private void finish() throws JournalException {
        timer.end();
        traffic.flush();
        long used = counters.get(CaptureCounter.USED);
        CaptureStatisticsRecord statistics =
                new CaptureStatisticsRecord(
                        lastEpochNanos,
                        source.statistics().received(),
                        0,
                        0,
                        used,
                        counters.get(CaptureCounter.PACKETS) - used,
                        timings);
        if (next()) {
            kept(journal.append(statistics));
        }
        appendSkips();
        flush();
    }

    private void appendSkips() {
        for (SkipReason reason : SkipReason.values()) {
            long packets = counters.get(reason);
            if (packets > 0 && next()) {
                CaptureSkipsRecord skips =
                        new CaptureSkipsRecord(lastEpochNanos, reason.reason(), packets);
                kept(journal.append(skips));
            }
        }
    }

    private void flush() throws JournalException {
        if (!kept(journal.flush()) || refused) {
            throw new JournalException(
                    "journal: "
                            + config.shared().journal().directory()
                            + ": does not take the timings of "
                            + fingerprint.file()
                            + ": free some space and import the file again: nothing is lost or"
                            + " doubled by that");
        }
    }

    /** Octets of the file read so far. */
    public long octetsRead() {
        return source.octetsRead();
    }

    /** What it came to; after the last step. */
    public ImportSummary summary() {
        Map<String, Long> byMethod = new TreeMap<>();
        methods.forEach(
                (code, count) ->
                        byMethod.put(
                                Method.ofCode((int) code).map(Method::toString).orElse("?"),
                                count));
        Map<String, Long> byRoute = new TreeMap<>();
        routes.forEach((key, count) -> byRoute.put(AsciiKey.routeText(key), count));
        Map<String, Long> skipped = new TreeMap<>();
        for (SkipReason reason : SkipReason.values()) {
            if (counters.get(reason) > 0) {
                skipped.put(reason.label().replace("packets_skipped_", ""), counters.get(reason));
            }
        }
        return new ImportSummary(
                fingerprint.probeName(),
                counters.get(CaptureCounter.PACKETS),
                byMethod,
                byRoute,
                skipped,
                timingsKnown,
                damage);
    }

    @Override
    public void close() throws IOException {
        journal.close();
        source.close();
    }
}
