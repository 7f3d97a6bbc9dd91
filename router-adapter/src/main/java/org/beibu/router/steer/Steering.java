package org.beibu.router.steer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.beibu.router.audit.AuditEvent;
import org.beibu.router.audit.AuditEvent.Action;
import org.beibu.router.audit.AuditEvent.Subject;
import org.beibu.router.guard.Guardrail;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.RefusalReason;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.runtime.counters.Counters;

/**
 * Steers. {@link #reconcile} once a second computes what is desired and sends the difference;
 * {@link #event} takes losses at once; persons freeze, thaw, approve, reject and take back.
 *
 * <p>Assumes one owning thread and a monotonic clock that never goes back. Guarantees that nothing
 * is announced without a verdict of this same round, that a withdrawal waits for nothing, and that
 * a new instance announces nothing before sessions have settled.
 */
public final class Steering {
    private final SteeringConfig config;
    private final Guardrail chain;
    private final Counters counters;
    private final Surroundings world;
    private final RecommendationBook book;
    private final Confirmations confirmations;
    private final StatusLog statusLog;
    private final Lane active;
    private final Lane shadow;
    private final Map<String, String> ends = new HashMap<>();
    private List<PrefixStatus> statuses = List.of();
    private boolean feedWatched;
    private long feedNanos;

    /** Steering that has announced nothing yet; {@link FreezeFile} says whether it is frozen. */
    public Steering(
            SteeringConfig config, Guardrail chain, SteeringPorts ports, Counters counters) {
        this.config = config;
        this.chain = chain;
        this.counters = counters;
        this.world = new Surroundings(ports, config.guards().probes().window());
        this.book = new RecommendationBook(config.times());
        this.confirmations = new Confirmations(ports.use(), config.times(), counters);
        this.active = new Lane(true, ports.announcer(), ports.audit(), counters);
        this.shadow = new Lane(false, (router, update) -> {}, ports.audit(), counters);
        this.statusLog = new StatusLog(active, config.times(), counters);
        ports.frozen().ifPresent(world::freeze);
        if (!config.on()) {
            world.off("switched off by the configuration");
        }
    }

    /** Takes recommendations in; new ones are looked at at once. */
    public List<Outcome> accept(List<Recommendation> recommendations, Moment now) {
        List<Outcome> outcomes = new ArrayList<>();
        boolean fresh = false;
        for (Recommendation recommendation : recommendations) {
            RecommendationBook.Admission admission = admit(recommendation, now);
            boolean taken = admission.taken() != RecommendationBook.Taken.NOT_TAKEN;
            fresh |= admission.taken() == RecommendationBook.Taken.NEW;
            outcomes.add(new Outcome(taken, recommendation.id() + ": " + admission.why()));
        }
        if (fresh) {
            reconcile(now);
        }
        return outcomes;
    }

    private RecommendationBook.Admission admit(Recommendation recommendation, Moment now) {
        String exit = recommendation.move().toExit();
        RecommendationBook.Admission admission =
                config.exit(exit).isPresent()
                        ? book.take(recommendation, now)
                        : new RecommendationBook.Admission(
                                RecommendationBook.Taken.NOT_TAKEN,
                                "no exit " + exit + " is configured for steering");
        switch (admission.taken()) {
            case NEW -> {
                counters.increment(SteeringCounter.STEERING_RECOMMENDATIONS);
                write(
                        now,
                        AuditEvent.STEERING,
                        Action.RECOMMENDED,
                        Subject.of(recommendation.id()),
                        Sentences.why(recommendation));
            }
            case RENEWED -> counters.increment(SteeringCounter.STEERING_RENEWALS);
            case NOT_TAKEN -> counters.increment(SteeringCounter.STEERING_NOT_TAKEN);
        }
        return admission;
    }

    /** Computes the desired table and sends the difference; once a second. */
    public void reconcile(Moment now) {
        if (feedWatched && now.nanos() - feedNanos >= config.times().feed().toNanos()) {
            event(
                    new SteeringEvent.FeedLost(
                            "silent for " + config.times().feed().toSeconds() + " s"),
                    now);
        }
        world.tick(now, config.routers());
        book.expire(now).forEach(ended -> end(ended, now));
        confirmations.check(active, now);
        Round activeRound = new Round(active, now, world);
        Round shadowRound = new Round(shadow, now, world);
        Evaluation.Rounds rounds = new Evaluation.Rounds(activeRound, shadowRound, now);
        statuses = new Evaluation(config, chain, world, rounds).run(book);
        world.finish();
        statusLog.tell(statuses, book, now);
        send(activeRound, now);
        send(shadowRound, now);
        ends.clear();
    }

    private void end(RecommendationBook.Ended ended, Moment now) {
        counters.increment(SteeringCounter.STEERING_ENDED);
        ends.put(ended.recommendation().id(), ended.why());
        write(
                now,
                AuditEvent.STEERING,
                Action.ENDED,
                Subject.of(ended.recommendation().id()),
                ended.why());
    }

    /** The difference between what is desired and what stands, withdrawals first. */
    private void send(Round round, Moment now) {
        Lane lane = round.lane();
        Map<OverrideKey, String> gone = new TreeMap<>();
        for (StandingOverrides.Entry entry : lane.standing().all()) {
            if (!round.desired().containsKey(entry.override().key())) {
                gone.put(entry.override().key(), reason(entry.override()));
            }
        }
        lane.withdraw(gone, now);
        List<BgpOverride> fresh = new ArrayList<>();
        Map<OverrideKey, String> why = new HashMap<>();
        for (BgpOverride override : round.desired().values()) {
            if (lane.standing().get(override.key()).stream()
                    .noneMatch(entry -> entry.override().equals(override))) {
                fresh.add(override);
                why.put(override.key(), Sentences.why(book, override));
            }
        }
        lane.announce(fresh, why, now);
    }

    private String reason(BgpOverride override) {
        return statuses.stream()
                .filter(s -> s.recommendation().equals(override.recommendation()))
                .filter(s -> s.key().equals(override.key()))
                .map(status -> status.verdict().toString())
                .findFirst()
                .or(() -> Optional.ofNullable(ends.get(override.recommendation())))
                .orElse("no recommendation supports it any more");
    }

    /** Takes something that cannot wait; gives what was withdrawn from routers because of it. */
    public List<OverrideKey> event(SteeringEvent event, Moment now) {
        if (event instanceof SteeringEvent.RouteGone gone) {
            return routeGone(gone, now);
        } else if (event instanceof SteeringEvent.ExitDown down) {
            world.exitBad(down.exit(), down.why());
            write(
                    now,
                    AuditEvent.STEERING,
                    Action.EXIT,
                    Subject.ALL,
                    down.exit() + " down: " + down.why());
            return withdrawAtOnce(o -> o.exit().equals(down.exit()), down.why(), now);
        } else if (event instanceof SteeringEvent.ProbeLoss loss) {
            return probeLoss(loss, now);
        } else if (event instanceof SteeringEvent.FeedLost lost) {
            feedWatched = false;
            book.endAll("feed lost: " + lost.why()).forEach(ended -> end(ended, now));
            return withdrawAtOnce(o -> true, "feed lost: " + lost.why(), now);
        } else if (event instanceof SteeringEvent.SessionDown down) {
            world.sessionDown(down.router());
            active.forget(down.router());
            shadow.forget(down.router());
        } else if (event instanceof SteeringEvent.Stop stop) {
            world.off("stopped: " + stop.why());
            List<OverrideKey> gone = withdrawAtOnce(o -> true, "stopped: " + stop.why(), now);
            write(now, AuditEvent.STEERING, Action.STOP, Subject.ALL, stop.why());
            return gone;
        } else {
            good(event, now);
        }
        return List.of();
    }

    private void good(SteeringEvent event, Moment now) {
        if (event instanceof SteeringEvent.FeedSeen) {
            feedWatched = true;
            feedNanos = now.nanos();
        } else if (event instanceof SteeringEvent.ExitUp up && world.exitGood(up.exit())) {
            write(now, AuditEvent.STEERING, Action.EXIT, Subject.ALL, up.exit() + " up");
        } else if (event instanceof SteeringEvent.ProbesBack back) {
            String path = Surroundings.pathName(back.routeId(), back.exit());
            if (world.exitGood(path)) {
                write(now, AuditEvent.STEERING, Action.EXIT, Subject.ALL, path + " answers");
            }
        }
    }

    private List<OverrideKey> routeGone(SteeringEvent.RouteGone gone, Moment now) {
        OverrideKey key = new OverrideKey(gone.router(), gone.prefix());
        for (Lane lane : List.of(active, shadow)) {
            lane.standing()
                    .get(key)
                    .filter(entry -> entry.override().nextHop().equals(gone.nextHop()))
                    .ifPresent(entry -> world.gone(key, entry.override().exit(), now));
        }
        return withdrawAtOnce(
                o -> o.key().equals(key) && o.nextHop().equals(gone.nextHop()),
                RefusalReason.EXIT_ROUTE + ": the route by " + gone.nextHop() + " was withdrawn",
                now);
    }

    private List<OverrideKey> probeLoss(SteeringEvent.ProbeLoss loss, Moment now) {
        String path = Surroundings.pathName(loss.routeId(), loss.exit());
        String why = "probes of " + path + " are lost: " + loss.why();
        world.exitBad(path, why);
        List<OverrideKey> gone =
                withdrawAtOnce(
                        o -> o.exit().equals(loss.exit()) && concerns(o, loss.routeId()), why, now);
        long until = now.nanos() + config.times().hold().toNanos();
        gone.forEach(key -> active.ledger().hold(key, until, why));
        return gone;
    }

    private boolean concerns(BgpOverride override, String routeId) {
        return book.get(override.recommendation())
                .map(live -> live.recommendation().move().routeId().equals(routeId))
                .orElse(true);
    }

    private List<OverrideKey> withdrawAtOnce(Predicate<BgpOverride> which, String why, Moment now) {
        List<OverrideKey> gone = List.of();
        for (Lane lane : List.of(active, shadow)) {
            Map<OverrideKey, String> reasons = new TreeMap<>();
            for (StandingOverrides.Entry entry : lane.standing().all()) {
                if (which.test(entry.override())) {
                    reasons.put(entry.override().key(), why);
                }
            }
            List<OverrideKey> withdrawn = lane.withdraw(reasons, now);
            gone = lane == active ? withdrawn : gone;
        }
        counters.add(SteeringCounter.STEERING_WITHDRAWN_FAST, gone.size());
        return gone;
    }

    /** A person holds everything still: all overrides are withdrawn at once. */
    public List<OverrideKey> freeze(String who, String why, Moment now) {
        String text = "frozen by " + who + ": " + why;
        world.freeze(text);
        List<OverrideKey> gone = withdrawAtOnce(override -> true, text, now);
        write(now, who, Action.FROZEN, Subject.ALL, why);
        return gone;
    }

    /** A person lets steering go on; guardrails and leases are as strict as before. */
    public void thaw(String who, String why, Moment now) {
        world.thaw();
        write(now, who, Action.THAWED, Subject.ALL, why);
    }

    /** A person releases a proposal. */
    public Outcome approve(String id, String who, String why, Moment now) {
        var live = book.get(id);
        if (live.isEmpty()) {
            return Outcome.refused("no live recommendation " + id);
        }
        if (statuses.stream()
                .noneMatch(
                        s ->
                                s.recommendation().equals(id)
                                        && s.state() == PrefixStatus.State.WAITING)) {
            return Outcome.refused(
                    "recommendation "
                            + id
                            + " does not wait for approval: its mode or a guardrail"
                            + " says otherwise");
        }
        book.approve(live.get(), who);
        write(now, who, Action.APPROVED, Subject.of(id), why);
        reconcile(now);
        return Outcome.done("recommendation " + id + " approved by " + who);
    }

    /** A person refuses a recommendation for good. */
    public Outcome reject(String id, String who, String why, Moment now) {
        return close(id, who, why, Action.REJECTED, now);
    }

    /** A person takes back what was announced, for good. */
    public Outcome withdraw(String id, String who, String why, Moment now) {
        return close(id, who, why, Action.TAKEN_BACK, now);
    }

    private Outcome close(String id, String who, String why, Action action, Moment now) {
        if (book.get(id).isEmpty()) {
            return Outcome.refused("no live recommendation " + id);
        }
        String text = action + " by " + who + ": " + why;
        book.close(id, text);
        counters.increment(SteeringCounter.STEERING_ENDED);
        List<OverrideKey> gone = withdrawAtOnce(o -> o.recommendation().equals(id), text, now);
        write(now, who, action, Subject.of(id), why);
        return Outcome.done(
                "recommendation " + id + " " + action + ", " + gone.size() + " withdrawn");
    }

    private void write(Moment now, String who, Action action, Subject subject, String why) {
        active.append(
                new AuditEvent(now.wall(), who, action, subject, why, AuditEvent.Change.NONE));
    }

    /** What stands on the routers because of us. */
    public List<BgpOverride> announced() {
        return active.standing().all().stream().map(StandingOverrides.Entry::override).toList();
    }

    /** What would stand but for shadow mode. */
    public List<BgpOverride> shadowed() {
        return shadow.standing().all().stream().map(StandingOverrides.Entry::override).toList();
    }

    /** All live recommendations and what has become of them, by id. */
    public List<RecommendationStatus> recommendations(Moment now) {
        List<RecommendationStatus> list = new ArrayList<>();
        for (RecommendationBook.Live live : book.all()) {
            String id = live.recommendation().id();
            list.add(
                    new RecommendationStatus(
                            live.recommendation(),
                            live.approvedBy(),
                            live.leaseUntilNanos() - now.nanos(),
                            statuses.stream()
                                    .filter(status -> status.recommendation().equals(id))
                                    .sorted(Comparator.comparing(PrefixStatus::key))
                                    .toList()));
        }
        return list;
    }
}
