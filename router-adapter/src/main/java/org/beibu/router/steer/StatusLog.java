package org.beibu.router.steer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.router.audit.AuditEvent;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.Verdict;
import org.beibu.runtime.counters.Counters;

/**
 * Writes down what has changed from round to round: each refusal and each proposal once, however
 * many rounds it lasts. Owned by the thread of {@link Steering}.
 */
final class StatusLog {
    private final Lane lane;
    private final SteeringConfig.Times times;
    private final Counters counters;
    private Map<StatusKey, String> told = new HashMap<>();

    private record StatusKey(String recommendation, OverrideKey key) {}

    StatusLog(Lane lane, SteeringConfig.Times times, Counters counters) {
        this.lane = lane;
        this.times = times;
        this.counters = counters;
    }

    void tell(List<PrefixStatus> statuses, RecommendationBook book, Moment now) {
        Map<StatusKey, String> telling = new HashMap<>();
        for (PrefixStatus status : statuses) {
            StatusKey key = new StatusKey(status.recommendation(), status.key());
            String state = status.state().toString();
            if (status.verdict() instanceof Verdict.Refused refused) {
                state = refused.reason().toString();
                if (!state.equals(told.get(key))) {
                    counters.increment(refused.reason());
                    write(status, AuditEvent.Action.REFUSED, refused.toString(), now);
                }
            } else if (status.state() == PrefixStatus.State.WAITING) {
                book.get(status.recommendation())
                        .filter(live -> live.propose(now.nanos()))
                        .ifPresent(live -> proposed(status, now));
            }
            telling.put(key, state);
        }
        told = telling;
    }

    private void proposed(PrefixStatus status, Moment now) {
        write(
                status,
                AuditEvent.Action.PROPOSED,
                "waits for a person at most " + times.proposal().toSeconds() + " s",
                now);
    }

    private void write(PrefixStatus status, AuditEvent.Action action, String why, Moment now) {
        lane.append(
                new AuditEvent(
                        now.wall(),
                        AuditEvent.STEERING,
                        action,
                        new AuditEvent.Subject(
                                status.recommendation(),
                                status.key().router(),
                                status.key().prefix().toString()),
                        why,
                        AuditEvent.Change.NONE));
    }
}
