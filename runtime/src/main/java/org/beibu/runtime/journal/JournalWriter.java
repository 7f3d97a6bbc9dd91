package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.lock.ProcessLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends one probe's records to the journal, in batches.
 *
 * <p>Assumes one owning thread, which calls {@link #flush} at least each millisecond while it is
 * idle and {@link #housekeep} about once a second. Guarantees that sequence numbers have no gaps,
 * also over a restart and a {@code kill -9}; that a record whose append gave true survives the end
 * of the process once flushed; and that nothing is touched on a disk that is about to be full.
 */
public final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final long UPKEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final JournalConfig config;
    private final String probe;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final FreeSpace space;
    private final Retention retention;
    private final SequenceCheckpoint checkpoint;
    private final byte[] octets = new byte[JournalFormat.MAX_DOCUMENT];
    private final ByteBuffer view = ByteBuffer.wrap(octets);
    private final CRC32C crc = new CRC32C();
    private @Nullable ProcessLock lock;
    private @Nullable SingleChronicleQueue queue;
    private @Nullable ExcerptAppender appender;
    private int count;
    private long flushedSequence;
    private long lastIndex;
    private long upkeepNanos;
    private int writtenCycle;
    private long queueMillis;

    /** A writer for this probe; opens nothing yet. */
    public JournalWriter(
            JournalConfig config, String probeName, EpochNanoClock clock, Counters counters) {
        this.config = config;
        this.probe = probeName;
        this.clock = clock;
        this.counters = counters;
        this.space =
                new FreeSpace(config.directory().toFile(), config.freeSpaceFloorBytes(), counters);
        this.retention = new Retention(config, counters);
        this.checkpoint = new SequenceCheckpoint(config.directory());
        JournalFormat.putProbe(view, probeName);
    }

    /**
     * Opens the journal and finds this probe's last sequence number.
     *
     * @throws JournalException when the disk is too full, another process writes, or the directory
     *     cannot be used
     */
    public void start() throws JournalException {
        Path directory = config.directory();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new JournalException(
                    "journal: " + directory + ": cannot create: " + e + ": check path and rights",
                    e);
        }
        long usable = space.usableBytes();
        if (usable < config.freeSpaceFloorBytes()) {
            throw new JournalException(
                    String.format(
                            "journal: %s: %d MiB free, below the floor of %d MiB: free some space"
                                    + " or lower shared.journal.free_space_floor",
                            directory, usable >> 20, config.freeSpaceFloorBytes() >> 20));
        }
        lock = WriterLock.acquire(directory);
        try {
            JournalQueue.removeUnfinishedMetadata(directory);
            new JournalRepair(directory, counters).run();
            openQueue();
            findSequences();
        } catch (RuntimeException | InternalError | IOException e) {
            close();
            throw new JournalException(
                    "journal: " + directory + ": cannot open: " + e + ": check rights and disk", e);
        }
    }

    private void openQueue() throws IOException {
        long begin = JournalQueue.lastCycleStart(config.directory());
        if (begin - queueMillis() > TimeUnit.HOURS.toMillis(1)) {
            LOG.warn(
                    "journal: {}: its newest file is of the future: was the clock set back? Its"
                            + " file will grow until then",
                    config.directory());
        }
        queueMillis = Math.max(queueMillis, begin);
        SingleChronicleQueue opened = JournalQueue.open(config.directory(), this::queueMillis);
        queue = opened;
        appender = opened.createAppender();
    }

    /**
     * The time that chooses the cycle file. It never goes back: no reader comes to see what is
     * appended to a file before the newest one.
     */
    private long queueMillis() {
        queueMillis = Math.max(queueMillis, TimeUnit.NANOSECONDS.toMillis(clock.nanoTime()));
        return queueMillis;
    }

    /** Follows the journal from the checkpoint to its end, which is the truth. */
    private void findSequences() throws IOException {
        checkpoint.load();
        try (JournalReader reader = new JournalReader(config, new Counters())) {
            reader.start(checkpoint.index());
            while (reader.poll(this::account, 1) > 0) {
                checkpoint.reached(reader.index());
            }
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
        flushedSequence = Math.max(flushedSequence, checkpoint.last(probe));
        lastIndex = checkpoint.index();
    }

    private void account(JournalBatch batch) {
        checkpoint.account(batch.probe(), batch.firstSequence() + batch.count() - 1);
    }

    /** The sequence number of the record appended last, durable or not; 0 before the first. */
    public long lastSequence() {
        return flushedSequence + count;
    }

    /** Never hands out a sequence number up to this one; only before the first append. */
    public void resumeAfter(long sequence) {
        if (count > 0) {
            throw new IllegalStateException("records are already waiting in the open batch");
        }
        flushedSequence = Math.max(flushedSequence, sequence);
    }

    /** Appends a timing; false when it was not kept. */
    public boolean append(TimingRecord timing) {
        if (!hasRoom()) {
            return false;
        }
        timing.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends a loss window; false when it was not kept. */
    public boolean append(LossWindowRecord window) {
        if (!hasRoom()) {
            return false;
        }
        window.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends a traffic count; false when it was not kept. */
    public boolean append(TrafficRecord traffic) {
        if (!hasRoom()) {
            return false;
        }
        traffic.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends a record that is encoded already; false when it was not kept. */
    boolean append(ByteBuffer records, int at) {
        if (!hasRoom()) {
            return false;
        }
        view.put(JournalFormat.recordAt(count), records, at, JournalFormat.RECORD_LENGTH);
        return appended();
    }

    /** Appends capture statistics; false when they were not kept. */
    public boolean append(CaptureStatisticsRecord statistics) {
        if (!hasRoom()) {
            return false;
        }
        statistics.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends the runs of losses of a window; false when it was not kept. */
    public boolean append(LossEpisodesRecord episodes) {
        if (!hasRoom()) {
            return false;
        }
        episodes.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends a total of skipped packets; false when it was not kept. */
    public boolean append(CaptureSkipsRecord skips) {
        if (!hasRoom()) {
            return false;
        }
        skips.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends a heartbeat; false when it was not kept. */
    public boolean append(HeartbeatRecord heartbeat) {
        if (!hasRoom()) {
            return false;
        }
        heartbeat.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Appends what happened to a path, or a part of its trace; false when it was not kept. */
    public boolean append(PathRecord record) {
        if (!hasRoom()) {
            return false;
        }
        record.encode(view, JournalFormat.recordAt(count));
        return appended();
    }

    /** Asked once a batch: a batch that was begun is written. */
    private boolean hasRoom() {
        if (count == 0
                && (appender == null
                        || !space.allows(clock.nanoTime(), JournalFormat.MAX_DOCUMENT))) {
            counters.increment(JournalCounter.RECORDS_NOT_KEPT);
            return false;
        }
        return true;
    }

    private boolean appended() {
        count++;
        return count < JournalFormat.MAX_RECORDS || flush();
    }

    /** Writes the open batch, if there is one; false when its records were lost (and counted). */
    public boolean flush() {
        if (count == 0) {
            return true;
        }
        ExcerptAppender open = appender;
        boolean written = open != null && write(open);
        counters.add(
                written ? JournalCounter.RECORDS_APPENDED : JournalCounter.RECORDS_NOT_KEPT, count);
        if (written) {
            counters.increment(JournalCounter.BATCHES_APPENDED);
            flushedSequence += count;
        }
        count = 0;
        return written;
    }

    private boolean write(ExcerptAppender open) {
        int length = JournalFormat.documentLength(count);
        JournalFormat.putHeader(view, count, flushedSequence + 1, clock.nanoTime());
        view.putInt(JournalFormat.CHECKSUM_AT, JournalFormat.checksum(crc, octets, length));
        try (DocumentContext document = open.writingDocument()) {
            Wire wire = document.wire();
            if (wire == null) {
                throw new IllegalStateException("document without a wire");
            }
            wire.bytes().write(octets, 0, length);
        } catch (RuntimeException | InternalError e) {
            fail(e);
            return false;
        }
        lastIndex = open.lastIndexAppended();
        return true;
    }

    /** The mapping cannot be trusted any more: let it go; housekeeping opens a new one. */
    void fail(Throwable e) {
        counters.increment(JournalCounter.WRITE_FAULTS);
        LOG.error(
                "journal: {}: write failed, appending stops until the journal could be reopened",
                config.directory(),
                e);
        closeQueue();
    }

    /**
     * Re-checks the disk, reopens after a fault, deletes old cycles; about once a second.
     *
     * @return the number of cycles deleted
     */
    public int housekeep(long nowNanos) {
        boolean enough = space.check(nowNanos);
        if (lock != null && appender == null && enough) {
            reopen();
        }
        boolean rolled = appender != null && appender.cycle() != writtenCycle;
        boolean setBack = nowNanos < upkeepNanos;
        if (!rolled && !setBack && nowNanos - upkeepNanos < UPKEEP_EVERY_NANOS) {
            return 0;
        }
        upkeepNanos = nowNanos;
        writtenCycle = appender == null ? 0 : appender.cycle();
        saveCheckpoint();
        int deleted = retention.apply(nowNanos);
        if (deleted > 0 && queue != null) {
            queue.refreshDirectoryListing();
        }
        return deleted;
    }

    /** Looks at the journal's end again: what failed to be written may be there all the same. */
    private void reopen() {
        try {
            openQueue();
            findSequences();
            LOG.warn("journal: {}: reopened, appending goes on", config.directory());
        } catch (RuntimeException | InternalError | IOException e) {
            counters.increment(JournalCounter.WRITE_FAULTS);
            closeQueue();
        }
    }

    private void saveCheckpoint() {
        if (lastIndex == checkpoint.index()) {
            return;
        }
        try {
            checkpoint.account(probe, flushedSequence);
            checkpoint.reached(lastIndex);
            checkpoint.save();
        } catch (IOException | RuntimeException e) {
            counters.increment(JournalCounter.CHECKPOINT_FAILURES);
            LOG.warn("journal: {}: checkpoint not saved: {}", config.directory(), e.toString());
        }
    }

    private void closeQueue() {
        SingleChronicleQueue open = queue;
        queue = null;
        appender = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException | InternalError e) {
                LOG.warn("journal: {}: close failed: {}", config.directory(), e.toString());
            }
        }
    }

    /** Writes the open batch and lets everything go. */
    @Override
    public void close() {
        flush();
        if (lock != null) {
            saveCheckpoint();
        }
        closeQueue();
        ProcessLock held = lock;
        lock = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                LOG.warn("journal: {}: lock: {}", config.directory(), e.toString());
            }
        }
    }
}
