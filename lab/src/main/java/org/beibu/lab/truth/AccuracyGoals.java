package org.beibu.lab.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the passive timing of the far half must reach on the rig, with the allowance that a short
 * run needs: a share that may be exceeded by {@code p} of the samples fails only when so many
 * exceed it as would happen by chance once in a thousand runs of a timer that just reaches it.
 *
 * <p>Not one sample may be below the truth; there is no allowance for that.
 *
 * @param medianNanos what half of the errors do not exceed
 * @param p99Nanos what 99 % of all errors do not exceed
 */
public record AccuracyGoals(long medianNanos, long p99Nanos) {
    /** The goals of the project on an idle machine. */
    public static final AccuracyGoals IDLE = new AccuracyGoals(3_000, 2_200_000);

    /** What 99.9 % of the errors of the class {@code clean} do not exceed. */
    private static final long CLEAN_NANOS = 10_000_000;

    /** What a delayed ACK takes at least; of the clean class 0.02 % at most exceed it. */
    private static final long DELAYED_ACK_NANOS = 35_000_000;

    /**
     * Beyond what a client waits with an ACK: nearly all such errors are resends mixed up. Some are
     * lost ACKs whose number came again much later; those are 0.01 % of all, mix-ups 0.2 %.
     */
    private static final long MIXED_UP_NANOS = 60_000_000;

    private static final double CHANCE = 0.001;
    private static final double CHANCE_IN_DEVIATIONS = 3.09;
    private static final double LARGE_MEAN = 100;

    /** What was not reached, a sentence each; empty when all was. */
    public List<String> missed(Judgement judgement) {
        List<String> missed = new ArrayList<>();
        Errors all = judgement.all();
        Errors clean = judgement.ofClass("clean");
        if (all.count() == 0 || clean.count() == 0) {
            return List.of("nothing to judge: " + all.count() + ", clean " + clean.count());
        }
        if (all.belowTruth() > 0) {
            missed.add(
                    String.format(
                            Locale.ROOT,
                            "%d samples more than 2 us below the truth, the worst by %d us",
                            all.belowTruth(),
                            -all.minimum() / 1000));
        }
        if (all.quantile(0.5) > medianNanos) {
            missed.add("median error " + all.quantile(0.5) + " ns, wanted " + medianNanos);
        }
        exceeded(missed, "all samples", all, p99Nanos, 0.01);
        exceeded(missed, "all samples", all, MIXED_UP_NANOS, 0.0004);
        exceeded(missed, "class clean", clean, CLEAN_NANOS, 0.001);
        exceeded(missed, "class clean", clean, DELAYED_ACK_NANOS, 0.0002);
        Errors dataAck = judgement.of("data-ack", "clean"); // without handshakes, which are easy
        exceeded(missed, "data-ack clean", dataAck, CLEAN_NANOS, 0.001);
        exceeded(missed, "data-ack clean", dataAck, DELAYED_ACK_NANOS, 0.0002);
        return missed;
    }

    private static void exceeded(
            List<String> missed, String what, Errors errors, long bound, double share) {
        int above = errors.above(bound);
        int allowed = mostByChance(errors.count() * share);
        if (above > allowed) {
            missed.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %d of %d more than %.1f ms above the truth, at most %d may be",
                            what,
                            above,
                            errors.count(),
                            bound / 1e6,
                            allowed));
        }
    }

    /** The count that a Poisson variable of that mean exceeds once in a thousand times at most. */
    static int mostByChance(double mean) {
        if (mean > LARGE_MEAN) {
            return (int) Math.ceil(mean + CHANCE_IN_DEVIATIONS * Math.sqrt(mean));
        }
        double probability = Math.exp(-mean);
        double sum = probability;
        int count = 0;
        while (1 - sum > CHANCE) {
            count++;
            probability *= mean / count;
            sum += probability;
        }
        return count;
    }
}
