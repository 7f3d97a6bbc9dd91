package org.beibu.analyzer.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;

/**
 * Keeps the file of facts: goes on where it ends, back to the oldest minute that is asked for, and
 * over what late timings have changed. Each step is an hour of all paths at most. What the file
 * says of a minute is what {@link MinuteReader} says of it. Belongs to one thread.
 */
final class MinuteKeeper {
    private static final long HOUR = Resolution.HOUR.nanos();
    private static final long AGAIN_NANOS = Resolution.DAY.nanos();

    private final MinuteFile file;
    private final MinuteReader reader;
    private final String madeBy;
    private long from;
    private long until;

    MinuteKeeper(MinuteFile file, MinuteReader reader, String madeBy) {
        this.file = file;
        this.reader = reader;
        this.madeBy = madeBy;
    }

    /** Takes up what is in the file; begins anew at this moment when other rules made it. */
    void open(long completeUntil) {
        Map<String, String> facts = file.facts();
        if (madeBy.equals(facts.get(MinuteLedger.MADE_BY))) {
            from = Long.parseLong(facts.getOrDefault(MinuteLedger.FROM, "0"));
            until = Long.parseLong(facts.getOrDefault(MinuteLedger.UNTIL, "0"));
        } else {
            file.clear();
            from = completeUntil;
            until = completeUntil;
        }
    }

    /** Goes on by at most an hour; how many minutes of paths. */
    long forward(long completeUntil) {
        if (until > completeUntil) {
            turnBack(completeUntil);
        }
        long next = Math.min(completeUntil, Resolution.HOUR.startOf(until) + HOUR);
        if (next <= until) {
            return 0;
        }
        long made = make(until, next, from, next);
        until = next;
        return made;
    }

    /**
     * Where the clock was ahead, the last minutes were taken for silent before anything could be
     * measured in them. Since when it was ahead is not known, so a day is looked at again: what the
     * file has of it stays.
     */
    private void turnBack(long completeUntil) {
        from = Math.min(from, completeUntil);
        until = Math.max(from, completeUntil - AGAIN_NANOS);
        file.write(List.of(), span(from, until));
    }

    /** Goes back by at most an hour, not beyond this moment; how many minutes of paths. */
    long backward(long notBefore) {
        if (from <= notBefore) {
            return 0;
        }
        long next = Math.max(notBefore, Resolution.HOUR.startOf(from - 1));
        long made = make(next, from, next, until);
        from = next;
        return Math.max(1, made);
    }

    /** Whether the file has come to this moment. */
    boolean reaches(long completeUntil) {
        return until >= completeUntil;
    }

    /** Makes hours again as far as they are in the file; how many minutes of paths. */
    long again(Iterable<LateMinutes.Hour> hours) {
        Map<PathId, List<Series>> paths = reader.paths();
        List<MinuteFile.Hour> rows = new ArrayList<>();
        long made = 0;
        for (LateMinutes.Hour hour : hours) {
            long start = Math.max(from, hour.startNanos());
            long end = Math.min(until, hour.startNanos() + HOUR);
            if (start < end) {
                made += (end - start) / Resolution.MINUTE.nanos();
                List<Series> series = paths.getOrDefault(hour.path(), List.of());
                rows.addAll(hours(hour.path(), reader.read(hour.path(), series, start, end)));
            }
        }
        file.write(rows, Map.of());
        return made;
    }

    /** Deletes what is older than anybody may ask for. */
    void prune(long beforeNanos) {
        file.prune(beforeNanos);
        if (from < beforeNanos) {
            from = Math.min(until, Resolution.HOUR.startOf(beforeNanos) + HOUR);
            file.write(List.of(), span(from, until));
        }
    }

    private long make(long start, long end, long newFrom, long newUntil) {
        List<MinuteFile.Hour> rows = new ArrayList<>();
        Map<PathId, List<Series>> paths = reader.paths();
        paths.forEach(
                (path, series) -> rows.addAll(hours(path, reader.read(path, series, start, end))));
        file.write(rows, span(newFrom, newUntil));
        return paths.size() * ((end - start) / Resolution.MINUTE.nanos());
    }

    private Map<String, String> span(long newFrom, long newUntil) {
        return Map.of(
                MinuteLedger.MADE_BY,
                madeBy,
                MinuteLedger.FROM,
                Long.toString(newFrom),
                MinuteLedger.UNTIL,
                Long.toString(newUntil));
    }

    /** The rows that these minutes of a path change; all minutes are of one hour. */
    private List<MinuteFile.Hour> hours(PathId path, SortedMap<Long, MinuteFact> facts) {
        if (facts.isEmpty()) {
            return List.of();
        }
        long start = Resolution.HOUR.startOf(facts.firstKey());
        byte[][] minutes = {MinuteCodec.emptyHour()};
        file.forEach(
                path,
                start,
                start + 1,
                hour -> {
                    if (hour.minutes().length == minutes[0].length) {
                        minutes[0] = hour.minutes();
                    }
                });
        facts.values().forEach(fact -> MinuteCodec.put(minutes[0], fact));
        return List.of(new MinuteFile.Hour(path, start, minutes[0]));
    }

    /** The first day with timings; empty without any. */
    OptionalLong firstDay() {
        return reader.paths().values().stream()
                .flatMap(List::stream)
                .flatMap(
                        series ->
                                reader
                                        .store()
                                        .windows(series, Resolution.DAY, 0, Long.MAX_VALUE)
                                        .stream()
                                        .limit(1))
                .mapToLong(window -> window.window().startNanos())
                .min();
    }
}
