package org.beibu.analyzer.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.QualityClass;

/**
 * The parameters of a request. Each failure names the parameter and what would do.
 *
 * @param values what was given, by name
 */
record Parameters(Map<String, String> values) {

    static Parameters of(RoutingContext context) {
        Map<String, String> values = new HashMap<>();
        context.queryParams().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return new Parameters(values);
    }

    /** Refuses parameters that nothing would look at. */
    void refuseOthersThan(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw ProblemException.badRequest(
                        "unknown parameter", key, "use " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** A text as it was given. */
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A value; the fix goes into the failure when the text cannot be parsed. */
    <T> Optional<T> value(String key, String fix, Function<String, T> parse) {
        Optional<String> text = text(key);
        try {
            return text.map(parse);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    String.valueOf(e.getMessage()), "parameter " + key, fix);
        }
    }

    Optional<Method> method() {
        return value("method", names(Method.values()), Method::parse);
    }

    Optional<Metric> metric() {
        return value("metric", names(Metric.values()), Metric::parse);
    }

    Optional<QualityClass> qualityClass() {
        return value("class", names(QualityClass.values()), QualityClass::parse);
    }

    private static String names(Object[] all) {
        return "use one of " + String.join(", ", Arrays.stream(all).map(Object::toString).toList());
    }
}
