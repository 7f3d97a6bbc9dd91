package org.beibu.analyzer.segments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;

/**
 * Which series a segment is measured by. Written {@code ROUTE/EXIT [METHOD [METRIC [CLASS]]]}; what
 * is left out is chosen as for a path's headline, the metric being the far one where there is one.
 *
 * @param path route and exit, or source of an import
 * @param method the only method, empty for any
 * @param metric the only metric, empty for any
 * @param qualityClass the only class, empty for any
 */
public record SeriesSelector(
        PathId path,
        Optional<Method> method,
        Optional<Metric> metric,
        Optional<QualityClass> qualityClass) {

    /**
     * Reads {@code CN-BJS/gz-1 stamp far clean} or less of it.
     *
     * @throws IllegalArgumentException when the text is no selector
     */
    public static SeriesSelector parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() > 4) {
            throw new IllegalArgumentException(
                    "not ROUTE/EXIT [METHOD [METRIC [CLASS]]]: '" + text + "'");
        }
        return new SeriesSelector(
                PathId.parse(words.get(0)),
                words.size() > 1 ? Optional.of(Method.parse(words.get(1))) : Optional.empty(),
                words.size() > 2 ? Optional.of(Metric.parse(words.get(2))) : Optional.empty(),
                words.size() > 3
                        ? Optional.of(QualityClass.parse(words.get(3)))
                        : Optional.empty());
    }

    /** The series that it names among those with these numbers of samples. */
    Optional<Series> choose(Map<Series, Long> counts) {
        Map<Series, Long> matching = new HashMap<>();
        counts.forEach(
                (series, count) -> {
                    if (count > 0 && matches(series)) {
                        matching.put(series, count);
                    }
                });
        Set<Series> heads = Headlines.of(matching).ofPath();
        return heads.stream().min((a, b) -> a.metric().compareTo(b.metric()));
    }

    private boolean matches(Series series) {
        return series.path().equals(path)
                && method.map(series.method()::equals).orElse(true)
                && metric.map(series.metric()::equals).orElse(true)
                && qualityClass.map(series.qualityClass()::equals).orElse(true);
    }

    @Override
    public String toString() {
        return path
                + method.map(m -> " " + m).orElse("")
                + metric.map(m -> " " + m).orElse("")
                + qualityClass.map(c -> " " + c).orElse("");
    }
}
