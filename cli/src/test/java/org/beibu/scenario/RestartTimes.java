package org.beibu.scenario;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long each restart took until the page showed a timing that was made after it: by the clock,
 * and of processor time, which does not depend on what else the machine does.
 */
final class RestartTimes {
    private final Map<String, List<Duration>> waits = new TreeMap<>();
    private final Map<String, List<Duration>> works = new TreeMap<>();

    void add(String whom, long nanos, Duration cpu) {
        waits.computeIfAbsent(whom, w -> new ArrayList<>()).add(Duration.ofNanos(nanos));
        works.computeIfAbsent(whom, w -> new ArrayList<>()).add(cpu);
    }

    /** A line each, for the report of the test. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String whom : waits.keySet()) {
            List<Duration> sorted = sorted(waits, whom);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "restart of %s to the first live window: %d times, median %.2f s, p95"
                                    + " %.2f s, longest %.2f s; of CPU median %.2f s%n",
                            whom,
                            sorted.size(),
                            seconds(sorted, 0.5),
                            seconds(sorted, 0.95),
                            seconds(sorted, 1),
                            seconds(sorted(works, whom), 0.5)));
        }
        return text
                + String.format(
                        Locale.ROOT,
                        "load of this machine %.1f",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static List<Duration> sorted(Map<String, List<Duration>> all, String whom) {
        return all.getOrDefault(whom, List.of()).stream().sorted().toList();
    }

    private static double seconds(List<Duration> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)).toMillis() / 1e3;
    }
}
