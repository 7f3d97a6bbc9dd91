package org.beibu.runtime.admin;

import java.util.Map;
import org.beibu.runtime.counters.Counters;

/** Counters in Prometheus' text format 0.0.4, under the names that the analyzer gives them. */
final class CountersText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private CountersText() {}

    static String of(Counters counters) {
        Map<String, String> help = counters.help();
        StringBuilder out = new StringBuilder(1 << 14);
        counters.snapshot()
                .forEach(
                        (label, value) -> {
                            String name = "beibu_" + label + "_total";
                            String words = help.getOrDefault(label, label);
                            out.append("# HELP ").append(name).append(' ');
                            out.append(words.replace("\\", "\\\\").replace("\n", "\\n"));
                            out.append("\n# TYPE ").append(name).append(" counter\n");
                            out.append(name).append(' ').append(value).append('\n');
                        });
        return out.toString();
    }
}
