package org.beibu.simulator.history;

import java.util.List;

/**
 * A link of a made-up past.
 *
 * @param name the exit
 * @param gbit what it carries
 * @param share 95th of outbound traffic on the last day as a share of that, about
 * @param growth growth a year, 0.35 for 35 %
 * @param group links of the same name lie in one cable
 */
public record HistoryExit(String name, double gbit, double share, double growth, String group) {
    /** Two that fill up at different speeds, one that stands still and one that shrinks. */
    public static final List<HistoryExit> FOUR =
            List.of(
                    new HistoryExit("gz-1", 100, 0.58, 0.45, "west"),
                    new HistoryExit("nn-2", 40, 0.46, 0.30, ""),
                    new HistoryExit("hk-3", 100, 0.33, 0.02, "west"),
                    new HistoryExit("sg-4", 20, 0.40, -0.15, ""));
}
