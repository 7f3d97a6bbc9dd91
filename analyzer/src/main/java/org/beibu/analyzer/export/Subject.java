package org.beibu.analyzer.export;

import java.util.Objects;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;

/** What a window is of. */
sealed interface Subject {
    /** The traffic of everything. */
    Subject ALL_TRAFFIC = new Traffic();

    /** What became of all active packets. */
    Subject ALL_LOSSES = new Losses();

    /** The series whose delays they are; empty for traffic and losses. */
    Optional<Series> series();

    /**
     * The delays of one series.
     *
     * @param one the series
     */
    record Delays(Series one) implements Subject {
        public Delays {
            Objects.requireNonNull(one, "series");
        }

        @Override
        public Optional<Series> series() {
            return Optional.of(one);
        }

        @Override
        public String toString() {
            return one.toString();
        }
    }

    /**
     * The traffic of all paths together: they change together, and the store keeps those of one
     * window side by side.
     */
    record Traffic() implements Subject {
        @Override
        public Optional<Series> series() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "traffic";
        }
    }

    /** The active packets of all paths together, for the same reasons. */
    record Losses() implements Subject {
        @Override
        public Optional<Series> series() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "losses";
        }
    }
}
