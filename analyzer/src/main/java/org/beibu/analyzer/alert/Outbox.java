package org.beibu.analyzer.alert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What one receiver was told, and what it is yet to be told. The thread of the alerts puts in, the
 * thread of the receiver takes out; every method is synchronized.
 *
 * <p>A turn of an alert is put in once, also over restarts: what was told is part of the state.
 * When more than {@link #MOST} turns wait the oldest is dropped and counted.
 */
public final class Outbox {
    static final int MOST = 1_000;

    private static final long RESOLVED_SHOWN_NANOS = 900_000_000_000L;

    private final String receiver;
    private final Deque<Alert> waiting = new ArrayDeque<>();
    private final Map<String, Long> told = new TreeMap<>();
    private List<Alert> current = List.of();
    private Set<String> occurrences = Set.of();
    private long dropped;
    private long lastSuccessNanos;
    private String lastFailure = "";
    private long version;
    private boolean news;

    /**
     * How a receiver is doing.
     *
     * @param receiver its name
     * @param waiting turns that it is yet to be told, the oldest first
     * @param told alerts that it knows to fire, and since when
     * @param dropped turns that it will never be told
     * @param lastSuccessNanos when it took something last; 0 for never
     * @param lastFailure why it did not, if that was the last attempt
     */
    public record Status(
            String receiver,
            List<Alert> waiting,
            Map<String, Long> told,
            long dropped,
            long lastSuccessNanos,
            String lastFailure) {}

    Outbox(String receiver) {
        this.receiver = receiver;
    }

    /** Takes up what an earlier run left. */
    synchronized void restore(Status left) {
        waiting.addAll(left.waiting);
        told.putAll(left.told);
        dropped = left.dropped;
        lastSuccessNanos = left.lastSuccessNanos;
    }

    /** Puts in what has turned since the last time; how many turns were dropped. */
    synchronized int update(Collection<Alert> alerts, Predicate<Alert> silenced, long nowNanos) {
        Set<String> known = new HashSet<>();
        List<Alert> shown = new ArrayList<>();
        Set<String> turns = new HashSet<>();
        for (Alert alert : alerts) {
            known.add(alert.key());
            boolean fires = alert.state() == Alert.State.FIRING && !silenced.test(alert);
            boolean ended = alert.state() == Alert.State.RESOLVED;
            Long toldSince = told.get(alert.key());
            boolean isTold = toldSince != null && toldSince == alert.sinceNanos();
            if (fires && !isTold) {
                told.put(alert.key(), alert.sinceNanos());
                put(alert);
            } else if (ended && isTold) {
                told.remove(alert.key());
                put(alert);
            }
            if (fires || (ended && nowNanos - alert.endedNanos() < RESOLVED_SHOWN_NANOS)) {
                shown.add(alert);
                turns.add(alert.occurrence());
            }
        }
        told.keySet().retainAll(known);
        news |= !turns.equals(occurrences);
        occurrences = turns;
        current = List.copyOf(shown);
        int over = 0;
        while (waiting.size() > MOST) {
            waiting.removeFirst();
            over++;
        }
        dropped += over;
        return over;
    }

    private void put(Alert alert) {
        waiting.addLast(alert);
        version++;
    }

    /** The turn to tell next. */
    synchronized Optional<Alert> next() {
        return Optional.ofNullable(waiting.peekFirst());
    }

    /** The receiver has taken this turn, or never will. */
    synchronized void done(Alert alert) {
        waiting.remove(alert);
        version++;
    }

    /** Everything that fires or was resolved lately; what waited is then taken as told. */
    synchronized List<Alert> takeCurrent() {
        news = false;
        waiting.clear();
        return current;
    }

    /** Whether {@link #takeCurrent} would tell something new. */
    synchronized boolean hasNews() {
        return news;
    }

    synchronized void succeeded(long nowNanos) {
        lastSuccessNanos = nowNanos;
        lastFailure = "";
        version++;
    }

    synchronized void failed(String why) {
        news = true;
        if (!why.equals(lastFailure)) {
            lastFailure = why;
            version++;
        }
    }

    synchronized Status status() {
        return new Status(
                receiver,
                List.copyOf(waiting),
                new TreeMap<>(told),
                dropped,
                lastSuccessNanos,
                lastFailure);
    }

    /** Grows with each change that must be kept over a restart. */
    synchronized long version() {
        return version;
    }
}
