package org.beibu.analyzer.report;

/** The reports there are. */
public enum ReportKind {
    CAPACITY("capacity"),
    LATENCY("latency"),
    SLO("slo"),
    GATEWAY("gateway");

    private final String text;

    ReportKind(String text) {
        this.text = text;
    }

    /**
     * The report of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ReportKind parse(String text) {
        for (ReportKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no report: capacity, latency, slo or gateway");
    }

    /** The name in options, file names and JSON. */
    @Override
    public String toString() {
        return text;
    }
}
