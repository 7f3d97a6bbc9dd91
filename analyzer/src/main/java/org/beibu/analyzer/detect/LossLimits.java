package org.beibu.analyzer.detect;

/**
 * How close together losses come by chance on a path that loses as many as this one does. Where a
 * share p of N packets is lost independently, k losses come within W packets about N p (W p)^(k-1)
 * / (k-1)! times; W is chosen so that all k together give less than one such chance in the packets
 * of 30 days at ten a second.
 *
 * <p>Owned by one thread; allocates nothing after construction.
 */
final class LossLimits {
    /** So many losses are looked at together at most. */
    static final int MOST = 24;

    private static final double PACKETS_OF_A_MONTH = 30 * 86_400.0 * 10;

    /** A smaller share is no matter, however sure. */
    private static final double LEAST_SHARE = 0.02;

    /** Chances a month, for two losses together, three, and so on; then half as many each. */
    private static final double[] CHANCES = {0.05, 0.35, 0.15, 0.1, 0.05};

    /** What is believed before anything is known: 0.05 %, as if seen on ten thousand packets. */
    private static final double LOSSES_BEFORE = 5;

    private static final double PACKETS_BEFORE = 10_000;

    /** A path that loses more has got used to what is to be told. */
    private static final double MOST_USUAL = 0.01;

    /** A day; then the older half counts half. */
    private static final double MEMORY = 864_000;

    private final double[] within = new double[MOST + 1];
    private double packets = PACKETS_BEFORE;
    private double lost = LOSSES_BEFORE;
    private double settledFor;

    /** A packet of a time in which nothing is the matter. */
    void learn(boolean isLost) {
        packets++;
        lost += isLost ? 1 : 0;
        if (packets > MEMORY) {
            packets /= 2;
            lost /= 2;
        }
    }

    /** The share that is lost here always. */
    double usual() {
        return Math.min(MOST_USUAL, lost / packets);
    }

    /** How many losses of so many packets are nothing new. */
    int usualOf(int among) {
        double expected = among * usual();
        return (int) Math.min(MOST - 1, expected + 2 * Math.sqrt(expected));
    }

    /** Reckons the limits anew where the usual share has moved. */
    void settle() {
        double usual = usual();
        if (Math.abs(usual - settledFor) < 0.02 * settledFor) {
            return;
        }
        settledFor = usual;
        double logFactorial = 0;
        double chances = CHANCES[CHANCES.length - 1];
        for (int many = 2; many <= MOST; many++) {
            logFactorial += Math.log(many - 1);
            chances = many - 2 < CHANCES.length ? CHANCES[many - 2] : chances / 2;
            double log = Math.log(chances / (PACKETS_OF_A_MONTH * usual)) + logFactorial;
            within[many] = Math.min(many / LEAST_SHARE, Math.exp(log / (many - 1)) / usual);
        }
    }

    /** So many losses are no chance when they come within fewer packets than this. */
    double within(int many) {
        return within[many];
    }

    /** The logarithm of how much likelier this many losses are at their own share than at usual. */
    double logOdds(int many, int among) {
        double share = (double) many / among;
        double answered = among - many;
        return many * Math.log(share / usual())
                + (answered == 0 ? 0 : answered * Math.log((1 - share) / (1 - usual())));
    }
}
