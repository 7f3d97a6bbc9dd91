package org.beibu.runtime.journal;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal from an index on, in this process or another one than the writer's. Documents
 * that are not sound are counted by why and skipped; sequence numbers that are missing or come
 * again are counted and logged. Whether a record was seen before is the consumer's to decide: by
 * probe and sequence number.
 *
 * <p>Assumes one owning thread.
 */
public final class JournalReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    /** Later gaps are only counted. */
    private static final int MOST_GAPS_LOGGED = 16;

    /** After so many polls in a row without a document the reader looks whether it is stuck. */
    private static final int IDLE_POLLS = 1_000;

    /** The same, after looking many times in vain. */
    private static final int MOST_IDLE_POLLS = 64_000;

    private final JournalConfig config;
    private final Counters counters;
    private final DocumentCursor cursor = new DocumentCursor();
    private final JournalBatch batch = new JournalBatch(cursor.view());
    private final Map<String, Expected> expected = new HashMap<>();
    private final UnsyncedFiles unsynced = new UnsyncedFiles();
    private final Set<JournalCounter> logged = EnumSet.noneOf(JournalCounter.class);
    private int gapsLogged;
    private @Nullable SingleChronicleQueue queue;
    private @Nullable ExcerptTailer tailer;
    private boolean started;
    private long fromMillis;
    private long index;
    private int idlePolls;
    private int idlePollsAllowed = IDLE_POLLS;

    /** A reader of this journal; opens nothing yet. */
    public JournalReader(JournalConfig config, Counters counters) {
        this.config = config;
        this.counters = counters;
    }

    /** The sequence number that should come next from a probe. */
    private static final class Expected {
        long next;
    }

    /**
     * Begins after the document with this index, 0 = with the oldest. A journal that does not exist
     * yet is not an error: there is nothing to read until it does.
     *
     * @throws JournalException when the journal is there but cannot be opened
     */
    public void start(long resumeIndex) throws JournalException {
        index = resumeIndex;
        started = true;
        open();
    }

    /**
     * Begins with the cycle file of this time, or with the first one after it; so at most the ten
     * minutes before it are read in vain.
     *
     * @throws JournalException when the journal is there but cannot be opened
     */
    public void startAt(long epochNanos) throws JournalException {
        fromMillis = TimeUnit.NANOSECONDS.toMillis(epochNanos);
        start(0);
    }

    /** Lets the first gap be noticed too: the last sequence number known of a probe. */
    public void expectAfter(String probe, long lastSequence) {
        expected.computeIfAbsent(probe, name -> new Expected()).next = lastSequence + 1;
    }

    private @Nullable ExcerptTailer open() throws JournalException {
        if (tailer != null) {
            return tailer;
        }
        if (!started) {
            throw new IllegalStateException("not started");
        }
        try {
            if (!JournalQueue.exists(config.directory())) {
                return null;
            }
            SingleChronicleQueue opened =
                    JournalQueue.open(config.directory(), SystemTimeProvider.INSTANCE);
            queue = opened;
            ExcerptTailer created = opened.createTailer();
            resume(opened, created);
            tailer = created;
            return created;
        } catch (RuntimeException | InternalError | IOException e) {
            close();
            throw new JournalException(
                    "journal: "
                            + config.directory()
                            + ": cannot read: "
                            + e
                            + ": check rights and disk",
                    e);
        }
    }

    private void toCycle(SingleChronicleQueue opened, ExcerptTailer created) {
        int last = opened.lastCycle();
        for (int cycle = opened.rollCycle().current(() -> fromMillis, opened.epoch());
                cycle <= last;
                cycle++) {
            if (created.moveToCycle(cycle)) {
                return;
            }
        }
        created.toEnd();
    }

    private void resume(SingleChronicleQueue opened, ExcerptTailer created) {
        if (index == 0 && fromMillis > 0) {
            toCycle(opened, created);
        } else if (index == 0) {
            created.toStart();
        } else if (created.moveToIndex(index) && cursor.next(created)) {
            return;
        } else {
            long first = opened.firstIndex();
            if (first <= index) {
                LOG.warn(
                        "journal: {}: no document {}: reading all of it again",
                        config.directory(),
                        Long.toHexString(index));
            }
            created.toStart();
        }
    }

    /**
     * Hands over at most {@code maxBatches} batches.
     *
     * @return the number handed over, 0 when there is none now
     * @throws JournalException when the journal cannot be read on; it will be opened anew at the
     *     next poll
     */
    public int poll(JournalHandler handler, int maxBatches) throws JournalException {
        ExcerptTailer open = open();
        int handed = 0;
        while (open != null && handed < maxBatches && next(open)) {
            JournalCounter fault = cursor.fault();
            if (fault == null) {
                handOver(handler);
                handed++;
            } else {
                skip(fault, open.lastReadIndex());
            }
            index = open.lastReadIndex();
            unsynced.read(open);
            idlePolls = 0;
            idlePollsAllowed = IDLE_POLLS;
        }
        if (handed == 0 && ++idlePolls >= idlePollsAllowed) {
            idlePolls = 0;
            leaveUnfinishedCycle();
        }
        return handed;
    }

    /** Counts each damaged document, logs the first of each kind. */
    private void skip(JournalCounter fault, long documentIndex) {
        counters.increment(fault);
        if (logged.add(fault)) {
            LOG.warn(
                    "journal: {}: document {}: {} (further ones are only counted, as {})",
                    config.directory(),
                    Long.toHexString(documentIndex),
                    fault.help(),
                    fault.label());
        }
    }

    /**
     * Closes a tailer that does not move although there are cycle files that it has not reached. A
     * writer that is killed while it makes a file leaves one without a head; its successor puts
     * another in its place, but a tailer that met the first one stays with it for ever. Opened anew
     * it goes on after {@link #index}.
     */
    private void leaveUnfinishedCycle() {
        SingleChronicleQueue open = queue;
        if (open == null) {
            return;
        }
        open.refreshDirectoryListing();
        int reached = index == 0 ? Integer.MIN_VALUE : open.rollCycle().toCycle(index);
        if (open.lastCycle() > reached) {
            counters.increment(JournalCounter.READER_REOPENED);
            idlePollsAllowed = Math.min(MOST_IDLE_POLLS, idlePollsAllowed * 2);
            close();
        }
    }

    private boolean next(ExcerptTailer open) throws JournalException {
        try {
            return cursor.next(open);
        } catch (RuntimeException | InternalError e) {
            counters.increment(JournalCounter.READ_FAULTS);
            close();
            throw new JournalException(
                    "journal: " + config.directory() + ": read failed: " + e + ": check the disk",
                    e);
        }
    }

    private void handOver(JournalHandler handler) {
        batch.wrap();
        follow(batch.probe(), batch.firstSequence(), batch.count());
        for (int i = 0; i < batch.count(); i++) {
            if (batch.kind(i) == RecordKind.UNKNOWN) {
                counters.increment(JournalCounter.RECORDS_UNKNOWN);
            }
        }
        handler.onBatch(batch);
        counters.increment(JournalCounter.BATCHES_READ);
        counters.add(JournalCounter.RECORDS_READ, batch.count());
    }

    private void follow(String probe, long first, int count) {
        Expected sequence = expected.get(probe);
        if (sequence == null) {
            sequence = new Expected();
            sequence.next = first;
            expected.put(probe, sequence);
        }
        if (first > sequence.next) {
            reportGap(probe, sequence.next, first);
        } else if (first < sequence.next) {
            long repeated = Math.min(count, sequence.next - first);
            counters.add(JournalCounter.RECORDS_REPEATED, repeated);
        }
        sequence.next = Math.max(sequence.next, first + count);
    }

    private void reportGap(String probe, long expectedNext, long found) {
        counters.add(JournalCounter.RECORDS_MISSING, found - expectedNext);
        if (gapsLogged < MOST_GAPS_LOGGED) {
            gapsLogged++;
            LOG.warn(
                    "journal: {}: {} records of {} missing before sequence {}: their cycle was"
                            + " deleted or their document damaged",
                    config.directory(),
                    found - expectedNext,
                    probe,
                    found);
        }
    }

    /**
     * Has everything that was handed over on the disk, so that a power failure cannot take it back.
     *
     * @throws JournalException when the disk refuses; then nothing that was read may be relied on
     */
    public void sync() throws JournalException {
        try {
            unsynced.force();
        } catch (IOException e) {
            throw new JournalException(
                    "journal: " + config.directory() + ": cannot sync: " + e + ": check the disk",
                    e);
        }
    }

    /**
     * Hands over again what was appended before: at most so many documents that end with this
     * index, and those of its file alone. This reader stays where it is and counts nothing.
     *
     * @throws JournalException when the journal cannot be read
     */
    public void again(long lastIndex, int documents, JournalHandler handler)
            throws JournalException {
        long back = Math.min(documents, JournalQueue.CYCLE.toSequenceNumber(lastIndex));
        try (JournalReader other = new JournalReader(config, new Counters())) {
            other.start(lastIndex - back);
            boolean more = true;
            while (more && other.index() < lastIndex) {
                more = other.poll(handler, 1) > 0;
            }
        }
    }

    /** What to pass to {@link #start} later to go on after everything handed over so far. */
    public long index() {
        return index;
    }

    /** Lets everything go; polling afterwards opens anew after {@link #index()}. */
    @Override
    public void close() {
        SingleChronicleQueue open = queue;
        queue = null;
        tailer = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException | InternalError e) {
                LOG.warn("journal: {}: close failed: {}", config.directory(), e.toString());
            }
        }
    }
}
