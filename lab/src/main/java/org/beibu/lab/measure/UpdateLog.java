package org.beibu.lab.measure;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the UPDATEs of one neighbour in the log of FRR's bgpd ({@code debug bgp updates in}). */
public final class UpdateLog {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final Pattern LINE =
            Pattern.compile("(\\S+ \\S+) BGP: \\[\\S+] ([0-9.]+)\\S* rcvd (.*)");
    private static final Pattern NEXT_HOP = Pattern.compile("UPDATE w/ attr: nexthop ([0-9.]+).*");
    private static final Pattern WITHDRAWN =
            Pattern.compile("UPDATE about ([0-9.]+/\\d+) .*withdrawn.*");
    private static final Pattern ANNOUNCED = Pattern.compile("([0-9.]+/\\d+) .*");

    private final String neighbour;
    private final UnaryOperator<String> exitOfNextHop;

    public UpdateLog(String neighbour, UnaryOperator<String> exitOfNextHop) {
        this.neighbour = neighbour;
        this.exitOfNextHop = exitOfNextHop;
    }

    /** All its announcements and withdrawals. */
    public List<BgpUpdate> read(List<String> lines) {
        List<BgpUpdate> updates = new ArrayList<>();
        String exit = "-";
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || !matcher.group(2).equals(neighbour)) {
                continue;
            }
            String said = matcher.group(3);
            Matcher nextHop = NEXT_HOP.matcher(said);
            Matcher withdrawn = WITHDRAWN.matcher(said);
            Matcher announced = ANNOUNCED.matcher(said);
            if (nextHop.matches()) {
                exit = exitOfNextHop.apply(nextHop.group(1));
            } else if (withdrawn.matches()) {
                updates.add(new BgpUpdate(micros(matcher.group(1)), withdrawn.group(1), "-"));
            } else if (announced.matches()) {
                updates.add(new BgpUpdate(micros(matcher.group(1)), announced.group(1), exit));
            }
        }
        return updates;
    }

    private static long micros(String stamp) {
        return RouteLog.micros(LocalDateTime.parse(stamp, STAMP));
    }
}
