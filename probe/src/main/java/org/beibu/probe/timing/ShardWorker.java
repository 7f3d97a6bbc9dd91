package org.beibu.probe.timing;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.passive.TimingSink;

/**
 * A thread that times one shard, batch after batch. It has a decoder, matchers and counters of its
 * own and shares nothing with the others but the queues, which have room for all batches there are.
 *
 * <p>What it throws ends it; the batch then says so to the thread that waits for it.
 */
final class ShardWorker {
    /** Makes the timer of a shard, on the shard's thread. */
    @FunctionalInterface
    interface TimerFactory {
        PacketTimer create(int shard, TimingSink sink);
    }

    private final BlockingQueue<ShardBatch> todo;
    private final BlockingQueue<ShardBatch> done;
    private final int shard;
    private final TimerFactory timers;
    private final Thread thread;
    private ShardBatch current = new ShardBatch();

    ShardWorker(int shard, int batches, TimerFactory timers) {
        todo = new ArrayBlockingQueue<>(batches);
        done = new ArrayBlockingQueue<>(batches);
        this.shard = shard;
        this.timers = timers;
        thread = new Thread(this::run, "beibu-shard-" + shard);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            current = todo.take();
            PacketTimer timer = timers.create(shard, this::onTiming);
            while (true) {
                current.feed(timer);
                done.add(current);
                current = todo.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException | Error e) {
            current.fail(e);
            done.add(current);
        }
    }

    private void onTiming(PassiveTiming timing) {
        current.onTiming(timing);
    }

    /** Hands a batch over; never waits. */
    void give(ShardBatch batch) {
        todo.add(batch);
    }

    /** Waits for the batch that was given first. */
    ShardBatch take() throws InterruptedException {
        return done.take();
    }

    /** Ends the thread; what it has not done by then is lost. */
    void close() {
        thread.interrupt();
    }
}
