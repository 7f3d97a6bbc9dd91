package org.beibu.model;

/**
 * The 95 % interval of Wilson (1927) of a loss ratio: {@code lost} of {@code sent} packets.
 *
 * <pre>
 *   p = lost / sent,  z = 1.96
 *   middle = (p + z^2 / 2 sent) / (1 + z^2 / sent)
 *   half   = z / (1 + z^2 / sent) x sqrt(p (1 - p) / sent + z^2 / 4 sent^2)
 * </pre>
 *
 * <p>It never leaves 0 to 1, and tells apart no loss of ten packets (up to 28 %) from no loss of
 * ten thousand (up to 0.04 %). It takes losses as independent; where they come in runs, the truth
 * lies outside more often than one time in twenty.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record LossInterval(double low, double high) {
    /** How often the truth lies within, when losses are independent. */
    public static final double CONFIDENCE = 0.95;

    private static final double Z = 1.959963984540054;

    /**
     * The interval of so many lost packets.
     *
     * @throws IllegalArgumentException when none was sent, or more were lost than were sent
     */
    public static LossInterval of(long lost, long sent) {
        if (sent < 1 || lost < 0 || lost > sent) {
            throw new IllegalArgumentException(lost + " of " + sent + " packets lost");
        }
        double p = (double) lost / sent;
        double scale = 1 + Z * Z / sent;
        double middle = (p + Z * Z / (2.0 * sent)) / scale;
        double spread = p * (1 - p) / sent + Z * Z / (4.0 * sent * sent);
        double half = Z / scale * Math.sqrt(spread);
        return new LossInterval(
                lost == 0 ? 0 : Math.max(0, middle - half),
                lost == sent ? 1 : Math.min(1, middle + half));
    }
}
