package org.beibu.analyzer.alert;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A condition that lasts, has lasted, or may yet last.
 *
 * @param name the alert
 * @param labels what it is about
 * @param severity how soon somebody should look
 * @param summary one sentence with its figures, the newest
 * @param state where it is
 * @param sinceNanos since when the condition lasts without longer interruption, epoch nanoseconds
 * @param seenNanos when the condition was seen last
 * @param endedNanos when it was resolved; 0 while it is not
 */
public record Alert(
        String name,
        Map<String, String> labels,
        Severity severity,
        String summary,
        State state,
        long sinceNanos,
        long seenNanos,
        long endedNanos) {

    /** Where an alert is. */
    public enum State {
        /** The condition has not lasted long enough. */
        PENDING("pending"),
        /** Receivers know, or will, or planned maintenance silences it. */
        FIRING("firing"),
        /** The condition has been gone for long enough. */
        RESOLVED("resolved");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public Alert {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(state, "state");
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** An alert whose condition was seen for the first time. */
    static Alert first(Condition condition, long nowNanos) {
        return new Alert(
                condition.name(),
                condition.labels(),
                condition.severity(),
                condition.summary(),
                State.PENDING,
                nowNanos,
                nowNanos,
                0);
    }

    Alert seen(Condition condition, State newState, long nowNanos) {
        return new Alert(
                name,
                labels,
                condition.severity(),
                condition.summary(),
                newState,
                sinceNanos,
                nowNanos,
                0);
    }

    Alert resolved(long nowNanos) {
        return new Alert(
                name, labels, severity, summary, State.RESOLVED, sinceNanos, seenNanos, nowNanos);
    }

    /** What tells it apart from others; the same as that of its condition. */
    public String key() {
        return new Condition(name, labels, severity, summary, java.time.Duration.ZERO).key();
    }

    /** What tells this occurrence of it, and this turn, apart from others: for receivers. */
    public String occurrence() {
        return key() + "|since=" + sinceNanos + "|" + state;
    }
}
