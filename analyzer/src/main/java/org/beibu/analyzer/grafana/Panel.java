package org.beibu.analyzer.grafana;

/**
 * One panel.
 *
 * @param title what it shows
 * @param description what the figure is and what it is not
 * @param kind how it is drawn
 * @param influxUnit Grafana's unit of the figure in InfluxDB
 * @param promUnit the same in Prometheus, which has seconds
 * @param width of 24 columns
 * @param question what is asked
 */
public record Panel(
        String title,
        String description,
        Kind kind,
        String influxUnit,
        String promUnit,
        int width,
        Question question) {

    /** How a panel is drawn. */
    public enum Kind {
        LINES("timeseries"),
        HEAT("heatmap"),
        FIGURE("stat");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    String unit(Language language) {
        return language == Language.PROMQL ? promUnit : influxUnit;
    }
}
