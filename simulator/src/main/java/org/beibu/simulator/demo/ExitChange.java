package org.beibu.simulator.demo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.simulator.bureau.Quantities;

/**
 * A change of an exit's delay that is to come.
 *
 * @param exit the exit
 * @param added the delay that is added from then on, in place of what was added before
 * @param after how long after the start
 */
public record ExitChange(String exit, Duration added, Duration after) {
    private static final Pattern FORM = Pattern.compile("([^=]+)=\\+?([^@]+)@(.+)");

    /**
     * Reads {@code nn-2=+30ms@10s}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static ExitChange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a change (like nn-2=+30ms@10s): '" + text + "'");
        }
        return new ExitChange(
                matcher.group(1),
                Quantities.duration(matcher.group(2)),
                Quantities.duration(matcher.group(3)));
    }

    @Override
    public String toString() {
        return exit + "=+" + added.toNanos() + "ns@" + after.toNanos() + "ns";
    }
}
