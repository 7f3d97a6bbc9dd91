package org.beibu.probe.active;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * When the streams of all sessions begin. Those of one AseanRoute with the same stream are a group:
 * they have one random phase, and one random sequence of gaps, so that all exits of a route are
 * probed in the same second; within a second, or an interval that is shorter, they follow each
 * other at equal distances.
 */
final class StreamPlan {
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<Group, Member> groups = new HashMap<>();
    private final SplittableRandom random;

    private record Group(String routeId, Stream stream) {}

    /** What a group has given out. */
    private static final class Member {
        final long seed;
        final int size;
        int given;

        Member(long seed, int size) {
            this.seed = seed;
            this.size = size;
        }
    }

    StreamPlan(List<SessionConfig> sessions, long seed) {
        random = new SplittableRandom(seed);
        Map<Group, Integer> sizes = new HashMap<>();
        sessions.forEach(session -> sizes.merge(group(session), 1, Integer::sum));
        sizes.forEach((group, size) -> groups.put(group, new Member(random.nextLong(), size)));
    }

    private static Group group(SessionConfig session) {
        return new Group(session.path().routeId(), session.stream());
    }

    /** The schedule of the next session of the list. */
    StreamSchedule schedule(SessionConfig session, long startNanos) {
        Member member = groups.get(group(session));
        if (member == null) {
            throw new IllegalArgumentException("not a session of this plan: " + session);
        }
        long span = Math.min(session.stream().interval().toNanos(), SECOND_NANOS);
        long shift = span / member.size * member.given++;
        return new StreamSchedule(session.stream(), member.seed, startNanos).shifted(shift);
    }
}
