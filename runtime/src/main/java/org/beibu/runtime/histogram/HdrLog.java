package org.beibu.runtime.histogram;

import java.io.PrintStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * An interval log of HdrHistogram, version 1.3: a line for each window with its tag, start, length,
 * longest delay in milliseconds, and the compressed V2 histogram in nanoseconds. HistogramLogReader
 * of any HdrHistogram library reads it. Belongs to one thread.
 */
public final class HdrLog {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final HistogramLogWriter writer;

    /** A log that begins with these comments. */
    public HdrLog(PrintStream out, long startNanos, String... comments) {
        writer = new HistogramLogWriter(out);
        for (String comment : comments) {
            writer.outputComment("[" + comment + "]");
        }
        writer.outputLogFormatVersion();
        writer.outputStartTime(startNanos / NANOS_A_MILLI);
        writer.outputLegend();
    }

    /**
     * Writes one window.
     *
     * @param tag without blanks, commas and line ends
     * @throws IllegalArgumentException when the tag has any of these
     */
    public void window(String tag, long startNanos, long endNanos, DelayHistogram delays) {
        Histogram histogram = delays.toHdrHistogram();
        histogram.setTag(tag);
        histogram.setStartTimeStamp(startNanos / NANOS_A_MILLI);
        histogram.setEndTimeStamp(endNanos / NANOS_A_MILLI);
        writer.outputIntervalHistogram(
                startNanos / 1e9, endNanos / 1e9, histogram, NANOS_PER_MILLI);
    }
}
