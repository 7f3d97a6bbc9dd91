package org.beibu.analyzer.grafana;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A dashboard as Grafana's provisioning reads it: the classic schema, data source by a variable,
 * since files of provisioning replace no {@code __inputs}. The same model gives the same text.
 */
public final class BoardJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_VERSION = 39;
    private static final int COLUMNS = 24;
    private static final int HEIGHT = 9;
    private static final Map<String, String> LABELS =
            Map.of("route", "Route", "exit", "Exit", "method", "Method");

    private final Language language;

    private BoardJson(Language language) {
        this.language = language;
    }

    /** The text of the file. */
    public static String text(Board board, Language language) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            ObjectNode json = new BoardJson(language).board(board);
            return JSON.writer(printer).writeValueAsString(json) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode board(Board board) {
        ObjectNode json = JSON.createObjectNode();
        json.put("uid", board.name() + "-" + language);
        json.put("title", board.title());
        json.putArray("tags").add("asean-latency").add(language.toString());
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("editable", false);
        json.put("graphTooltip", 1);
        json.put("refresh", "30s");
        json.put("timezone", "browser");
        json.putObject("time").put("from", "now-6h").put("to", "now");
        json.putObject("timepicker");
        json.putObject("annotations").putArray("list");
        json.putArray("links")
                .addObject()
                .put("type", "dashboards")
                .put("title", "Beibu")
                .put("asDropdown", true)
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add("asean-latency")
                .add(language.toString());
        ArrayNode variables = json.putObject("templating").putArray("list");
        variables.add(sources());
        board.variables().forEach(tag -> variables.add(variable(board, tag)));
        panels(json.putArray("panels"), board.panels());
        return json;
    }

    private ObjectNode sources() {
        ObjectNode variable = JSON.createObjectNode();
        variable.put("name", "datasource").put("label", "Data source").put("type", "datasource");
        variable.put("query", language.plugin()).put("hide", 0).put("refresh", 1);
        variable.put("multi", false).put("includeAll", false).put("regex", "");
        variable.putObject("current");
        return variable;
    }

    private ObjectNode variable(Board board, String tag) {
        ObjectNode variable = JSON.createObjectNode();
        variable.put("name", tag).put("label", LABELS.getOrDefault(tag, tag)).put("type", "query");
        variable.set("datasource", source());
        String query = values(measurement(board), tag);
        if (language == Language.PROMQL) {
            variable.putObject("query").put("query", query).put("refId", tag);
        } else {
            variable.put("query", query);
        }
        variable.put("definition", query).put("hide", 0).put("refresh", 2).put("sort", 1);
        variable.put("multi", true).put("includeAll", true).put("allValue", ".*");
        variable.put("regex", "");
        ObjectNode current = variable.putObject("current").put("selected", true);
        current.putArray("text").add("All");
        current.putArray("value").add("$__all");
        return variable;
    }

    /** Where the values of a board's variables are looked up: what its first panel reads. */
    private String measurement(Board board) {
        Question first = board.panels().get(0).question();
        return language == Language.PROMQL
                ? first.promQl().replaceFirst("(?s).*?(beibu_[a-z_]+).*", "$1")
                : first.influx().orElseThrow().measurement();
    }

    private String values(String measurement, String tag) {
        return switch (language) {
            case PROMQL -> "label_values(" + measurement + ", " + tag + ")";
            case INFLUXQL ->
                    "SHOW TAG VALUES FROM \"" + measurement + "\" WITH KEY = \"" + tag + "\"";
            case FLUX ->
                    "import \"influxdata/influxdb/schema\"\n"
                            + "schema.measurementTagValues(bucket: v.defaultBucket, measurement: \""
                            + measurement
                            + "\", tag: \""
                            + tag
                            + "\")";
        };
    }

    private ObjectNode source() {
        return JSON.createObjectNode().put("type", language.plugin()).put("uid", "${datasource}");
    }

    private void panels(ArrayNode list, List<Panel> panels) {
        int x = 0;
        int y = 0;
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            if (x + panel.width() > COLUMNS) {
                x = 0;
                y += HEIGHT;
            }
            ObjectNode json = list.addObject();
            json.put("id", i + 1).put("type", panel.kind().type());
            json.put("title", panel.title()).put("description", panel.description());
            json.putObject("gridPos").put("x", x).put("y", y);
            ((ObjectNode) json.get("gridPos")).put("w", panel.width()).put("h", HEIGHT);
            json.set("datasource", source());
            json.set("fieldConfig", fields(panel));
            json.set("options", options(panel));
            json.putArray("targets").add(target(panel));
            x += panel.width();
        }
    }

    private ObjectNode fields(Panel panel) {
        ObjectNode config = JSON.createObjectNode();
        ObjectNode defaults = config.putObject("defaults");
        defaults.put("unit", panel.unit(language)).put("noValue", "no data");
        if (panel.kind() == Panel.Kind.LINES) {
            defaults.putObject("custom")
                    .put("drawStyle", "line")
                    .put("lineWidth", 1)
                    .put("fillOpacity", 0)
                    .put("showPoints", "auto")
                    .put("spanNulls", false);
        }
        if (language == Language.FLUX) {
            defaults.put("displayName", panel.question().legend(language));
        }
        config.putArray("overrides");
        return config;
    }

    private static ObjectNode options(Panel panel) {
        ObjectNode options = JSON.createObjectNode();
        if (panel.kind() == Panel.Kind.HEAT) {
            options.put("calculate", false).put("cellGap", 0);
            options.putObject("yAxis").put("axisPlacement", "left");
            options.putObject("color").put("mode", "scheme").put("scheme", "Viridis");
            options.putObject("tooltip").put("mode", "single").put("yHistogram", false);
            options.putObject("legend").put("show", true);
            return options;
        }
        options.putObject("legend")
                .put("displayMode", "table")
                .put("placement", "bottom")
                .put("showLegend", true)
                .putArray("calcs")
                .add("max")
                .add("lastNotNull");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
        return options;
    }

    private ObjectNode target(Panel panel) {
        Question question = panel.question();
        ObjectNode target = JSON.createObjectNode().put("refId", "A");
        target.set("datasource", source());
        boolean isHeat = panel.kind() == Panel.Kind.HEAT;
        switch (language) {
            case PROMQL ->
                    target.put("expr", question.text(language))
                            .put("range", true)
                            .put("format", isHeat ? "heatmap" : "time_series")
                            .put("legendFormat", question.legend(language));
            case INFLUXQL ->
                    target.put("query", question.text(language))
                            .put("rawQuery", true)
                            .put("resultFormat", "time_series")
                            .put("alias", question.legend(language));
            case FLUX -> target.put("query", question.text(language));
        }
        return target;
    }
}
