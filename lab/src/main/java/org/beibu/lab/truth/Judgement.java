package org.beibu.lab.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The samples of the far half that the truth is known for, each with its error. */
public final class Judgement {
    private final List<Judged> judged = new ArrayList<>();
    private int unknown;

    private record Judged(Sample sample, long errorNanos) {}

    /** Judges a table of {@code beibu rtt}. */
    public static Judgement of(WireTruth truth, Path table) throws IOException {
        return new Judgement(truth, SampleTable.read(table));
    }

    Judgement(WireTruth truth, List<Sample> samples) {
        for (Sample sample : samples) {
            if (!WireTruth.isFarHalf(sample)) {
                continue;
            }
            OptionalLong delay = truth.of(sample);
            if (delay.isPresent()) {
                judged.add(new Judged(sample, sample.rttNanos() - delay.getAsLong()));
            } else {
                unknown++;
            }
        }
    }

    /** Samples of the far half whose ACK or segment is not in both recordings. */
    public int unknown() {
        return unknown;
    }

    /** Errors of all. */
    public Errors all() {
        return errors(sample -> true);
    }

    /** Errors of one method. */
    public Errors ofMethod(String method) {
        return errors(sample -> sample.method().equals(method));
    }

    /** Errors of one class, whatever the method. */
    public Errors ofClass(String quality) {
        return errors(sample -> sample.quality().equals(quality));
    }

    /** Errors of one method and class. */
    public Errors of(String method, String quality) {
        return errors(s -> s.method().equals(method) && s.quality().equals(quality));
    }

    private Errors errors(Predicate<Sample> wanted) {
        return new Errors(
                judged.stream()
                        .filter(one -> wanted.test(one.sample()))
                        .mapToLong(Judged::errorNanos)
                        .toArray());
    }

    /** A table of all methods and classes as Markdown, for people. */
    public String table() {
        StringBuilder text = new StringBuilder(AccuracyTable.HEADER);
        text.append(AccuracyTable.row("all", all()));
        for (String[] kind : kinds()) {
            text.append(AccuracyTable.row(kind[0] + ", `" + kind[1] + "`", of(kind[0], kind[1])));
        }
        return text.append(AccuracyTable.row("class `clean`", ofClass("clean"))).toString();
    }

    /** All samples together as one more row of such a table. */
    public String row(String name) {
        return AccuracyTable.row(name, all());
    }

    /** Every pair of method and class that occurs, in order. */
    List<String[]> kinds() {
        return judged.stream()
                .map(one -> one.sample().method() + '\t' + one.sample().quality())
                .distinct()
                .sorted()
                .map(kind -> kind.split("\t", -1))
                .toList();
    }

    /** The worst samples below the truth and the worst above it, for people who look for bugs. */
    List<String> worst(int count) {
        List<Judged> sorted =
                judged.stream()
                        .sorted((a, b) -> Long.compare(a.errorNanos(), b.errorNanos()))
                        .toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            boolean below = i < count && sorted.get(i).errorNanos() < -Errors.ALLOWED_BELOW_NANOS;
            if (below || i >= sorted.size() - count) {
                lines.add(sorted.get(i).errorNanos() / 1000 + " us: " + sorted.get(i).sample());
            }
        }
        return lines;
    }
}
