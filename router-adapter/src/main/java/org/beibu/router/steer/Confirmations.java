package org.beibu.router.steer;

import org.beibu.router.audit.AuditEvent;
import org.beibu.router.guard.OverrideKey;
import org.beibu.runtime.counters.Counters;

/**
 * Watches whether routers follow. An override that its router is not seen to use within the time is
 * held back, which withdraws it in the same round, and its prefix is left alone for a while.
 */
final class Confirmations {
    private final UseView view;
    private final SteeringConfig.Times times;
    private final Counters counters;

    Confirmations(UseView view, SteeringConfig.Times times, Counters counters) {
        this.view = view;
        this.times = times;
        this.counters = counters;
    }

    void check(Lane lane, Moment now) {
        for (StandingOverrides.Entry entry : lane.standing().all()) {
            BgpOverride override = entry.override();
            OverrideKey key = override.key();
            switch (view.use(key.router(), key.prefix(), override.nextHop())) {
                case USED -> used(lane, entry, now);
                case NOT_USED -> late(lane, entry, "is not seen to use it", now);
                case UNKNOWN -> {
                    if (times.confirmationRequired()) {
                        late(lane, entry, "does not tell whether it uses it", now);
                    } else {
                        lane.standing().seen(entry, now.nanos());
                    }
                }
            }
        }
    }

    private void used(Lane lane, StandingOverrides.Entry entry, Moment now) {
        lane.standing().used(entry, now.nanos());
        if (!entry.confirmed()) {
            counters.increment(SteeringCounter.STEERING_CONFIRMED);
            BgpOverride override = entry.override();
            lane.append(
                    new AuditEvent(
                            now.wall(),
                            AuditEvent.STEERING,
                            AuditEvent.Action.CONFIRMED,
                            new AuditEvent.Subject(
                                    override.recommendation(),
                                    override.key().router(),
                                    override.key().prefix().toString()),
                            "the router uses it",
                            new AuditEvent.Change("", override.summary(), "")));
        }
    }

    private void late(Lane lane, StandingOverrides.Entry entry, String how, Moment now) {
        if (now.nanos() - entry.usedNanos() < times.confirm().toNanos()) {
            return;
        }
        OverrideKey key = entry.override().key();
        counters.increment(SteeringCounter.STEERING_NOT_CONFIRMED);
        lane.ledger()
                .hold(
                        key,
                        now.nanos() + times.hold().toNanos(),
                        key.router() + " " + how + " for " + times.confirm().toSeconds() + " s");
    }
}
