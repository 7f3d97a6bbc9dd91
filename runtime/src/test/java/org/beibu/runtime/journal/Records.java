package org.beibu.runtime.journal;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;

/** Records, clock and reader of the journal tests. */
final class Records {
    /** 2026-01-01T00:00:00Z. */
    static final long START_NANOS = 1_767_225_600_000_000_000L;

    static final long ROUTE = AsciiKey.route("VN-HAN");
    static final long EXIT_HIGH = AsciiKey.exitHigh("gz-1");
    static final long EXIT_LOW = AsciiKey.exitLow("gz-1");

    private Records() {}

    /** A clock that stands until it is moved. */
    static final class SteppedClock implements EpochNanoClock {
        long nanos = START_NANOS;

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    /** The n-th of a row of timings that all differ. */
    static TimingRecord timing(TimingRecord into, long n) {
        return into.epochNanos(START_NANOS + n)
                .delayNanos(1_000_000 + n)
                .method(n % 2 == 0 ? Method.HANDSHAKE : Method.TIMESTAMP)
                .metric(Metric.FAR_ROUND_TRIP)
                .clockQuality(ClockQuality.SIMULATED)
                .prefix(0, 0x0000_ffff_c000_0200L, 24)
                .routeKey(ROUTE)
                .exitKey(EXIT_HIGH, EXIT_LOW);
    }

    /** One record as text that names all its fields. */
    static String text(JournalBatch batch, int i) {
        String value =
                switch (batch.kind(i)) {
                    case UNKNOWN -> "";
                    case TIMING -> text(batch.timing(i));
                    case LOSS_WINDOW -> batch.lossWindow(i).toString();
                    case TRAFFIC -> batch.traffic(i).toString();
                    case CAPTURE_STATISTICS -> batch.captureStatistics(i).toString();
                    case LOSS_EPISODES -> batch.lossEpisodes(i).toString();
                    case CAPTURE_SKIPS -> batch.captureSkips(i).toString();
                    case HEARTBEAT -> batch.heartbeat(i).toString();
                    case PATH_EVENT -> batch.pathEvent(i).toString();
                    case TRACE -> batch.trace(i).toString();
                    case HOP_COUNTS -> batch.hopCounts(i).toString();
                    case TRACE_HOP -> batch.traceHop(i).toString();
                };
        return batch.probe()
                + " "
                + (batch.firstSequence() + i)
                + " "
                + batch.kind(i)
                + " "
                + value;
    }

    static String text(TimingRecord timing) {
        return String.join(
                " ",
                Long.toString(timing.epochNanos()),
                Long.toString(timing.delayNanos()),
                timing.method().toString(),
                timing.metric().toString(),
                timing.clockQuality().toString(),
                Integer.toHexString(timing.flags()),
                Long.toHexString(timing.prefixHigh()),
                Long.toHexString(timing.prefixLow()) + "/" + timing.prefixLength(),
                AsciiKey.routeText(timing.routeKey()),
                AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow()));
    }

    /** Reads all that is there now. */
    static List<String> readAll(JournalReader reader) throws JournalException {
        List<String> all = new ArrayList<>();
        while (reader.poll(batch -> addAll(batch, all), 16) > 0) {
            // until the end
        }
        return all;
    }

    private static void addAll(JournalBatch batch, List<String> all) {
        for (int i = 0; i < batch.count(); i++) {
            all.add(text(batch, i));
        }
    }

    /** Sequence numbers of a probe that a fresh reader finds, in order. */
    static List<Long> sequences(JournalReader reader, String probe) throws JournalException {
        List<Long> all = new ArrayList<>();
        JournalHandler handler =
                batch -> {
                    for (int i = 0; i < batch.count(); i++) {
                        if (batch.probe().equals(probe)) {
                            all.add(batch.firstSequence() + i);
                        }
                    }
                };
        while (reader.poll(handler, 16) > 0) {
            // until the end
        }
        return all;
    }
}
