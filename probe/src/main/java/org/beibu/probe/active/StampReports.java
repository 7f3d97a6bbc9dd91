package org.beibu.probe.active;

import org.beibu.probe.question.Answers;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.ErrorReport;

/**
 * What a socket of STAMP tells of packets that left: those of sessions and of traces are told apart
 * by their tags; errors are told while a trace is made. Owned by the sender's thread.
 */
final class StampReports implements DepartureHandler {
    private final Answers answers;
    private final SessionTracer tracer;

    StampReports(Answers answers, ReplyReader.Takers takers) {
        this.answers = answers;
        tracer = takers.tracer();
    }

    @Override
    public void onDeparture(long tag, long epochNanos) {
        if ((tag & SessionTracer.TAG_BIT) != 0) {
            tracer.departed(tag, epochNanos);
        } else {
            answers.onDeparture((int) (tag >>> Integer.SIZE), (int) tag, epochNanos);
        }
    }

    @Override
    public void onError(ErrorReport report) {
        tracer.reported(report);
    }
}
