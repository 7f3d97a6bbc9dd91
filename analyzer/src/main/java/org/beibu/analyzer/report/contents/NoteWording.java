package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beibu.analyzer.report.document.ReportLanguage;

/**
 * Notes of the comparison of ways in the report's language. The comparison writes them in English;
 * the English texts of the keys {@code note.*} tell which one it is and what stands in its places.
 */
final class NoteWording {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final String PREFIX = "note.";

    private final Wording words;
    private final TreeMap<String, Pattern> shapes = new TreeMap<>();

    NoteWording(Wording words) {
        this.words = words;
        Wording english = new Wording(ReportLanguage.EN);
        for (String key : english.all().stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                shapes.put(key, shape(english.say(key)));
            }
        }
    }

    private static Pattern shape(String text) {
        return Pattern.compile(
                PLACE.splitAsStream(text + " ")
                        .map(Pattern::quote)
                        .collect(Collectors.joining("(.+)")));
    }

    /** A note in the report's language; as it is when it is none that is known. */
    String of(String note) {
        for (Map.Entry<String, Pattern> shape : shapes.entrySet()) {
            Matcher match = shape.getValue().matcher(note + " ");
            if (match.matches()) {
                return words.say(shape.getKey(), places(match).toArray());
            }
        }
        return note;
    }

    private List<String> places(Matcher match) {
        List<String> places = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            String city = "city." + match.group(i);
            places.add(words.all().containsKey(city) ? words.say(city) : match.group(i));
        }
        return places;
    }
}
