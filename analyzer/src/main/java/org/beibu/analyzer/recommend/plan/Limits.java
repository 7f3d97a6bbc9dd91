package org.beibu.analyzer.recommend.plan;

/**
 * What a plan must keep to.
 *
 * @param usable share of a link that plans may fill, above 0, below 1
 * @param full share above which a link sheds traffic
 * @param relieved share up to which shed traffic may fill another link
 * @param step share of a link's capacity that may move in at a time
 * @param leastGain milliseconds below which no group moves
 * @param movePenalty milliseconds that staying is worth
 * @param seconds work of the allocator
 */
public record Limits(
        double usable,
        double full,
        double relieved,
        double step,
        double leastGain,
        double movePenalty,
        double seconds) {

    /** The limits of the design. */
    public static final Limits USUAL = new Limits(0.80, 0.90, 0.85, 0.10, 2, 0.5, 0.5);

    public Limits {
        if (!(usable > 0 && usable <= relieved && relieved <= full && full <= 1)) {
            throw new IllegalArgumentException(
                    "0 < usable <= relieved <= full <= 1: "
                            + usable
                            + ", "
                            + relieved
                            + ", "
                            + full);
        }
        if (!(step > 0) || !(leastGain >= 0) || !(movePenalty >= 0) || !(seconds > 0)) {
            throw new IllegalArgumentException("step, gain, penalty and seconds must be positive");
        }
    }

    /** The same with another budget of work. */
    public Limits withSeconds(double work) {
        return new Limits(usable, full, relieved, step, leastGain, movePenalty, work);
    }
}
