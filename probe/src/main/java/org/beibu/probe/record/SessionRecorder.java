package org.beibu.probe.record;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;
import org.beibu.model.QualityClass;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.SessionSink;
import org.beibu.probe.active.TraceSettings;
import org.beibu.probe.active.metrics.LossEpisodes;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.trace.TraceResult;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.LossEpisodesRecord;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;
import org.beibu.runtime.journal.RecordQueue;
import org.beibu.runtime.journal.TimingRecord;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceProtocol;
import org.beibu.runtime.journal.TraceRecord;

/**
 * Turns what active sessions find into journal records: timings for each timed reply (round trip,
 * its IPDV, one-way delays where the clocks permit them), named by the session's AseanRoute and
 * exit, and a loss window for the round trip, with those of both directions where they are known.
 * Owned by the Session-Sender's thread; allocates nothing for a timing.
 */
public final class SessionRecorder implements SessionSink {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final List<SessionConfig> sessions;
    private final HostPrefixes prefixes;
    private final ClockQuality kernelQuality;
    private final RecordingConfig recording;
    private final boolean wholeAddresses;
    private final RecordQueue queue;
    private final Counters counters;
    private final long[] routeKeys;
    private final long[] exitHigh;
    private final long[] exitLow;
    private final long[] errorSecond;
    private final long[] errorWritten;
    private final TimingRecord record = new TimingRecord();

    /** A recorder that hands its records over in this queue. */
    public SessionRecorder(
            List<SessionConfig> sessions,
            RecordingConfig config,
            TraceSettings traces,
            RecordQueue queue,
            Counters counters) {
        this.sessions = List.copyOf(sessions);
        this.queue = queue;
        this.counters = counters;
        prefixes = new HostPrefixes(config);
        recording = config;
        wholeAddresses = traces.wholeAddresses();
        errorSecond = new long[sessions.size()];
        errorWritten = new long[sessions.size()];
        kernelQuality = config.clockQuality();
        routeKeys = sessions.stream().mapToLong(s -> AsciiKey.route(s.path().routeId())).toArray();
        exitHigh = sessions.stream().mapToLong(s -> AsciiKey.exitHigh(s.path().exit())).toArray();
        exitLow = sessions.stream().mapToLong(s -> AsciiKey.exitLow(s.path().exit())).toArray();
    }

    @Override
    public void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel) {
        offer(session, Metric.FAR_ROUND_TRIP, epochNanos, delayNanos, quality(byKernel));
    }

    private ClockQuality quality(boolean byKernel) {
        return byKernel ? kernelQuality : ClockQuality.USER_SPACE;
    }

    @Override
    public void onOneWay(
            int session, long epochNanos, long forwardNanos, long backwardNanos, long errorNanos) {
        if (forwardNanos != SessionMeter.NOT_DETERMINABLE) {
            offer(session, Metric.FORWARD_ONE_WAY, epochNanos, forwardNanos, kernelQuality);
        }
        if (backwardNanos != SessionMeter.NOT_DETERMINABLE) {
            offer(session, Metric.BACKWARD_ONE_WAY, epochNanos, backwardNanos, kernelQuality);
        }
        // The bound changes slowly: one a second is in every window that has one-way delays.
        long second = Math.floorDiv(epochNanos, SECOND_NANOS);
        if (second != errorSecond[session] || errorNanos > errorWritten[session]) {
            errorSecond[session] = second;
            errorWritten[session] = errorNanos;
            offer(session, Metric.CLOCK_ERROR, epochNanos, errorNanos, kernelQuality);
        }
    }

    @Override
    public void onVariation(int session, long epochNanos, long differenceNanos, boolean byKernel) {
        long size = Math.abs(differenceNanos);
        offer(session, Metric.ROUND_TRIP_VARIATION, epochNanos, size, quality(byKernel));
    }

    private void offer(
            int session, Metric metric, long epochNanos, long nanos, ClockQuality quality) {
        Address target = sessions.get(session).target();
        prefixes.put(target.high(), target.low(), record);
        record.epochNanos(epochNanos)
                .delayNanos(nanos)
                .method(sessions.get(session).method())
                .metric(metric)
                .qualityClass(QualityClass.CLEAN)
                .clockQuality(quality)
                .routeKey(routeKeys[session])
                .exitKey(exitHigh[session], exitLow[session]);
        count(queue.offer(record));
    }

    @Override
    public void onWindow(
            int session, long startEpochNanos, long lengthNanos, SessionFigures figures) {
        SessionConfig config = sessions.get(session);
        offer(config, Metric.FAR_ROUND_TRIP, startEpochNanos, lengthNanos, roundTrip(figures));
        if (figures.lost() > 0) {
            offerEpisodes(config, startEpochNanos, lengthNanos, figures.episodes());
        }
        if (figures.isDirectional()) {
            offer(config, Metric.FORWARD_ONE_WAY, startEpochNanos, lengthNanos, forward(figures));
            offer(config, Metric.BACKWARD_ONE_WAY, startEpochNanos, lengthNanos, backward(figures));
        }
    }

    @Override
    public void onPathEvent(
            int session, long epochNanos, PathEventKind kind, PathEventRecord.Change change) {
        PathId path = sessions.get(session).path();
        count(queue.offer(new PathEventRecord(kind, path, epochNanos, change, session + 1)));
    }

    @Override
    public void onHops(
            int session,
            long epochNanos,
            HopCountsRecord.Direction forward,
            HopCountsRecord.Direction backward) {
        PathId path = sessions.get(session).path();
        count(queue.offer(new HopCountsRecord(path, epochNanos, forward, backward, session + 1)));
    }

    @Override
    public void onTrace(int session, long eventNanos, int sourcePort, TraceResult result) {
        SessionConfig config = sessions.get(session);
        for (TraceHopRecord hop : result.hops()) {
            count(queue.offer(wholeAddresses ? hop : coarsened(hop)));
        }
        TraceRecord.Flow flow =
                new TraceRecord.Flow(
                        TraceProtocol.STAMP,
                        sourcePort,
                        config.port(),
                        config.steering().dscp(),
                        true);
        TraceRecord.Result told =
                new TraceRecord.Result(
                        result.outcome(),
                        result.length(),
                        result.packets().sent(),
                        result.packets().answered(),
                        flow);
        count(
                queue.offer(
                        new TraceRecord(
                                config.path(),
                                result.epochNanos(),
                                result.lengthNanos(),
                                eventNanos,
                                told)));
    }

    /** With a prefix of the router's address, as long as those of hosts. */
    private TraceHopRecord coarsened(TraceHopRecord hop) {
        return new TraceHopRecord(
                hop.traceEpochNanos(),
                hop.place(),
                hop.delaysNanos(),
                hop.answer().map(this::coarsened),
                hop.labels());
    }

    private TraceHopRecord.Answer coarsened(TraceHopRecord.Answer answer) {
        Address whole = answer.address();
        int length = whole.isIpv4() ? recording.ipv4PrefixLength() : recording.ipv6PrefixLength();
        Prefix prefix = Prefix.containing(whole, length);
        return new TraceHopRecord.Answer(
                new Address(prefix.high(), prefix.low()),
                length,
                answer.type(),
                answer.ttl(),
                answer.byKernel());
    }

    private static LossWindowRecord.Counts roundTrip(SessionFigures figures) {
        return new LossWindowRecord.Counts(
                (int) figures.sent(),
                (int) figures.lost(),
                (int) figures.late(),
                (int) figures.duplicates(),
                (int) figures.reordered());
    }

    /** A loss may be found to be forward after its window was written: never more than sent. */
    private static LossWindowRecord.Counts forward(SessionFigures figures) {
        long lost = figures.forwardLost();
        return new LossWindowRecord.Counts(
                (int) Math.max(lost, figures.sent() - figures.undeterminedLost()),
                (int) lost,
                0,
                (int) figures.forwardDuplicates(),
                (int) figures.forwardReordered());
    }

    /** Sent back was what arrived there. */
    private static LossWindowRecord.Counts backward(SessionFigures figures) {
        return new LossWindowRecord.Counts(
                (int) (figures.received() + figures.backwardLost()),
                (int) figures.backwardLost(),
                0,
                (int) figures.backwardDuplicates(),
                (int) figures.backwardReordered());
    }

    private void offer(
            SessionConfig session,
            Metric metric,
            long start,
            long length,
            LossWindowRecord.Counts counts) {
        count(
                queue.offer(
                        new LossWindowRecord(
                                session.method(), metric, session.path(), start, length, counts)));
    }

    private void offerEpisodes(
            SessionConfig session, long start, long length, LossEpisodes episodes) {
        LossEpisodesRecord.Episodes counted =
                new LossEpisodesRecord.Episodes(
                        (int) episodes.count(),
                        (int) episodes.longest(),
                        (int) episodes.noticeable());
        count(
                queue.offer(
                        new LossEpisodesRecord(
                                session.method(),
                                Metric.FAR_ROUND_TRIP,
                                session.path(),
                                start,
                                length,
                                counted)));
    }

    private void count(boolean taken) {
        if (!taken) {
            counters.increment(SenderCounter.RECORDS_LOST);
        }
    }
}
