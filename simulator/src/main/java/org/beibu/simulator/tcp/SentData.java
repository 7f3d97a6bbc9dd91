package org.beibu.simulator.tcp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.beibu.model.QualityClass;
import org.jspecify.annotations.Nullable;

/**
 * The truth's notes of the data that passed the capture point in one direction and is not
 * acknowledged yet. All segments are kept, with sequence numbers that do not wrap.
 *
 * <p>A segment leaves no doubt when it passed once and in order behind all before it; when its
 * direction had shown its SYN or one segment in order before; when nothing of the direction passed
 * a second time, or late, since the capture began; when both sides had shown before that the
 * connection is none of a flood; when no SACK named it before its ACK and no hole was open; and
 * when it is not the first ACK of the direction that was seen.
 *
 * <p>The class of a timing follows from what triggered the answer: a hole (recovery), the closing
 * of the direction (fin), data on the answer (piggybacked), one segment or PSH on the last of
 * several but for exactly two full-size ones (delayed-ack), 64 full-size segments unanswered before
 * it (queue-inflated).
 */
final class SentData {
    private static final long COPY_NANOS = 1_000_000;

    private final Deque<Sent> waiting = new ArrayDeque<>();
    private long highestEnd = Long.MIN_VALUE;
    private long highestAcknowledgment = Long.MIN_VALUE;
    private long holeUntil = Long.MIN_VALUE;
    private int largestPayload;
    private boolean inStep;
    private boolean disturbed;

    /** One segment as it passed. */
    static final class Sent {
        final long nanos;
        private final long start;
        private final long end;
        private final int payload;
        private final boolean pushed;
        private final boolean closes;
        private boolean behindQueue;
        private boolean doubtful;
        private boolean again;
        private boolean sacked;
        private QualityClass qualityClass = QualityClass.CLEAN;

        private Sent(long nanos, Segment segment) {
            this.nanos = nanos;
            start = segment.sequence();
            end = segment.end();
            payload = segment.payload();
            pushed = segment.has(Segment.PSH);
            closes = segment.has(Segment.FIN);
        }

        /** What its acknowledgment may hold besides the delay of the network. */
        QualityClass qualityClass() {
            return qualityClass;
        }

        boolean doubtful() {
            return doubtful;
        }

        /** A resend so soon after that no tool can tell it from a copy that a tap made. */
        private boolean looksCopied(long nowNanos, Segment segment) {
            return nowNanos - nanos <= COPY_NANOS
                    && start == segment.sequence()
                    && end == segment.end();
        }

        private boolean overlaps(Segment segment) {
            return start < segment.end() && segment.sequence() < end;
        }
    }

    /** A segment of this direction passes. */
    void pass(long nowNanos, Segment segment, boolean proven) {
        if (segment.end() == segment.sequence()) {
            return;
        }
        boolean known = highestEnd != Long.MIN_VALUE;
        boolean inOrder = known && segment.sequence() == highestEnd;
        Sent sent = new Sent(nowNanos, segment);
        if (known && segment.sequence() < highestEnd) {
            disturbed = true;
            for (Sent other : waiting) {
                other.again |= other.overlaps(segment) && !other.looksCopied(nowNanos, segment);
                other.doubtful |= other.end > segment.sequence();
                sent.again |= other.overlaps(segment);
            }
            sent.again |= segment.sequence() < highestAcknowledgment;
        }
        if (known && inStep && segment.sequence() > highestEnd) {
            holeUntil = segment.sequence();
        }
        largestPayload = Math.max(largestPayload, segment.payload());
        sent.behindQueue = isBehindQueue(segment);
        sent.doubtful = !inOrder || !inStep || disturbed || !proven;
        inStep |= inOrder || segment.has(Segment.SYN);
        highestEnd = Math.max(highestEnd, segment.end());
        if (!segment.has(Segment.SYN)) {
            waiting.add(sent);
        }
    }

    /** Whether data before this segment has not passed: an ACK on it may have come too late. */
    boolean isBehindGap(Segment segment) {
        return highestEnd != Long.MIN_VALUE
                && segment.end() > segment.sequence()
                && segment.sequence() > highestEnd;
    }

    /** The other direction acknowledges; gives the segment that this times, if there is one. */
    @Nullable Sent acknowledge(Segment segment) {
        long acknowledgment = segment.acknowledgment();
        boolean first = highestAcknowledgment == Long.MIN_VALUE;
        if (acknowledgment <= highestAcknowledgment) {
            return null;
        }
        long advance = first ? 0 : acknowledgment - highestAcknowledgment;
        highestAcknowledgment = acknowledgment;
        Sent timed = null;
        for (Sent sent : waiting) {
            if (sent.end == acknowledgment && !sent.again && !sent.sacked) {
                sent.qualityClass = classOf(segment, sent, advance);
                sent.doubtful |= first || sent.qualityClass == QualityClass.RECOVERY;
                timed = sent;
            }
        }
        if (acknowledgment >= holeUntil) {
            holeUntil = Long.MIN_VALUE;
        }
        waiting.removeIf(sent -> sent.end <= acknowledgment);
        return timed;
    }

    /** The other direction names what it has beyond a hole; gives what is named first. */
    List<Sent> sack(Segment segment) {
        List<Sent> named = new ArrayList<>();
        long[] edges = segment.sack();
        for (int i = 0; i + 1 < edges.length; i += 2) {
            long left = edges[i];
            long right = edges[i + 1];
            for (Sent sent : waiting) {
                if (sent.end == right && !sent.again && !sent.sacked) {
                    sent.qualityClass = classOfSack(segment, sent);
                    named.add(sent);
                }
            }
            waiting.stream()
                    .filter(sent -> sent.start >= left && sent.end <= right)
                    .forEach(sent -> sent.sacked = true);
            if (right > highestAcknowledgment) {
                holeUntil = Math.max(holeUntil, right);
            }
        }
        return named;
    }

    private boolean isBehindQueue(Segment segment) {
        int fullSize = Math.max(536, Math.min(largestPayload, 1460));
        return highestAcknowledgment != Long.MIN_VALUE
                && segment.sequence() - highestAcknowledgment >= 64L * fullSize;
    }

    private QualityClass classOf(Segment answer, Sent sent, long advance) {
        if (holeUntil != Long.MIN_VALUE) {
            return QualityClass.RECOVERY;
        }
        if (sent.closes) {
            return QualityClass.FIN;
        }
        if (answer.end() > answer.sequence()) {
            return QualityClass.PIGGYBACKED;
        }
        boolean twoFullSize = advance == 2L * sent.payload && sent.payload >= largestPayload;
        if (advance <= sent.payload || (sent.pushed && !twoFullSize)) {
            return QualityClass.DELAYED_ACK;
        }
        return sent.behindQueue ? QualityClass.QUEUE_INFLATED : QualityClass.CLEAN;
    }

    private static QualityClass classOfSack(Segment answer, Sent sent) {
        if (answer.end() > answer.sequence()) {
            return QualityClass.PIGGYBACKED;
        }
        return sent.behindQueue ? QualityClass.QUEUE_INFLATED : QualityClass.CLEAN;
    }
}
