package org.beibu.router.recommendation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A JSON object whose fields are all known, each of the kind that is asked for. */
final class StrictObject {
    private final String place;
    private final JsonNode node;

    /**
     * The object at this place.
     *
     * @throws MalformedRecommendationException when it is no object or has another field than these
     */
    StrictObject(String place, JsonNode node, Set<String> fields)
            throws MalformedRecommendationException {
        this.place = place;
        this.node = node;
        if (!node.isObject()) {
            throw new MalformedRecommendationException(place + ": must be an object");
        }
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(fields);
        if (!unknown.isEmpty()) {
            throw new MalformedRecommendationException(
                    place
                            + ": unknown field "
                            + shortened(unknown.iterator().next())
                            + "; known are "
                            + String.join(", ", new TreeSet<>(fields)));
        }
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (plain.length() > 60 ? plain.substring(0, 60) + "..." : plain) + "'";
    }

    /** A refusal of this field for this reason. */
    MalformedRecommendationException wrong(String field, String why) {
        return new MalformedRecommendationException(
                place + "." + field + ": " + why.replaceAll("\\p{Cntrl}", "?"));
    }

    private JsonNode required(String field) throws MalformedRecommendationException {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw wrong(field, "is missing");
        }
        return value;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    JsonNode any(String field) throws MalformedRecommendationException {
        return required(field);
    }

    StrictObject object(String field, Set<String> fields) throws MalformedRecommendationException {
        return new StrictObject(place + "." + field, required(field), fields);
    }

    String text(String field) throws MalformedRecommendationException {
        JsonNode value = required(field);
        if (!value.isTextual() || value.textValue().isEmpty() || value.textValue().length() > 200) {
            throw wrong(field, "must be a text of 1 to 200 characters");
        }
        return value.textValue();
    }

    <T> T parsed(String field, Function<String, T> parser) throws MalformedRecommendationException {
        String text = text(field);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(field, String.valueOf(e.getMessage()));
        }
    }

    <T> Optional<T> optional(String field, Function<String, T> parser)
            throws MalformedRecommendationException {
        return has(field) ? Optional.of(parsed(field, parser)) : Optional.empty();
    }

    <T> List<T> list(String field, int most, Function<String, T> parser)
            throws MalformedRecommendationException {
        JsonNode value = required(field);
        if (!value.isArray() || value.isEmpty() || value.size() > most) {
            throw wrong(field, "must be a list of 1 to " + most + " texts");
        }
        List<T> list = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw wrong(field, "must hold texts only");
            }
            try {
                list.add(parser.apply(element.textValue()));
            } catch (IllegalArgumentException e) {
                throw wrong(field, String.valueOf(e.getMessage()));
            }
        }
        return list;
    }

    Instant instant(String field) throws MalformedRecommendationException {
        String text = text(field);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(field, "must be a time like 2026-11-22T10:15:00Z");
        }
    }

    long integer(String field, long least, long most) throws MalformedRecommendationException {
        JsonNode value = required(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw wrong(field, "must be a whole number from " + least + " to " + most);
        }
        return value.longValue();
    }

    double share(String field) throws MalformedRecommendationException {
        JsonNode value = required(field);
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            throw wrong(field, "must be a number from 0 to 1");
        }
        return value.doubleValue();
    }

    Duration seconds(String field, long most) throws MalformedRecommendationException {
        return Duration.ofSeconds(integer(field, 1, most));
    }

    /** Runs a constructor whose complaint is about the whole object. */
    <T> T made(java.util.function.Supplier<T> maker) throws MalformedRecommendationException {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedRecommendationException(place + ": " + e.getMessage());
        }
    }
}
