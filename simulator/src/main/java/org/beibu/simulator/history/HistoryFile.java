package org.beibu.simulator.history;

import java.nio.file.Path;
import org.beibu.model.AseanRoute;

/** The configuration that belongs to a made-up past: its links, and which series is which way. */
public final class HistoryFile {
    private HistoryFile() {}

    /** The file's text. */
    public static String of(HistoryConfig config, Path data) {
        StringBuilder text = new StringBuilder();
        text.append("# Made up by beibu simulate --history, seed ").append(config.seed());
        text.append("\nshared:\n  data: ").append(quoted(data.toAbsolutePath().toString()));
        text.append("\nanalyzer:\n  report:\n    links:\n");
        for (HistoryExit exit : config.exits()) {
            text.append("      - exit: ").append(exit.name()).append('\n');
            text.append("        gbit: ").append(exit.gbit()).append('\n');
            text.append("        owner: carrier of ").append(exit.name()).append('\n');
            if (!exit.group().isEmpty()) {
                text.append("        group: ").append(exit.group()).append('\n');
            }
        }
        text.append("  segments:\n");
        for (City city : City.values()) {
            segment(text, city.text(), "nanning", "", city.toNanning());
            for (AseanRoute route : config.routes()) {
                segment(text, city.text(), route.id(), city.text(), city.past(route.id()));
            }
        }
        return text.toString();
    }

    private static void segment(
            StringBuilder text, String from, String to, String via, String source) {
        text.append("    - from: ").append(from).append('\n');
        text.append("      to: ").append(to).append('\n');
        if (!via.isEmpty()) {
            text.append("      via: ").append(via).append('\n');
        }
        text.append("      series: ").append(quoted("-/" + source)).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
