package org.beibu.analyzer.grafana;

import java.util.Locale;

/** What the queries of a dashboard are written in. */
public enum Language {
    INFLUXQL("influxdb"),
    FLUX("influxdb"),
    PROMQL("prometheus");

    private final String plugin;

    Language(String plugin) {
        this.plugin = plugin;
    }

    /** Grafana's plugin that reads from it. */
    String plugin() {
        return plugin;
    }

    /** The folder and the end of every uid. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
