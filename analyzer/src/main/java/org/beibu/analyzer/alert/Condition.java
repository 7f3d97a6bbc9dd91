package org.beibu.analyzer.alert;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Something that needs a person, as it looks at one moment.
 *
 * @param name the alert, such as {@code BeibuSloBurn}
 * @param labels what it is about; name and labels together tell alerts apart
 * @param severity how soon somebody should look
 * @param summary one sentence for people, with its figures
 * @param patience how long it must last before it is told
 */
public record Condition(
        String name,
        Map<String, String> labels,
        Severity severity,
        String summary,
        Duration patience) {

    public Condition {
        Objects.requireNonNull(severity, "severity");
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** What tells it apart from others. */
    public String key() {
        StringBuilder key = new StringBuilder(name);
        labels.forEach((label, value) -> key.append('|').append(label).append('=').append(value));
        return key.toString();
    }
}
