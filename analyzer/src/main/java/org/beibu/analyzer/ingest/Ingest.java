package org.beibu.analyzer.ingest;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.detect.LiveWatch;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.store.StoreException;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;
import org.beibu.runtime.journal.TrafficRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal into the store and the live view.
 *
 * <p>Run it as an Agent, or call {@link #start}, {@link #drain} and {@link #close} from one thread.
 * Assumes that nobody else writes the store. Guarantees that every timing in the journal is in the
 * store exactly once after any number of crashes, since histograms and position are committed
 * together and sequence numbers are taken once.
 */
public final class Ingest implements Agent, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    /** At most 64 x 64 records, some milliseconds, between two looks at the clock. */
    private static final int BATCHES_A_POLL = 64;

    /** What the live watch reads again at a start: some minutes, read in less than a second. */
    private static final int DOCUMENTS_WATCHED_AGAIN = 32_768;

    private static final long PUBLISH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long UPKEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long UPKEEP_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long READ_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JournalReader reader;
    private final DelayStore store;
    private final LiveRecorder live;
    private final IngestClocks clocks;
    private final Counters counters;
    private final OpenCells cells;
    private final TrafficCells traffic;
    private final LossCells losses;
    private final PathEventCells events;
    private final LiveWatch watch;
    private final ProbeProgress progress;
    private final StoreFeed feed;
    private final long commitNanos;

    private boolean started;
    private boolean unread = true;
    private boolean readFailed;
    private boolean settled = true;
    private long nextReadNanos;
    private long lastCommitNanos;
    private long lastSampleNanos;
    private long lastPublishNanos;
    private long lastUpkeepNanos;

    /** Wires it; reads and writes nothing yet. The reader is closed with it, the store is not. */
    public Ingest(
            JournalReader reader,
            DelayStore store,
            LiveRecorder live,
            IngestConfig config,
            Environment environment) {
        this.reader = reader;
        this.store = store;
        this.live = live;
        this.clocks = environment.clocks();
        this.counters = environment.counters();
        this.cells = new OpenCells(config, live, counters);
        this.traffic = new TrafficCells(config.maxSeries(), counters);
        this.losses = new LossCells(config.maxSeries(), counters);
        this.events = new PathEventCells(counters);
        this.watch = new LiveWatch(config.detect(), counters, events::add);
        this.progress = new ProbeProgress(counters);
        this.feed = new StoreFeed(store, clocks, counters);
        this.commitNanos = config.commitInterval().toNanos();
    }

    /**
     * What ingest shares with the rest of its process.
     *
     * @param clocks where time comes from
     * @param counters where it counts
     */
    public record Environment(IngestClocks clocks, Counters counters) {}

    /** Has the listener hear of every commit from now on. */
    public void addListener(CommitListener listener) {
        feed.addListener(listener);
    }

    /** Goes to where the store has got to. */
    public void start() {
        counters.register(AnalyzerCounter.class);
        JournalPosition position = store.position();
        progress.restore(position);
        position.sequences().forEach(reader::expectAfter);
        long now = clocks.monotonic().nanoTime();
        lastCommitNanos = now;
        lastSampleNanos = now;
        lastUpkeepNanos = now;
        lastPublishNanos = now - PUBLISH_NANOS;
        nextReadNanos = now;
        try {
            startAt(position.index());
        } catch (JournalException e) {
            onReadFailure(now, e);
        }
        started = true;
    }

    /**
     * Begins with the last document that was taken in, to see that it still is that one. Where it
     * is the first of its file, the reader finds no document before it and reads all again.
     */
    private void startAt(long index) throws JournalException {
        if (index > 0) {
            progress.expectKnown();
            watchAgain(index);
        }
        reader.start(Math.max(0, index - 1));
    }

    /** The watch learns what it knew before the restart and says nothing of it again. */
    private void watchAgain(long index) throws JournalException {
        watch.setSilent(true);
        try {
            reader.again(index, DOCUMENTS_WATCHED_AGAIN, this::watchOnly);
        } finally {
            watch.setSilent(false);
        }
    }

    private void watchOnly(JournalBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            switch (batch.kind(i)) {
                case TIMING -> watch.onTiming(batch.probe(), batch.timing(i));
                case HEARTBEAT -> watch.onHeartbeat(batch.probe(), batch.heartbeat(i));
                case LOSS_WINDOW -> watch.onLossWindow(batch.probe(), batch.lossWindow(i));
                default -> {}
            }
        }
    }

    @Override
    public void onStart() {
        start();
    }

    @Override
    public int doWork() {
        long now = clocks.monotonic().nanoTime();
        live.at(clocks.wall().nanoTime());
        int read = isFull() ? 0 : poll(now);
        if (isFull() || now - lastCommitNanos >= commitNanos) {
            commit(now);
        }
        if (now - lastPublishNanos >= PUBLISH_NANOS) {
            lastPublishNanos = now;
            live.publish();
        }
        if (now - lastUpkeepNanos >= UPKEEP_NANOS) {
            lastUpkeepNanos = now;
            upkeep(now);
        }
        return read;
    }

    private int poll(long now) {
        if (now - nextReadNanos < 0) {
            return 0;
        }
        try {
            int read = read();
            readFailed = false;
            return read;
        } catch (JournalException e) {
            onReadFailure(now, e);
            return 0;
        }
    }

    private int read() throws JournalException {
        int read = reader.poll(this::onBatch, BATCHES_A_POLL);
        if (progress.takeReread()) {
            reader.close();
            reader.start(0);
        }
        return read;
    }

    private void onReadFailure(long now, JournalException e) {
        counters.increment(AnalyzerCounter.READ_FAILURES);
        if (!readFailed) {
            LOG.error("{}; trying again", e.getMessage());
        }
        readFailed = true;
        nextReadNanos = now + READ_PAUSE_NANOS;
    }

    private void onBatch(JournalBatch batch) {
        unread = true;
        for (int i = progress.accept(batch); i < batch.count(); i++) {
            switch (batch.kind(i)) {
                case TIMING -> onTiming(batch.probe(), batch.timing(i));
                case HEARTBEAT -> onHeartbeat(batch.probe(), batch.heartbeat(i));
                case CAPTURE_STATISTICS ->
                        live.onStatistics(batch.probe(), batch.captureStatistics(i));
                case CAPTURE_SKIPS -> live.onSkips(batch.probe(), batch.captureSkips(i));
                case TRAFFIC -> onTraffic(batch.traffic(i));
                case LOSS_WINDOW -> onLossWindow(batch.probe(), batch.lossWindow(i));
                case LOSS_EPISODES -> losses.record(batch.lossEpisodes(i));
                case PATH_EVENT -> events.record(batch.probe(), batch.pathEvent(i));
                case TRACE -> events.record(batch.probe(), batch.trace(i));
                case TRACE_HOP -> events.record(batch.probe(), batch.traceHop(i));
                case HOP_COUNTS, UNKNOWN -> {} // not kept; UNKNOWN is counted below us
            }
        }
    }

    private void onTiming(String probe, TimingRecord timing) {
        cells.record(timing);
        watch.onTiming(probe, timing);
        counters.increment(AnalyzerCounter.SAMPLES_INGESTED);
    }

    private void onHeartbeat(String probe, HeartbeatRecord heartbeat) {
        live.onHeartbeat(probe, heartbeat);
        watch.onHeartbeat(probe, heartbeat);
    }

    private void onLossWindow(String probe, LossWindowRecord window) {
        losses.record(window);
        watch.onLossWindow(probe, window);
    }

    private void onTraffic(TrafficRecord record) {
        traffic.record(record);
        live.onTraffic(TrafficCells.series(record), record);
    }

    private boolean isFull() {
        return cells.isFull() || traffic.isFull() || losses.isFull() || events.isFull();
    }

    private void commit(long now) {
        if (feed.tryCommit() && unread && isSynced(now)) {
            takeBatch(now);
            feed.tryCommit();
        }
        lastCommitNanos = now;
    }

    /** The store must never know more than a journal that the power failure has left. */
    private boolean isSynced(long now) {
        try {
            reader.sync();
            return true;
        } catch (JournalException e) {
            onReadFailure(now, e);
            return false;
        }
    }

    private void takeBatch(long now) {
        List<StoreBatch.Addition> additions = cells.take();
        if (!additions.isEmpty()) {
            lastSampleNanos = now;
            settled = false;
        }
        unread = false;
        feed.offer(
                new StoreBatch(
                        additions,
                        traffic.take(),
                        losses.take(),
                        events.take(),
                        progress.position(reader.index()),
                        clocks.wall().nanoTime()));
    }

    private void upkeep(long now) {
        try {
            if (!settled && now - lastSampleNanos >= IDLE_NANOS && !feed.isWaiting()) {
                feed.settle();
                settled = true;
            }
            feed.prune();
        } catch (StoreException e) {
            counters.increment(AnalyzerCounter.COMMIT_FAILURES);
            lastUpkeepNanos = now + UPKEEP_PAUSE_NANOS;
            LOG.warn("{}; trying again in a minute", e.getMessage());
        }
    }

    /**
     * Reads on to the end of the journal and commits all of it.
     *
     * @throws StoreException when the store refuses; what it took before stays
     * @throws JournalException when the journal cannot be read
     */
    public void drain() throws JournalException {
        boolean more = true;
        while (more) {
            live.at(clocks.wall().nanoTime());
            more = read() > 0;
            long now = clocks.monotonic().nanoTime();
            if (!more || isFull() || now - lastCommitNanos >= commitNanos) {
                feed.commit();
                if (unread) {
                    reader.sync();
                    takeBatch(now);
                    feed.commit();
                }
                lastCommitNanos = now;
            }
        }
        feed.settle();
        settled = true;
    }

    @Override
    public void onClose() {
        close();
    }

    /** Commits what has been read, as far as the store takes it, and closes the reader. */
    @Override
    public void close() {
        if (!started) {
            return;
        }
        started = false;
        try {
            feed.commit();
            if (unread) {
                reader.sync();
                takeBatch(clocks.monotonic().nanoTime());
                feed.commit();
            }
            feed.settle();
        } catch (StoreException | JournalException e) {
            counters.increment(AnalyzerCounter.COMMIT_FAILURES);
            LOG.error("{}; the journal keeps what is not committed", e.getMessage());
        } finally {
            reader.close();
        }
    }

    @Override
    public String roleName() {
        return "ingest";
    }
}
