package org.beibu.analyzer.recommend.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Problems and allocations as JSON.
 *
 * <pre>
 * {"links": [{"id": "A", "capacity": 1000}],
 *  "prefixes": [{"id": "p1", "current": "A", "options": [{"link": "A", "cost": 31.2, "load": 12.5}]}]}
 * </pre>
 *
 * Read as a stream, since a large problem has millions of options. Fields that are not known are
 * errors: a misspelt one would change the problem in silence.
 */
public final class AllocationJson {
    /** The schema that allocations name. */
    public static final String SCHEMA = "beibu/allocation/v1";

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final JsonParser parser;
    private final AllocationProblem.Builder builder = new AllocationProblem.Builder();

    private AllocationJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a problem to the end of the stream.
     *
     * @throws IllegalArgumentException when it is none; the message has the line where one is known
     * @throws IOException when reading fails
     */
    public static AllocationProblem read(InputStream in) throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            return new AllocationJson(parser).problem();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation(); // null for what is beyond the reader's limits
            String line = at == null ? "" : "line " + at.getLineNr() + ": ";
            throw new IllegalArgumentException("not JSON: " + line + e.getOriginalMessage(), e);
        }
    }

    private AllocationProblem problem() throws IOException {
        Set<String> seen = new HashSet<>();
        parser.nextToken();
        object(
                field -> {
                    seen.add(field);
                    switch (field) {
                        case "links" -> array(this::link);
                        case "prefixes" -> array(this::prefix);
                        default -> throw wrong("unknown field " + field);
                    }
                });
        if (parser.nextToken() != null) {
            throw wrong("something follows the problem");
        }
        for (String field : List.of("links", "prefixes")) {
            if (!seen.contains(field)) {
                throw new IllegalArgumentException(field + " are missing");
            }
        }
        return builder.build();
    }

    private void link() throws IOException {
        Fields fields = new Fields();
        object(
                field -> {
                    switch (field) {
                        case "id" -> fields.id = text();
                        case "capacity" -> fields.capacity = number();
                        default -> throw wrong("unknown field " + field);
                    }
                });
        try {
            builder.link(needed(fields.id, "id"), needed(fields.capacity, "capacity"));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private void prefix() throws IOException {
        Fields fields = new Fields();
        List<Fields> options = new ArrayList<>();
        object(
                field -> {
                    switch (field) {
                        case "id" -> fields.id = text();
                        case "current" -> fields.link = textOrNull();
                        case "options" -> array(() -> options.add(option()));
                        default -> throw wrong("unknown field " + field);
                    }
                });
        try {
            builder.prefix(needed(fields.id, "id"), fields.link);
            for (Fields option : options) {
                builder.option(
                        needed(option.link, "link"),
                        needed(option.cost, "cost"),
                        needed(option.load, "load"));
            }
        } catch (IllegalArgumentException e) {
            throw wrong("prefix " + fields.id + ": " + e.getMessage());
        }
    }

    private Fields option() throws IOException {
        Fields fields = new Fields();
        object(
                field -> {
                    switch (field) {
                        case "link" -> fields.link = text();
                        case "cost" -> fields.cost = number();
                        case "load" -> fields.load = number();
                        default -> throw wrong("unknown field " + field);
                    }
                });
        return fields;
    }

    private static <T> T needed(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** What has been read of one object. */
    private static final class Fields {
        @Nullable String id;
        @Nullable String link;
        @Nullable Double capacity;
        @Nullable Double cost;
        @Nullable Double load;
    }

    private interface FieldReader {
        void read(String field) throws IOException;
    }

    private interface ElementReader {
        void read() throws IOException;
    }

    private void object(FieldReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("an object is expected");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            reader.read(field);
        }
    }

    private void array(ElementReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("a list is expected");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    private String text() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(parser.currentName() + " is not a text: " + parser.getText());
        }
        return parser.getText();
    }

    private @Nullable String textOrNull() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : text();
    }

    private double number() throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw wrong(parser.currentName() + " is not a number: " + parser.getText());
        }
        return parser.getDoubleValue();
    }

    private IllegalArgumentException wrong(@Nullable String what) {
        return new IllegalArgumentException(
                "line " + parser.currentTokenLocation().getLineNr() + ": " + what);
    }

    /**
     * An allocation as one line of JSON.
     *
     * @param seconds how long it took
     */
    public static String write(Allocation allocation, double seconds) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeBooleanField("feasible", allocation.isFeasible());
            json.writeStringField("status", allocation.status().name());
            json.writeNumberField("cost", allocation.cost());
            json.writeFieldName("lower_bound");
            numberOrNull(json, allocation.lowerBound());
            json.writeFieldName("gap");
            numberOrNull(json, allocation.gap());
            json.writeObjectFieldStart("assignment");
            for (Map.Entry<String, String> entry : allocation.assignment().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            numbers(json, "prices", allocation.prices());
            numbers(json, "overload", allocation.overload());
            json.writeNumberField("seconds", Math.rint(seconds * 1e6) / 1e6);
            json.writeStringField("ended_by", allocation.isEndedByClock() ? "clock" : "budget");
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail", e);
        }
        return text.toString();
    }

    private static void numberOrNull(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void numbers(JsonGenerator json, String field, SortedMap<String, Double> values)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
