package org.beibu.probe.timing;

import java.util.List;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.FlowDivider;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.TimingSink;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Times the packets of a capture on several threads: the caller's divides them by flow, and workers
 * decode and time them. The sink gets, on the caller's thread, the same timings in the same order
 * as from one {@link PacketTimer}, and the same is counted, as long as no bound is reached: each
 * worker has its share of flows and slots. The last timings come with {@link #end}.
 *
 * <p>Why the same: all that is kept of a flow is known by its ends, so it meets in one worker; what
 * depends on the packets of others too, the clock's steps and the moments to forget what is idle,
 * is found by the caller's thread and told to all workers at the same place of the capture.
 *
 * <p>The capture is cut into stretches. Each worker gets a batch of each stretch, and while workers
 * time some stretches the next ones are read; of the stretch that all have timed, timings are
 * merged by the numbers of the packets that made them. Memory is bounded by the stretches on their
 * way. When a worker fails, the next call here throws.
 *
 * <p>Owned by one thread.
 */
public final class ShardedTimer implements AutoCloseable {
    private static final int STRETCH_PACKETS = 4096;
    private static final int STRETCH_OCTETS = 1 << 19;

    /** One is filled while workers have the others. */
    private static final int STRETCHES = 4;

    private final ShardWorker[] workers;
    private final ShardBatch[][] stretches;
    private final FlowDivider divider;
    private final CaptureClock clock;
    private final TimingSink sink;
    private ShardBatch[] filling;
    private int fillingIndex;
    private int onTheirWay;
    private int entries;
    private int octets;

    /** Set while something may fail: after a failure nothing is taken any more. */
    private boolean broken;

    /**
     * A timer with threads beside the caller's; they are started at once.
     *
     * @param parts the counters of each thread, children of the caller's
     */
    public ShardedTimer(
            PassiveConfig config, List<Counters> parts, TimingSink sink, Counters counters) {
        this(
                parts.size(),
                (shard, own) -> new PacketTimer(config.share(parts.size()), own, parts.get(shard)),
                sink,
                counters);
    }

    /** A timer with these timers in so many threads. */
    ShardedTimer(int shards, ShardWorker.TimerFactory timers, TimingSink sink, Counters counters) {
        this.sink = sink;
        divider = new FlowDivider(shards);
        clock = new CaptureClock(counters);
        stretches = new ShardBatch[STRETCHES][shards];
        workers = new ShardWorker[shards];
        for (int shard = 0; shard < shards; shard++) {
            workers[shard] = new ShardWorker(shard, STRETCHES, timers);
            for (ShardBatch[] stretch : stretches) {
                stretch[shard] = new ShardBatch();
            }
        }
        filling = stretches[0];
        for (ShardWorker worker : workers) {
            worker.start();
        }
    }

    /** Takes the next packet of the capture. */
    public void onPacket(CapturedPacket captured) {
        if (captured.epochNanos() != CapturedPacket.NO_TIME) {
            noteTime(captured.interfaceIndex(), captured.epochNanos());
        }
        int shard = divider.shard(captured);
        int octetsOfInterest = divider.octetsOfInterest();
        filling[shard].add(entries++, captured, octetsOfInterest);
        octets += octetsOfInterest;
        if (entries >= STRETCH_PACKETS || octets >= STRETCH_OCTETS) {
            turn();
        }
    }

    private void noteTime(int interfaceIndex, long nanos) {
        int epoch = clock.epoch();
        boolean isTick = clock.take(interfaceIndex, nanos);
        if (clock.epoch() != epoch) {
            for (ShardBatch batch : filling) {
                batch.addStep(entries);
            }
            entries++;
        }
        if (isTick) {
            for (ShardBatch batch : filling) {
                batch.addTick(entries, clock.tickNanos());
            }
            entries++;
        }
    }

    /** The capture ends: hands over all timings that are still on their way. */
    public void end() {
        if (broken) {
            return;
        }
        for (ShardBatch batch : filling) {
            batch.addEnd(entries);
        }
        turn();
        broken = true;
        while (onTheirWay > 0) {
            collect();
        }
    }

    /** Hands the stretch over, and makes room for the next one. */
    private void turn() {
        broken = true;
        for (int shard = 0; shard < workers.length; shard++) {
            workers[shard].give(filling[shard]);
        }
        onTheirWay++;
        fillingIndex = (fillingIndex + 1) % STRETCHES;
        filling = stretches[fillingIndex];
        entries = 0;
        octets = 0;
        if (onTheirWay == STRETCHES) {
            collect();
        }
        broken = false;
    }

    /** Waits for the oldest stretch, and hands its timings over. */
    private void collect() {
        ShardBatch[] oldest = stretches[Math.floorMod(fillingIndex - onTheirWay, STRETCHES)];
        for (int shard = 0; shard < workers.length; shard++) {
            oldest[shard] = take(shard);
            oldest[shard].rewind();
        }
        onTheirWay--;
        ShardBatch next = first(oldest);
        while (next != null) {
            sink.onTiming(next.timing());
            next.skip();
            next = first(oldest);
        }
        for (ShardBatch batch : oldest) {
            batch.clear();
        }
    }

    private ShardBatch take(int shard) {
        try {
            ShardBatch batch = workers[shard].take();
            Throwable failure = batch.failure();
            if (failure != null) {
                throw new IllegalStateException("worker " + shard + " failed: " + failure, failure);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while timings were on their way", e);
        }
    }

    private static @Nullable ShardBatch first(ShardBatch[] batches) {
        ShardBatch first = null;
        for (ShardBatch batch : batches) {
            if (batch.hasTiming() && (first == null || batch.isBefore(first))) {
                first = batch;
            }
        }
        return first;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        for (ShardWorker worker : workers) {
            worker.close();
        }
    }
}
