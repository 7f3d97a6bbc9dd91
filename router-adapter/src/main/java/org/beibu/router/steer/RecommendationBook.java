package org.beibu.router.steer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.router.recommendation.Recommendation;

/**
 * The recommendations that are alive, each with a lease that only fresh evidence renews, and what
 * persons have said to them. Ids that ended by a person's word stay closed.
 *
 * <p>Bounded: so many alive, so many closed ids. Owned by the thread of {@link Steering}.
 */
final class RecommendationBook {
    private static final int MOST_ALIVE = 10_000;
    private static final int MOST_CLOSED = 10_000;

    private final Duration lease;
    private final Duration proposal;
    private final Map<String, Live> alive = new TreeMap<>();
    private final Map<String, String> closed = new LinkedHashMap<>();

    /** A recommendation that is alive. */
    static final class Live {
        private Recommendation recommendation;
        private long leaseUntilNanos;
        private long proposedNanos;
        private boolean proposed;
        private Optional<String> approvedBy = Optional.empty();

        private Live(Recommendation recommendation) {
            this.recommendation = recommendation;
        }

        Recommendation recommendation() {
            return recommendation;
        }

        Optional<String> approvedBy() {
            return approvedBy;
        }

        long leaseUntilNanos() {
            return leaseUntilNanos;
        }

        /** It waits for a person from now on; false when it did already. */
        boolean propose(long nanos) {
            boolean first = !proposed;
            if (first) {
                proposed = true;
                proposedNanos = nanos;
            }
            return first;
        }
    }

    /** One that has ended. */
    record Ended(Recommendation recommendation, String why) {}

    /** What became of a recommendation that came in. */
    enum Taken {
        /** It is new. */
        NEW,
        /** It has fresh evidence. */
        RENEWED,
        /** It was not taken. */
        NOT_TAKEN
    }

    /** What became of it, and why. */
    record Admission(Taken taken, String why) {}

    RecommendationBook(SteeringConfig.Times times) {
        this.lease = times.lease();
        this.proposal = times.proposal();
    }

    Admission take(Recommendation recommendation, Moment now) {
        String id = recommendation.id();
        String end = closed.get(id);
        if (end != null) {
            return notTaken(end);
        }
        if (!now.wall().isBefore(recommendation.expires())) {
            return notTaken("it expired at " + recommendation.expires());
        }
        long left = leftNanos(recommendation, now);
        if (left <= 0) {
            return notTaken("issued more than " + lease.toSeconds() + " s ago");
        }
        Live known = alive.get(id);
        if (known == null) {
            if (alive.size() >= MOST_ALIVE) {
                return notTaken(MOST_ALIVE + " recommendations are alive already");
            }
            Live live = new Live(recommendation);
            live.leaseUntilNanos = now.nanos() + left;
            alive.put(id, live);
            return new Admission(Taken.NEW, "taken");
        }
        if (!known.recommendation.move().equals(recommendation.move())) {
            return notTaken("the id was given to another move before");
        }
        if (!recommendation.issued().isAfter(known.recommendation.issued())) {
            return notTaken("not newer than what is known: its lease is not renewed");
        }
        known.recommendation = recommendation;
        known.leaseUntilNanos = now.nanos() + left;
        return new Admission(Taken.RENEWED, "renewed");
    }

    /** A lease begins when its evidence was issued, not when it came here. */
    private long leftNanos(Recommendation recommendation, Moment now) {
        Duration age = Duration.between(recommendation.issued(), now.wall());
        return age.isNegative()
                ? lease.toNanos()
                : age.compareTo(lease) >= 0 ? 0 : lease.minus(age).toNanos();
    }

    private static Admission notTaken(String why) {
        return new Admission(Taken.NOT_TAKEN, why);
    }

    Optional<Live> get(String id) {
        return Optional.ofNullable(alive.get(id));
    }

    Collection<Live> all() {
        return alive.values();
    }

    /** A person releases it. */
    void approve(Live live, String who) {
        live.approvedBy = Optional.of(who);
    }

    /** It ends, and its id stays closed. */
    void close(String id, String why) {
        alive.remove(id);
        closed.put(id, why);
        if (closed.size() > MOST_CLOSED) {
            closed.remove(closed.keySet().iterator().next());
        }
    }

    /** Ends all whose time is over; of proposals that no person wanted the ids stay closed. */
    List<Ended> expire(Moment now) {
        List<Ended> ended = new ArrayList<>();
        for (Live live : List.copyOf(alive.values())) {
            String id = live.recommendation.id();
            if (!now.wall().isBefore(live.recommendation.expires())) {
                alive.remove(id);
                ended.add(new Ended(live.recommendation, "expired"));
            } else if (now.nanos() - live.leaseUntilNanos >= 0) {
                alive.remove(id);
                ended.add(
                        new Ended(
                                live.recommendation,
                                "not renewed within " + lease.toSeconds() + " s"));
            } else if (isForgotten(live, now)) {
                close(id, "nobody approved it within " + proposal.toSeconds() + " s");
                ended.add(new Ended(live.recommendation, "not approved in time"));
            }
        }
        return ended;
    }

    private boolean isForgotten(Live live, Moment now) {
        return live.proposed
                && live.approvedBy.isEmpty()
                && now.nanos() - live.proposedNanos >= proposal.toNanos();
    }

    /** Ends all of them; they may come again. */
    List<Ended> endAll(String why) {
        List<Ended> ended =
                alive.values().stream().map(live -> new Ended(live.recommendation, why)).toList();
        alive.clear();
        return ended;
    }
}
