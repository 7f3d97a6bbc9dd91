package org.beibu.probe.active;

import java.util.List;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.question.Answer;
import org.beibu.probe.question.Answers;
import org.beibu.runtime.counters.Counters;

/**
 * Tells the meters of sessions of departures, and of answers of hosts that run no reflector. No
 * time is taken off for the host's own work, which nobody tells. Owned by the sender's thread.
 */
final class AnswerReader implements Answers {
    private final List<ActiveSession> sessions;
    private final SessionSink sink;
    private final SenderClock clock;
    private final Counters counters;
    private final Reply reply = new Reply();

    AnswerReader(
            List<ActiveSession> sessions, SessionSink sink, SenderClock clock, Counters counters) {
        this.clock = clock;
        this.sessions = sessions;
        this.sink = sink;
        this.counters = counters;
    }

    @Override
    public void onDeparture(int session, int sequence, long epochNanos) {
        sessions.get(session).meter.departed(sequence, epochNanos);
    }

    @Override
    public void onAnswer(Answer answer) {
        ActiveSession session = sessions.get(answer.session());
        int number = answer.sequence();
        reply.numbers(number, number)
                .senderStamp(ActiveSession.NO_STAMP)
                .reflected(0, 0)
                .returned(answer.epochNanos(), answer.byKernel());
        if (!session.config.isStamp() && session.meter.expects(number, ActiveSession.NO_STAMP)) {
            count(session, session.meter.replied(reply), answer.epochNanos());
        } else {
            counters.increment(SenderCounter.REPLIES_UNEXPECTED);
        }
    }

    private void count(ActiveSession session, Arrival arrival, long epochNanos) {
        counters.increment(SenderCounter.of(arrival));
        if (arrival == Arrival.TIMED) {
            boolean byKernel = session.meter.isByKernel();
            if (!byKernel) {
                counters.increment(SenderCounter.REPLIES_USER_SPACE);
            }
            session.watch.timed(clock.tickNanos(), session.meter.delayNanos());
            sink.onTiming(session.number, epochNanos, session.meter.delayNanos(), byKernel);
        }
    }

    /** Counted by its port; what it says of is lost, unless an answer comes yet. */
    @Override
    public void onError(Failure failure) {}
}
