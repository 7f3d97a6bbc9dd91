package org.beibu.lab.measure;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code ip -ts -o monitor route} prints, in UTC. */
public final class RouteLog {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\[([0-9T:.-]+)] (Deleted )?(?:unicast )?([0-9.]+/\\d+) .*?via ([0-9.]+) .*");

    private RouteLog() {}

    /** All changes, with next hops turned into exits. */
    public static List<RouteChange> read(List<String> lines, UnaryOperator<String> exitOfNextHop) {
        List<RouteChange> changes = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                boolean gone = matcher.group(2) != null;
                changes.add(
                        new RouteChange(
                                micros(LocalDateTime.parse(matcher.group(1))),
                                matcher.group(3),
                                gone ? "-" : exitOfNextHop.apply(matcher.group(4))));
            }
        }
        return changes;
    }

    static long micros(LocalDateTime utc) {
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), utc);
    }
}
