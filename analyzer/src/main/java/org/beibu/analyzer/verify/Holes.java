package org.beibu.analyzer.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.beibu.analyzer.verify.VerifyReport.Span;
import org.beibu.model.Window;

/**
 * The spans of time of which the journal does not hold everything any longer, so that windows in
 * them may hold more than it. One thread.
 */
final class Holes {
    /** A capture clock may be a little ahead of the clock that stamps the documents. */
    private static final long AHEAD_NANOS = Duration.ofSeconds(10).toNanos();

    /** How much older than its document a timing usually is at most. */
    private static final long BEHIND_NANOS = Duration.ofMinutes(10).toNanos();

    /** More of them than this are taken as one, so that a journal in pieces costs no memory. */
    private static final int MOST = 100;

    private final List<Span> holes = new ArrayList<>();

    /** What was appended before this moment was removed. */
    void before(long appendedNanos) {
        boolean all = appendedNanos == Long.MAX_VALUE;
        add(new Span(Long.MIN_VALUE, all ? appendedNanos : appendedNanos + AHEAD_NANOS));
    }

    /** Something that was appended between these moments is missing. */
    void between(long fromNanos, long toNanos) {
        long from = Math.min(fromNanos, toNanos);
        add(new Span(from - BEHIND_NANOS, Math.max(fromNanos, toNanos) + AHEAD_NANOS));
    }

    private void add(Span hole) {
        holes.add(hole);
        if (holes.size() > MOST) {
            List<Span> merged = merged();
            holes.clear();
            holes.addAll(merged);
            if (merged.size() > MOST) {
                holes.clear();
                holes.add(
                        new Span(
                                merged.get(0).fromNanos(),
                                merged.get(merged.size() - 1).toNanos()));
            }
        }
    }

    /** Whether something of this window may be missing. */
    boolean touch(Window window) {
        return holes.stream().anyMatch(hole -> hole.touches(window));
    }

    /** In order of time, none touching another. */
    List<Span> merged() {
        List<Span> merged = new ArrayList<>();
        List<Span> ordered = new ArrayList<>(holes);
        ordered.sort(Comparator.comparingLong(Span::fromNanos));
        for (Span hole : ordered) {
            int last = merged.size() - 1;
            if (last >= 0 && hole.fromNanos() <= merged.get(last).toNanos()) {
                long to = Math.max(merged.get(last).toNanos(), hole.toNanos());
                merged.set(last, new Span(merged.get(last).fromNanos(), to));
            } else {
                merged.add(hole);
            }
        }
        return merged;
    }
}
