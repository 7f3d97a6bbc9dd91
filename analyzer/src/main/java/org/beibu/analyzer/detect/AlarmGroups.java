package org.beibu.analyzer.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Says whether what several paths did at the same time was the work of something they share: the
 * host that probes them, or the exit they use. Waits until all had the time to notice. Owned by one
 * thread.
 */
public final class AlarmGroups {
    private static final long WAIT_NANOS = 10_000_000_000L;
    private static final double MOST = 0.8;
    private static final int FEWEST = 2;

    /** So that an incident of everything holds up nobody. */
    private static final int MOST_WAITING = 1_024;

    private final Set<Watched> watched = new HashSet<>();
    private final List<Heard> waiting = new ArrayList<>();
    private final Set<Heard> said = new HashSet<>();

    /**
     * A path that is watched.
     *
     * @param host the probe
     * @param exit the exit
     * @param route the AseanRoute
     */
    public record Watched(String host, String exit, String route) {}

    /** How much shares in an alarm. */
    public enum Scope {
        /** One path alone. */
        PATH,
        /** Nearly all paths of one exit, and not those of others. */
        EXIT,
        /** Nearly all paths of one probe over all its exits: its host or its own link. */
        HOST
    }

    /**
     * An alarm with what it is part of.
     *
     * @param path whose it is
     * @param alarm what was noticed
     * @param scope what it is part of
     */
    public record Named(Watched path, PathAlarm alarm, Scope scope) {}

    private record Heard(Watched path, PathAlarm alarm) {}

    /** From now on this path counts as one that could have noticed. */
    public void watch(Watched path) {
        watched.add(path);
    }

    /** A path has noticed something; false when too many wait, and this one stays unnamed. */
    public boolean add(Watched path, PathAlarm alarm) {
        watched.add(path);
        return waiting.size() < MOST_WAITING && waiting.add(new Heard(path, alarm));
    }

    /** What is old enough to be named, in the order in which it was heard. */
    public List<Named> settle(long nowNanos) {
        List<Named> named = new ArrayList<>();
        for (Heard heard : waiting) {
            if (nowNanos - heard.alarm.saidNanos() >= WAIT_NANOS && said.add(heard)) {
                named.add(new Named(heard.path, heard.alarm, scope(heard)));
            }
        }
        waiting.removeIf(heard -> nowNanos - heard.alarm.saidNanos() >= 3 * WAIT_NANOS);
        said.retainAll(new HashSet<>(waiting));
        return named;
    }

    /** Whether nothing waits. */
    public boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Nothing that was heard counts any more. */
    public void forget() {
        waiting.clear();
        said.clear();
    }

    private Scope scope(Heard heard) {
        Set<Watched> alike = new HashSet<>();
        for (Heard other : waiting) {
            long apart = Math.abs(other.alarm.beganNanos() - heard.alarm.beganNanos());
            if (apart <= WAIT_NANOS && sameDirection(other.alarm, heard.alarm)) {
                alike.add(other.path);
            }
        }
        boolean host = isMost(alike, heard.path, Watched::host);
        boolean exit = isMost(alike, heard.path, Watched::exit);
        if (host && exits(heard.path.host()) > 1) {
            return Scope.HOST;
        }
        return exit ? Scope.EXIT : Scope.PATH;
    }

    private static boolean sameDirection(PathAlarm one, PathAlarm other) {
        return one.after() > one.before() == other.after() > other.before();
    }

    private boolean isMost(Set<Watched> alike, Watched path, Function<Watched, String> share) {
        int with = 0;
        int all = 0;
        for (Watched one : watched) {
            if (share.apply(one).equals(share.apply(path))) {
                all++;
                with += alike.contains(one) ? 1 : 0;
            }
        }
        return all >= FEWEST && with >= MOST * all;
    }

    private long exits(String host) {
        return watched.stream()
                .filter(one -> one.host().equals(host))
                .map(Watched::exit)
                .distinct()
                .count();
    }
}
