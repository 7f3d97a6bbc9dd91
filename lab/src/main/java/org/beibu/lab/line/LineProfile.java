package org.beibu.lab.line;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a line does to each packet, one way.
 *
 * @param delayNanos how long it takes
 * @param jitterNanos up to how much longer, evenly spread; order is kept
 * @param loss share of packets that vanish
 * @param bitsPerSecond how fast the link is; 0 for endlessly
 * @param queueNanos how long a packet may wait for the link, else it is dropped
 * @param down nothing gets through
 */
public record LineProfile(
        long delayNanos,
        long jitterNanos,
        double loss,
        long bitsPerSecond,
        long queueNanos,
        boolean down) {
    /** Nothing happens to packets; a queue of 50 ms once there is a rate. */
    public static final LineProfile CLEAR = new LineProfile(0, 0, 0, 0, 50_000_000, false);

    public LineProfile {
        if (delayNanos < 0 || jitterNanos < 0 || bitsPerSecond < 0 || queueNanos < 0) {
            throw new IllegalArgumentException("negative: " + delayNanos + ", " + jitterNanos);
        }
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss is a share of 0 to 1: " + loss);
        }
    }

    /** With one property changed, such as {@code delay=15ms} or {@code loss=2%}. */
    public LineProfile with(String change) {
        int equals = change.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("not NAME=VALUE: '" + change + "'");
        }
        String value = change.substring(equals + 1);
        return switch (change.substring(0, equals)) {
            case "delay" ->
                    new LineProfile(
                            millis(value), jitterNanos, loss, bitsPerSecond, queueNanos, down);
            case "jitter" ->
                    new LineProfile(
                            delayNanos, millis(value), loss, bitsPerSecond, queueNanos, down);
            case "loss" ->
                    new LineProfile(
                            delayNanos,
                            jitterNanos,
                            number(value, "%") / 100,
                            bitsPerSecond,
                            queueNanos,
                            down);
            case "rate" ->
                    new LineProfile(
                            delayNanos,
                            jitterNanos,
                            loss,
                            Math.round(number(value, "Mbit") * 1e6),
                            queueNanos,
                            down);
            case "queue" ->
                    new LineProfile(
                            delayNanos, jitterNanos, loss, bitsPerSecond, millis(value), down);
            case "down" ->
                    new LineProfile(
                            delayNanos, jitterNanos, loss, bitsPerSecond, queueNanos, flag(value));
            default ->
                    throw new IllegalArgumentException(
                            "'"
                                    + change
                                    + "': delay, jitter, loss, rate, queue and down are known");
        };
    }

    private static long millis(String value) {
        return Math.round(number(value, "ms") * TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is not yes or no");
        };
    }

    private static double number(String value, String unit) {
        if (value.endsWith(unit)) {
            try {
                return Double.parseDouble(value.substring(0, value.length() - unit.length()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("no number: '" + value + "'", e);
            }
        }
        throw new IllegalArgumentException("'" + value + "' does not end in " + unit);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "delay=%.3fms jitter=%.3fms loss=%.3f%% rate=%.3fMbit queue=%.0fms down=%s",
                delayNanos / 1e6,
                jitterNanos / 1e6,
                loss * 100,
                bitsPerSecond / 1e6,
                queueNanos / 1e6,
                down ? "yes" : "no");
    }
}
