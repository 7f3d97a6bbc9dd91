package org.beibu.analyzer.export;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.histogram.HdrLog;

/**
 * Windows of the store as a file: CSV for spreadsheets and notebooks, or an interval log of
 * HdrHistogram, which loses nothing. Every line carries count, window and method. Belongs to the
 * thread that owns the store.
 */
public final class WindowFile {
    private static final String HEADER =
            "route,exit,method,metric,class,resolution,start,end,count,"
                    + "min_ms,p50_ms,p95_ms,p99_ms,max_ms,mean_ms";

    private final DelayStore store;
    private final WindowChoice choice;
    private long written;
    private long withheld;

    /** The windows of a choice; the store is read when they are written. */
    public WindowFile(DelayStore store, WindowChoice choice) {
        this.store = store;
        this.choice = choice;
    }

    /** Windows written. */
    public long written() {
        return written;
    }

    /** Windows left out since a publication floor withholds them. */
    public long withheld() {
        return withheld;
    }

    /** Writes CSV: a header line, then a line for each window, series by series. */
    public void csv(PrintStream out) {
        out.println(HEADER);
        for (Series series : choice.series(store)) {
            boolean open = store.showsExtremes(series);
            forEach(series, window -> out.println(line(series, window, open)));
        }
    }

    /** Writes the log; the tag of a line is {@code ROUTE/EXIT|METHOD|METRIC|CLASS}. */
    public void hdrLog(PrintStream out) {
        HdrLog log =
                new HdrLog(
                        out,
                        choice.fromNanos(),
                        "Beibu: round-trip delays in nanoseconds, windows of "
                                + choice.resolution());
        for (Series series : choice.series(store)) {
            if (!store.showsExtremes(series)) {
                forEach(series, window -> hide());
                continue;
            }
            String tag =
                    String.join(
                            "|",
                            series.path().toString(),
                            series.method().toString(),
                            series.metric().toString(),
                            series.qualityClass().toString());
            forEach(
                    series,
                    window ->
                            log.window(
                                    tag,
                                    window.window().startNanos(),
                                    window.window().endNanos(),
                                    window.histogram()));
        }
    }

    private void hide() {
        written--;
        withheld++;
    }

    private void forEach(Series series, Consumer<StoredWindow> consumer) {
        store.forEachWindow(
                series,
                choice.resolution(),
                choice.fromNanos(),
                choice.toNanos(),
                window -> {
                    if (window.withheld() || window.count() == 0) {
                        withheld++;
                    } else {
                        written++;
                        consumer.accept(window);
                    }
                });
    }

    private static String line(Series series, StoredWindow window, boolean open) {
        DelayHistogram delays = window.histogram();
        LongFunction<String> extreme = nanos -> open ? millis(nanos) : "";
        return String.join(
                ",",
                List.of(
                        cell(series.path().routeId()),
                        cell(series.path().exit()),
                        cell(series.method().toString()),
                        cell(series.metric().toString()),
                        cell(series.qualityClass().toString()),
                        resolution(window),
                        moment(window.window().startNanos()),
                        moment(window.window().endNanos()),
                        Long.toString(delays.count()),
                        extreme.apply(delays.minNanos()),
                        percentile(delays, 50, open),
                        percentile(delays, 95, open),
                        percentile(delays, 99, open),
                        extreme.apply(delays.maxNanos()),
                        millis(Math.round(delays.meanNanos()))));
    }

    private static String resolution(StoredWindow window) {
        return window.window().resolution().toString();
    }

    private static String percentile(DelayHistogram delays, double percentile, boolean open) {
        boolean shown =
                open
                        || delays.count() * (100 - percentile)
                                >= 100.0 * PublicationRule.SAMPLES_BEYOND;
        return shown ? millis(delays.percentileNanos(percentile)) : "";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e6);
    }

    private static String moment(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }

    /**
     * A text as a cell: quoted where it must be, and no spreadsheet takes it for a formula (a
     * leading apostrophe keeps {@code =}, {@code +}, {@code -} and {@code @} from being one; a lone
     * hyphen is none).
     */
    static String cell(String text) {
        boolean formula = text.length() > 1 && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
