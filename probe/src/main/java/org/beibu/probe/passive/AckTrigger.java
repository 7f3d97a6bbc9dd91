package org.beibu.probe.passive;

import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;

/**
 * The class of a data/ACK timing, by what made the receiver acknowledge and never by how long it
 * took. A receiver acknowledges at once when it has two full segments or sees a gap; else it may
 * wait (RFC 9293 3.8.6.3, RFC 5681 4.2). The first that applies counts:
 *
 * <ol>
 *   <li>recovery: when the ACK came something below was missing at the receiver as far as was seen
 *       (resent, SACKed around, not captured), or the ACK came on data behind a gap of its own
 *       direction;
 *   <li>fin: the segment closes its direction, which the application has to answer;
 *   <li>piggybacked: the ACK carries data or FIN, so the application's time to think is in it;
 *   <li>delayed-ack: one segment was acknowledged, or several of which the last has PSH;
 *   <li>queue-inflated: when the segment was sent 64 full-size segments of its connection were
 *       unacknowledged (full-size: the largest payload so far, between 536 and 1460 octets);
 *   <li>clean: the rest, that is a first SACK, a pure ACK of two segments or more the last of which
 *       has no PSH, and one of exactly two full-size segments whatever their flags.
 * </ol>
 */
final class AckTrigger {
    static final int QUEUE_SEGMENTS = 64;
    static final int LEAST_FULL_SIZE = 536;

    private static final int MOST_FULL_SIZE = 1460;

    private AckTrigger() {}

    /** Unacknowledged octets that make a queue. */
    static int queue(int largestPayload) {
        return QUEUE_SEGMENTS * Math.max(LEAST_FULL_SIZE, Math.min(largestPayload, MOST_FULL_SIZE));
    }

    /** The class of an ACK that met the end of a segment; {@code advance} 0 if unknown. */
    static QualityClass of(DecodedPacket answer, Flow flow, int sender, int about, int advance) {
        if (flow.is(Flow.RECOVERING, sender)) {
            return QualityClass.RECOVERY;
        }
        if ((about & SlotQueue.HAS_FIN) != 0) {
            return QualityClass.FIN;
        }
        if (answer.sequenceLength() > 0) {
            return QualityClass.PIGGYBACKED;
        }
        int length = about & SlotQueue.MOST_LENGTH;
        if (advance <= length) {
            return QualityClass.DELAYED_ACK;
        }
        if ((about & SlotQueue.PUSHED) != 0
                && !(advance == 2 * length && length >= flow.largestPayload(sender))) {
            return QualityClass.DELAYED_ACK;
        }
        return (about & SlotQueue.BEHIND_QUEUE) != 0
                ? QualityClass.QUEUE_INFLATED
                : QualityClass.CLEAN;
    }

    /** The class of the first SACK of a segment. */
    static QualityClass ofSack(DecodedPacket answer, int about) {
        if (answer.sequenceLength() > 0) {
            return QualityClass.PIGGYBACKED;
        }
        return (about & SlotQueue.BEHIND_QUEUE) != 0
                ? QualityClass.QUEUE_INFLATED
                : QualityClass.CLEAN;
    }
}
