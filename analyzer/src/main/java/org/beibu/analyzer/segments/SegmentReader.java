package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Resolution;

/**
 * Reads the delays of segments out of the store, each series and span once. Belongs to the thread
 * that owns the store.
 */
final class SegmentReader {
    /** More windows than these are read in the next coarser resolution. */
    private static final Map<Resolution, Long> MOST_WINDOWS =
            Map.of(
                    Resolution.TEN_SECONDS, 1_080L,
                    Resolution.MINUTE, 1_440L,
                    Resolution.HOUR, 1_440L,
                    Resolution.DAY, Long.MAX_VALUE);

    private final DelayStore store;
    private final LossStore losses;
    private final TimeSpan range;
    private final Map<Series, Optional<TimeSpan>> spans = new HashMap<>();
    private final Map<Piece, WindowedDelays> pieces = new HashMap<>();

    private final Map<Stretch, Map<LossSeries, LossCounts>> sums = new HashMap<>();

    private record Piece(Series series, TimeSpan span) {}

    private record Stretch(Resolution resolution, TimeSpan span) {}

    SegmentReader(DelayStore store, LossStore losses, TimeSpan range) {
        this.store = store;
        this.losses = losses;
        this.range = range;
    }

    /** What became of the packets by which these delays were measured, in the same windows. */
    LossCounts losses(WindowedDelays delays) {
        Series series = delays.series();
        LossSeries packets = new LossSeries(series.path(), series.method(), series.metric());
        return delays.span()
                .map(span -> new Stretch(delays.resolution(), span))
                .map(stretch -> sums.computeIfAbsent(stretch, this::sums).get(packets))
                .orElse(LossCounts.NONE);
    }

    private Map<LossSeries, LossCounts> sums(Stretch stretch) {
        return losses.lossSums(
                stretch.resolution, stretch.span.fromNanos(), stretch.span.toNanos());
    }

    /** From the first to the last window of the series within the range; empty without any. */
    Optional<TimeSpan> span(Series series) {
        return spans.computeIfAbsent(series, this::findSpan);
    }

    /** From coarse to fine, and only at the ends, so that few windows are read. */
    private Optional<TimeSpan> findSpan(Series series) {
        Optional<TimeSpan> found = Optional.empty();
        Resolution[] all = Resolution.values();
        for (int i = all.length - 1; i >= 0 && all[i].compareTo(store.finest()) >= 0; i--) {
            Resolution resolution = all[i];
            long from =
                    found.map(TimeSpan::fromNanos).orElse(resolution.startOf(range.fromNanos()));
            long to = found.map(TimeSpan::toNanos).orElse(range.toNanos());
            long coarser = i + 1 < all.length && found.isPresent() ? all[i + 1].nanos() : to - from;
            List<StoredWindow> first =
                    windows(series, resolution, from, Math.min(to, from + coarser));
            List<StoredWindow> last = windows(series, resolution, Math.max(from, to - coarser), to);
            if (first.isEmpty() || last.isEmpty()) {
                break;
            }
            long start = Math.max(range.fromNanos(), first.get(0).window().startNanos());
            long end = last.get(last.size() - 1).window().endNanos();
            found = Optional.of(new TimeSpan(start, Math.max(start + 1, end)));
        }
        return found;
    }

    private List<StoredWindow> windows(Series series, Resolution resolution, long from, long to) {
        return store.windows(series, resolution, from, to).stream()
                .filter(window -> window.count() > 0)
                .toList();
    }

    /**
     * The delays of a span, in the finest windows that are not too many; coarser ones where
     * retention has left no finer.
     */
    WindowedDelays read(Series series, TimeSpan span) {
        return pieces.computeIfAbsent(new Piece(series, span), this::read);
    }

    private WindowedDelays read(Piece piece) {
        Resolution resolution = Resolution.DAY;
        List<WindowedDelays.Part> parts = List.of();
        for (Resolution finer : Resolution.values()) {
            long windows = (piece.span.toNanos() - piece.span.fromNanos()) / finer.nanos();
            boolean fine = finer.compareTo(store.finest()) >= 0;
            if (fine && parts.isEmpty() && windows <= MOST_WINDOWS.getOrDefault(finer, 0L)) {
                resolution = finer;
                parts = parts(piece, finer);
            }
        }
        return WindowedDelays.of(
                piece.series, resolution, parts, store.showsExtremes(piece.series));
    }

    private List<WindowedDelays.Part> parts(Piece piece, Resolution resolution) {
        List<WindowedDelays.Part> parts = new ArrayList<>();
        long from = resolution.startOf(piece.span.fromNanos());
        store.forEachWindow(
                piece.series,
                resolution,
                from,
                piece.span.toNanos(),
                stored -> {
                    if (stored.count() > 0) {
                        parts.add(
                                new WindowedDelays.Part(
                                        stored.window(),
                                        new DelayDistribution(stored.histogram())));
                    }
                });
        return parts;
    }
}
