package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;

/**
 * The SACK part of the data/ACK method (RFC 2018). A block whose right edge is exactly the end of a
 * followed segment that no SACK named before times it, if the block is the first of its option (the
 * newest, RFC 2018 4) and not a duplicate's (RFC 2883). All segments inside a block are SACKed from
 * then on, and give nothing at their ACK. Such a timing is the cleanest there is: a receiver
 * reports a gap at once. Owned by the capture thread.
 */
final class SackMatcher {
    private final SlotQueue queue;
    private final Emitter emitter;

    SackMatcher(SlotQueue queue, Emitter emitter) {
        this.queue = queue;
        this.emitter = emitter;
    }

    /** Takes the SACK blocks of a segment; tells whether one of them timed what it names. */
    boolean onSack(DecodedPacket segment, Flow flow, int sender) {
        boolean timed = false;
        queue.open(flow, sender);
        for (int block = 0; block < segment.sackBlocks(); block++) {
            int left = segment.sackLeft(block);
            int right = segment.sackRight(block);
            if (right - flow.acknowledged(sender) <= 0 || right - left <= 0) {
                continue; // a duplicate, or nonsense
            }
            if (flow.highestEnd(sender) - right < 0) {
                continue; // never sent, or not captured
            }
            int at = queue.find(right);
            if (at >= 0 && block == 0 && isFirstSack(segment, at)) {
                QualityClass trigger = AckTrigger.ofSack(segment, queue.about(at));
                emitter.emit(segment, Method.DATA_ACK, trigger, queue.time(at));
                timed = true;
            }
            mark(left, at >= 0 ? at : ~at - 1);
            openHole(flow, sender, right);
        }
        queue.close();
        return timed;
    }

    /** Not named before, and the block does not lie inside the next one (a duplicate's). */
    private boolean isFirstSack(DecodedPacket segment, int at) {
        boolean duplicate =
                segment.sackBlocks() > 1
                        && segment.sackRight(0) - segment.sackRight(1) <= 0
                        && segment.sackLeft(0) - segment.sackLeft(1) >= 0;
        return !duplicate && (queue.about(at) & SlotQueue.SACKED) == 0;
    }

    /** Marks from this slot down to the left edge, or to a slot that was marked before. */
    private void mark(int left, int from) {
        for (int at = from; at >= 0 && queue.end(at) - left > 0; at--) {
            if ((queue.about(at) & SlotQueue.SACKED) != 0) {
                return;
            }
            queue.setFlag(at, SlotQueue.SACKED);
        }
    }

    private static void openHole(Flow flow, int sender, int end) {
        if (!flow.is(Flow.RECOVERING, sender) || end - flow.recoveryEnd(sender) > 0) {
            flow.recoveryEnd(sender, end);
        }
    }
}
