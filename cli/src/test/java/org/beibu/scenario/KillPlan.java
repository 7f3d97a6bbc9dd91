package org.beibu.scenario;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * When to kill: moments spread over the measured life of a child, its start-up included; now and
 * then several early ones in a row, so that a child gets nowhere for a while.
 */
final class KillPlan {
    private static final long EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Random random;
    private final int wanted;
    private int done;
    private int earlyLeft;

    private KillPlan(Random random, int wanted) {
        this.random = random;
        this.wanted = wanted;
    }

    /** A plan of at least so many kills; prints how to get it again. */
    static KillPlan of(String name, int usual) {
        long seed = Long.getLong("beibu.kill.seed", 20_261_122L);
        int wanted = Math.max(usual, Integer.getInteger("beibu.kills", 0));
        System.out.println(name + ": " + wanted + " kills, -Dbeibu.kill.seed=" + seed);
        return new KillPlan(new Random(seed), wanted);
    }

    boolean isFulfilled() {
        return done >= wanted;
    }

    int done() {
        return done;
    }

    /** How long the next child may live, given how long an undisturbed one does. */
    long nextLifeNanos(long wholeLifeNanos) {
        if (earlyLeft == 0 && random.nextInt(8) == 0) {
            earlyLeft = 2 + random.nextInt(2);
        }
        if (earlyLeft > 0) {
            earlyLeft--;
            return (long) (random.nextDouble() * EARLY_NANOS);
        }
        return (long) (random.nextDouble() * 1.05 * wholeLifeNanos);
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    void killed() {
        done++;
    }
}
