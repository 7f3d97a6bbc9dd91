package org.beibu.probe.question;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a port tells. */
public final class HeardAnswers implements Answers {
    /** {@code session/number note} of each answer. */
    public final List<String> heard = new ArrayList<>();

    @Override
    public void onDeparture(int session, int sequence, long epochNanos) {}

    @Override
    public void onAnswer(Answer answer) {
        String note = answer.note().isEmpty() ? "" : " " + answer.note();
        heard.add(answer.session() + "/" + answer.sequence() + note);
    }

    @Override
    public void onError(Failure failure) {
        heard.add(failure.session() + " " + failure.kind());
    }
}
