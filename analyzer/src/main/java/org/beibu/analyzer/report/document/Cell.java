package org.beibu.analyzer.report.document;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** A typed value of a table. */
public sealed interface Cell {
    /** The largest number of decimals that a figure is shown with. */
    int MAX_DECIMALS = 9;

    /** Whether a column of this kind may hold this cell. */
    boolean fits(Column.Kind kind);

    /** Hands this cell to the method for its kind. */
    <R> R handle(Handler<R> handler);

    /** One method a kind of cell. */
    interface Handler<R> {
        R text(Text text);

        R figure(Figure figure);

        R time(Time time);

        R day(Day day);

        R span(Span span);

        R noData(NoData noData);
    }

    static Text text(String text) {
        return new Text(text, Tone.PLAIN);
    }

    static Text text(String text, Tone tone) {
        return new Text(text, tone);
    }

    static Figure number(double value, int decimals) {
        return new Figure(value, decimals, Tone.PLAIN);
    }

    static Cell time(Instant at) {
        return new Time(at);
    }

    static Cell day(LocalDate day) {
        return new Day(day);
    }

    static Cell span(Duration length) {
        return new Span(length);
    }

    /** There is no value; the reason is a few words in the report's language. */
    static Cell noData(String reason) {
        return new NoData(reason);
    }

    /** Words. */
    record Text(String text, Tone tone) implements Cell {
        @Override
        public boolean fits(Column.Kind kind) {
            return kind == Column.Kind.TEXT;
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.text(this);
        }
    }

    /**
     * A number in its column's unit; of a percent column the share itself.
     *
     * @param decimals shown after the point (of a percent column: of the percentage)
     */
    record Figure(double value, int decimals, Tone tone) implements Cell {
        public Figure {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "a cell cannot show " + value + "; say no data and why");
            }
            if (decimals < 0 || decimals > MAX_DECIMALS) {
                throw new IllegalArgumentException("decimals must be 0 to 9: " + decimals);
            }
            value += 0.0; // -0 becomes 0
        }

        public Figure with(Tone other) {
            return new Figure(value, decimals, other);
        }

        @Override
        public boolean fits(Column.Kind kind) {
            return kind == Column.Kind.NUMBER
                    || kind == Column.Kind.PERCENT
                    || kind == Column.Kind.RATE;
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.figure(this);
        }
    }

    /** A moment. */
    record Time(Instant at) implements Cell {
        @Override
        public boolean fits(Column.Kind kind) {
            return kind == Column.Kind.TIME;
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.time(this);
        }
    }

    /** A day of the calendar. */
    record Day(LocalDate day) implements Cell {
        @Override
        public boolean fits(Column.Kind kind) {
            return kind == Column.Kind.DATE;
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.day(this);
        }
    }

    /** A length of time, not negative. */
    record Span(Duration length) implements Cell {
        public Span {
            if (length.isNegative()) {
                throw new IllegalArgumentException("a length of time is not negative: " + length);
            }
        }

        @Override
        public boolean fits(Column.Kind kind) {
            return kind == Column.Kind.DURATION;
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.span(this);
        }
    }

    /** There is no value, and why. */
    record NoData(String reason) implements Cell {
        public NoData {
            Identifiers.checkText("the reason of no data", reason);
        }

        @Override
        public boolean fits(Column.Kind kind) {
            return true;
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.noData(this);
        }
    }
}
