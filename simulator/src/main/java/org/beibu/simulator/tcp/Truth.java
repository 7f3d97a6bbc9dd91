package org.beibu.simulator.tcp;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.model.TimingSample;
import org.beibu.simulator.tcp.Passage.Direction;

/**
 * Tells which delays a correct tool at the capture point reports, from the segments that were made:
 * which segment an echo names is known by object, not found by its TSecr, and a tap's copies are
 * known to be copies. The rules:
 *
 * <ul>
 *   <li>Handshake, responder's half: SYN to the first SYN/ACK, when exactly one SYN stood before
 *       it.
 *   <li>Handshake, initiator's half: SYN/ACK to the initiator's first ACK of it, when exactly one
 *       SYN/ACK stood before it and a SYN before that.
 *   <li>Data/ACK: a segment to the ACK that advances to its exact end, when {@link SentData} says
 *       that it leaves no doubt.
 * </ul>
 *
 * <p>Where a capture begins in mid-stream, the first packet with a TSval is the first that was
 * captured, as no tool can know better: such a timing is too short by a tick at most.
 *
 * <p>A RST times nothing: it may be forged, and it may overtake what was sent before it.
 *
 * <p>Doubtful, and told apart: a data/ACK timing of a segment that passed once but where one of the
 * other conditions does not hold, and the first SACK of one; the timestamp timings, that is the
 * first packet with a TSval to the first packet that echoes it, when that TSval is later than all
 * before, the first packet carries SYN, FIN or payload that nobody saw before, and the echo's ACK
 * advances and covers it (a tool reports them where data/ACK cannot speak only); a handshake with a
 * repeated SYN or SYN/ACK whose copy the TSecr names; a SYN/ACK whose SYN was sent before the
 * capture began, and all before the SYN that follows it; a repeated segment that is the first of
 * its TSval; a second echo where the first does not advance; a TSval of 0, whose echo may mean "no
 * echo".
 */
public final class Truth implements CapturePoint {
    private final TruthSink sink;

    /** The truth, told to this sink. */
    public Truth(TruthSink sink) {
        this.sink = sink;
    }

    @Override
    public void onSegment(long epochNanos, Segment segment, boolean copy) {
        if (copy || segment.has(Segment.RST)) {
            return;
        }
        if (segment.has(Segment.SYN)) {
            onSyn(epochNanos, segment);
        } else if (segment.fromInitiator) {
            onInitiatorsAck(epochNanos, segment);
        }
        if (segment.hasTimestamps()) {
            onEcho(epochNanos, segment);
            onTsval(epochNanos, segment);
        }
        onData(epochNanos, segment);
        Direction direction = segment.connection.passage.of(segment);
        direction.furthestEnd = Math.max(direction.furthestEnd, segment.end());
        if (segment.has(Segment.ACK)) {
            direction.furthestAck = Math.max(direction.furthestAck, segment.acknowledgment);
        }
    }

    private void onData(long nowNanos, Segment segment) {
        Passage passage = segment.connection.passage;
        SentData answered = passage.oppositeOf(segment).sent;
        if (segment.has(Segment.ACK)) {
            SentData.Sent timed = answered.acknowledge(segment);
            if (timed != null) {
                boolean late = passage.of(segment).sent.isBehindGap(segment);
                tellData(nowNanos, segment, timed, late || timed.doubtful());
            }
            for (SentData.Sent sacked : answered.sack(segment)) {
                tellData(nowNanos, segment, sacked, true);
            }
        }
        passage.of(segment).sent.pass(nowNanos, segment, passage.provenBy(segment));
    }

    private void tellData(long nowNanos, Segment answer, SentData.Sent sent, boolean doubtful) {
        long delayNanos = nowNanos - sent.nanos;
        if (delayNanos <= TimingSample.MAX_DELAY_NANOS) {
            tell(
                    timing(Method.DATA_ACK, nowNanos, answer, delayNanos, sent.qualityClass()),
                    doubtful);
        }
    }

    private void onSyn(long nowNanos, Segment segment) {
        Passage passage = segment.connection.passage;
        if (!segment.has(Segment.ACK)) {
            if (passage.syns == 0 && passage.synAcks > 0) {
                passage.disorderedUntilNanos = nowNanos;
            }
            passage.syns++;
            passage.synNanos = nowNanos;
            return;
        }
        if (passage.synAcks++ == 0) {
            passage.synAckNanos = nowNanos;
            passage.answersSyn = passage.syns > 0;
            tellHandshake(nowNanos, segment, passage.syns, passage.synNanos);
        }
    }

    private void onInitiatorsAck(long nowNanos, Segment segment) {
        Passage passage = segment.connection.passage;
        if (passage.nearHalfOver || passage.synAcks == 0) {
            return;
        }
        passage.nearHalfOver = true;
        if (passage.answersSyn) {
            tellHandshake(nowNanos, segment, passage.synAcks, passage.synAckNanos);
        } else if (passage.synAcks == 1) {
            tell(Method.HANDSHAKE, nowNanos, segment, nowNanos - passage.synAckNanos, true);
        }
    }

    private void tellHandshake(long nowNanos, Segment answer, int asked, long askedNanos) {
        Tick echo = answer.echo;
        if (asked == 1) {
            tell(Method.HANDSHAKE, nowNanos, answer, nowNanos - askedNanos, false);
        } else if (asked > 1 && echo != null && echo.captured) {
            tell(Method.HANDSHAKE, nowNanos, answer, nowNanos - echo.firstNanos, true);
        }
    }

    private void onEcho(long nowNanos, Segment segment) {
        Tick echo = segment.echo;
        if (echo == null || !echo.captured) {
            return;
        }
        Direction direction = segment.connection.passage.of(segment);
        boolean advances =
                segment.acknowledgment >= echo.firstEnd
                        && segment.acknowledgment > direction.furthestAck;
        if (echo.timeable && advances) {
            tell(Method.TIMESTAMP, nowNanos, segment, nowNanos - echo.firstNanos, true);
            echo.timeable = false;
        }
    }

    private void onTsval(long nowNanos, Segment segment) {
        Tick tick = segment.tick;
        Direction direction = segment.connection.passage.of(segment);
        if (tick == null || tick.captured) {
            return;
        }
        tick.captured = true;
        tick.firstNanos = nowNanos;
        tick.firstEnd = segment.end();
        boolean latest = tick.tsval > direction.latestTsval;
        tick.timeable = latest && segment.end() > segment.sequence;
        direction.latestTsval = Math.max(direction.latestTsval, tick.tsval);
    }

    private void tell(
            Method method, long nowNanos, Segment completing, long delayNanos, boolean doubtful) {
        if (delayNanos <= TimingSample.MAX_DELAY_NANOS) {
            QualityClass qualityClass =
                    method == Method.TIMESTAMP ? QualityClass.FALLBACK : QualityClass.CLEAN;
            if (method == Method.HANDSHAKE && doubtful) {
                qualityClass = QualityClass.AMBIGUOUS;
            }
            tell(timing(method, nowNanos, completing, delayNanos, qualityClass), doubtful);
        }
    }

    private void tell(TruthSink.Timing timing, boolean doubtful) {
        if (doubtful) {
            sink.onDoubtfulTiming(timing);
        } else {
            sink.onTiming(timing);
        }
    }

    private static TruthSink.Timing timing(
            Method method,
            long nowNanos,
            Segment completing,
            long delayNanos,
            QualityClass qualityClass) {
        Hosts hosts = completing.connection.hosts();
        boolean initiators = completing.fromInitiator;
        return new TruthSink.Timing(
                nowNanos,
                method,
                delayNanos,
                initiators ? hosts.initiator() : hosts.responder(),
                initiators ? hosts.initiatorPort() : hosts.responderPort(),
                initiators ? hosts.responder() : hosts.initiator(),
                initiators ? hosts.responderPort() : hosts.initiatorPort(),
                qualityClass);
    }
}
