package org.beibu.probe.connect;

/**
 * The source ports that connects may use, such as {@code 61000-64999}: above those that Linux gives
 * out by itself (32768-60999).
 *
 * @param first the first
 * @param last the last
 */
public record PortRange(int first, int last) {
    /** 4,000 ports. */
    public static final PortRange DEFAULT = new PortRange(61_000, 64_999);

    /** Those of a person's own connects: the capture of a running probe leaves them alone. */
    public static final PortRange BY_HAND = new PortRange(65_000, 65_535);

    private static final int LOWEST = 1_024;
    private static final int HIGHEST = 65_535;

    public PortRange {
        if (first < LOWEST || last > HIGHEST || first > last) {
            throw new IllegalArgumentException(
                    "ports are %d to %d, the lower one first: %d-%d"
                            .formatted(LOWEST, HIGHEST, first, last));
        }
    }

    /**
     * Reads {@code FIRST-LAST}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static PortRange parse(String text) {
        if (!text.matches("\\d{1,5}-\\d{1,5}")) {
            throw new IllegalArgumentException("not FIRST-LAST: '" + text + "'");
        }
        int dash = text.indexOf('-');
        return new PortRange(
                Integer.parseInt(text.substring(0, dash)),
                Integer.parseInt(text.substring(dash + 1)));
    }

    int count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
