package org.beibu.lab.live;

/**
 * What {@code /metrics} tells of one probe.
 *
 * @param received packets that reached the capture, those dropped included
 * @param dropped packets that the kernel dropped
 * @param used packets with a transport header and a usable time
 * @param skipped packets that gave none, for all reasons together
 */
public record ProbeFigures(long received, long dropped, long used, long skipped) {
    private static final String PREFIX = "beibu_probe_capture_";

    /** Reads the text format of Prometheus. */
    static ProbeFigures parse(String metrics) {
        return new ProbeFigures(
                sum(metrics, "received"),
                sum(metrics, "dropped"),
                sum(metrics, "used"),
                sum(metrics, "skipped"));
    }

    private static long sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(PREFIX + name + "_total{"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Packets of which the probe tells what became of them. */
    public long accounted() {
        return dropped + used + skipped;
    }
}
