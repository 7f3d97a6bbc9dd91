package org.beibu.analyzer.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.plan.DelayCurve;
import org.beibu.analyzer.recommend.plan.ExitCapacity;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PrefixGroup;

/**
 * Eighty prefixes on three links whose delay grows with their load, so that everybody who goes
 * where it is fastest makes it slow. A tick is five minutes.
 */
final class OscillationWorld {
    static final int PREFIXES = 80;
    static final int LINKS = 3;
    static final int TICKS_A_DAY = 288;
    static final int TICK_MINUTES = 5;
    private static final double[] CAPACITY = {100, 80, 60};
    private static final double[] BASE = {30, 33, 36};
    private static final double PEAK = 240;

    private final SplittableRandom random;
    private final double[] weight = new double[PREFIXES];
    private final double[][] offset = new double[PREFIXES][LINKS];
    private final int[] link = new int[PREFIXES];
    private final double[] traffic = new double[PREFIXES];
    private final double[][] measured = new double[PREFIXES][LINKS];
    private final double[] delay = new double[LINKS];
    private final double[] share = new double[LINKS];
    private double meanDelay;
    private int tick;

    OscillationWorld(long seed) {
        random = new SplittableRandom(seed);
        double sum = 0;
        for (int j = 0; j < PREFIXES; j++) {
            weight[j] = Math.exp(random.nextGaussian());
            sum += weight[j];
            for (int k = 0; k < LINKS; k++) {
                offset[j][k] = 1.5 * random.nextGaussian();
            }
        }
        for (int j = 0; j < PREFIXES; j++) {
            weight[j] /= sum;
        }
    }

    void nextTick() {
        double phase = 2 * Math.PI * (tick % TICKS_A_DAY) / TICKS_A_DAY;
        double day = 0.55 + 0.25 * Math.sin(phase) + 0.02 * random.nextGaussian();
        double[] load = new double[LINKS];
        for (int j = 0; j < PREFIXES; j++) {
            traffic[j] = weight[j] * PEAK * day;
            load[link[j]] += traffic[j];
        }
        DelayCurve curve = DelayCurve.USUAL;
        for (int k = 0; k < LINKS; k++) {
            share[k] = load[k] / CAPACITY[k];
            delay[k] = BASE[k] + curve.milliseconds(Math.min(1.2, share[k]));
        }
        for (int j = 0; j < PREFIXES; j++) {
            for (int k = 0; k < LINKS; k++) {
                measured[j][k] = delay[k] + offset[j][k] + 0.7 * random.nextGaussian();
            }
        }
        meanDelay = mean();
        tick++;
    }

    long minute() {
        return (long) tick * TICK_MINUTES;
    }

    static String exit(int k) {
        return "exit-" + k;
    }

    static String group(int j) {
        return "p%02d".formatted(j);
    }

    double measured(int j, int k) {
        return measured[j][k];
    }

    int link(int j) {
        return link[j];
    }

    void move(int j, int k) {
        link[j] = k;
    }

    boolean isOverloaded() {
        return share[0] > 0.95 || share[1] > 0.95 || share[2] > 0.95;
    }

    /** Delay over all traffic in the last tick, milliseconds. */
    double meanDelay() {
        return meanDelay;
    }

    private double mean() {
        double sum = 0;
        double all = 0;
        for (int j = 0; j < PREFIXES; j++) {
            sum += traffic[j] * (delay[link[j]] + offset[j][link[j]]);
            all += traffic[j];
        }
        return sum / all;
    }

    Picture picture() {
        List<PrefixGroup> groups = new ArrayList<>();
        for (int j = 0; j < PREFIXES; j++) {
            List<Alternative> ways = new ArrayList<>();
            for (int k = 0; k < LINKS; k++) {
                double figure = measured[j][k];
                // The world knows no tails: the median stands for them, one that never refuses.
                ways.add(new Alternative(exit(k), figure, 0, 0, true, true));
            }
            groups.add(PrefixGroup.of(group(j), exit(link[j]), traffic[j], ways));
        }
        List<ExitCapacity> exits = new ArrayList<>();
        for (int k = 0; k < LINKS; k++) {
            exits.add(new ExitCapacity(exit(k), CAPACITY[k], 0));
        }
        return Picture.of(minute(), groups, exits);
    }
}
