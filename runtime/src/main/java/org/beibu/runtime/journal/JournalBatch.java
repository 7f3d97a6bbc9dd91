package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flyweight over one sound document, valid inside {@link JournalHandler#onBatch} only. Record
 * {@code i} has sequence number {@code firstSequence() + i}.
 */
public final class JournalBatch {
    private final ByteBuffer document;
    private final TimingRecord timing = new TimingRecord();
    private final Map<ProbeKey, String> probes = new HashMap<>();
    private final ProbeKey lookupKey = new ProbeKey();
    private String probe = "";
    private int count;

    JournalBatch(ByteBuffer document) {
        this.document = document;
    }

    /** Takes over the document that now lies in the buffer. */
    void wrap() {
        count = document.getShort(JournalFormat.COUNT_AT);
        lookupKey.read(document);
        String known = probes.get(lookupKey);
        if (known == null) {
            ProbeKey key = new ProbeKey();
            key.read(document);
            known = key.toString();
            probes.put(key, known);
        }
        probe = known;
    }

    /** Name of the probe that all records come from; the same object for the same probe. */
    public String probe() {
        return probe;
    }

    /** Sequence number of record 0. */
    public long firstSequence() {
        return document.getLong(JournalFormat.SEQUENCE_AT);
    }

    /** Number of records, 1 to {@link JournalFormat#MAX_RECORDS}. */
    public int count() {
        return count;
    }

    /** When the batch was appended, by the writer's clock, epoch nanoseconds. */
    public long appendEpochNanos() {
        return document.getLong(JournalFormat.APPEND_TIME_AT);
    }

    /** What record {@code i} is; {@link RecordKind#UNKNOWN} must be passed over. */
    public RecordKind kind(int i) {
        int at = at(i);
        RecordKind kind = RecordKind.ofCode(document.get(at));
        boolean known =
                switch (kind) {
                    case UNKNOWN -> false;
                    case TIMING -> TimingRecord.isKnown(document, at);
                    case LOSS_WINDOW -> LossWindowRecord.isKnown(document, at);
                    case LOSS_EPISODES -> LossEpisodesRecord.isKnown(document, at);
                    case TRAFFIC -> TrafficRecord.isKnown(document, at);
                    case CAPTURE_SKIPS -> CaptureSkipsRecord.isKnown(document, at);
                    case PATH_EVENT -> PathEventRecord.isKnown(document, at);
                    case TRACE -> TraceRecord.isKnown(document, at);
                    case TRACE_HOP -> TraceHopRecord.isKnown(document, at);
                    case HOP_COUNTS -> HopCountsRecord.isKnown(document, at);
                    case CAPTURE_STATISTICS, HEARTBEAT -> true;
                };
        return known ? kind : RecordKind.UNKNOWN;
    }

    /** Record {@code i}, which must be a TIMING; the same object at every call. */
    public TimingRecord timing(int i) {
        timing.decode(document, at(i));
        return timing;
    }

    /** Record {@code i}, which must be a LOSS_WINDOW. */
    public LossWindowRecord lossWindow(int i) {
        return LossWindowRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a LOSS_EPISODES. */
    public LossEpisodesRecord lossEpisodes(int i) {
        return LossEpisodesRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a TRAFFIC. */
    public TrafficRecord traffic(int i) {
        return TrafficRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a CAPTURE_STATISTICS. */
    public CaptureStatisticsRecord captureStatistics(int i) {
        return CaptureStatisticsRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a HEARTBEAT. */
    public HeartbeatRecord heartbeat(int i) {
        return HeartbeatRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a CAPTURE_SKIPS. */
    public CaptureSkipsRecord captureSkips(int i) {
        return CaptureSkipsRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a PATH_EVENT. */
    public PathEventRecord pathEvent(int i) {
        return PathEventRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a TRACE. */
    public TraceRecord trace(int i) {
        return TraceRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a TRACE_HOP. */
    public TraceHopRecord traceHop(int i) {
        return TraceHopRecord.decode(document, at(i));
    }

    /** Record {@code i}, which must be a HOP_COUNTS. */
    public HopCountsRecord hopCounts(int i) {
        return HopCountsRecord.decode(document, at(i));
    }

    private int at(int i) {
        if (i < 0 || i >= count) {
            throw new IndexOutOfBoundsException("record " + i + " of " + count);
        }
        return JournalFormat.recordAt(i);
    }

    /** The 32 octets of a probe name as a map key that can be filled again. */
    private static final class ProbeKey {
        private long a;
        private long b;
        private long c;
        private long d;

        void read(ByteBuffer document) {
            a = document.getLong(JournalFormat.PROBE_AT);
            b = document.getLong(JournalFormat.PROBE_AT + 8);
            c = document.getLong(JournalFormat.PROBE_AT + 16);
            d = document.getLong(JournalFormat.PROBE_AT + 24);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ProbeKey key
                    && a == key.a
                    && b == key.b
                    && c == key.c
                    && d == key.d;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(((a * 31 + b) * 31 + c) * 31 + d);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(JournalFormat.MAX_PROBE_NAME);
            AsciiKey.append(text, a);
            if (text.length() == 8) {
                AsciiKey.append(text, b);
            }
            if (text.length() == 16) {
                AsciiKey.append(text, c);
            }
            if (text.length() == 24) {
                AsciiKey.append(text, d);
            }
            return text.toString();
        }
    }
}
