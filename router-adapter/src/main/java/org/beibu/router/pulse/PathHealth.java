package org.beibu.router.pulse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.model.LossInterval;
import org.jspecify.annotations.Nullable;

/**
 * Whether packets of one AseanRoute come back through one exit, judged each time that a probe has
 * told.
 *
 * <ul>
 *   <li>A session is gone when four packets in a row are overdue, the first for 250 ms. With fewer
 *       than the quorum of sessions left, packets are lost altogether: a black hole.
 *   <li>Three packets and three per cent lost within five seconds, as would be less than once in
 *       50,000 windows by what the path lost in the ten minutes before (the upper end of its 95 %
 *       interval), are an emergency, unless all other exits lose more than usual at the same time:
 *       then another exit is no way out. The first minute is only learned from.
 * </ul>
 *
 * <p>Trouble is over after ten seconds without a sign of it. Owned by one thread.
 */
final class PathHealth {
    private static final int RUN = 4;
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int LEAST_LOST = 3;
    private static final double LEAST_SHARE = 0.03;
    private static final double CHANCE = 1.0 / 50_000;
    private static final double UNUSUAL = 0.05;
    private static final long BLOCK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int LEARNING_BLOCKS = 12;
    private static final int REMEMBERED_BLOCKS = 120;
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long blockNanos;
    private int blocks;
    private double learnedDue;
    private double learnedLost;
    private @Nullable String trouble;
    private long calmSinceNanos;
    private boolean calm;

    /** How the sessions of a path do together. */
    record Tally(int sessions, int answering, long due, long overdue) {
        static Tally of(List<SessionPulse> pulses) {
            int answering = 0;
            long due = 0;
            long overdue = 0;
            for (SessionPulse pulse : pulses) {
                boolean gone = pulse.run() >= RUN && pulse.runAgeNanos() >= RUN_NANOS;
                answering += gone ? 0 : 1;
                due += pulse.due();
                overdue += pulse.overdue();
            }
            return new Tally(pulses.size(), answering, due, overdue);
        }

        /** Share of packets that were lost, 0 when none is due. */
        double share() {
            return due == 0 ? 0 : (double) overdue / due;
        }

        boolean isEnough(double quorum) {
            return answering >= 1 && answering >= quorum * sessions;
        }
    }

    PathHealth(long nanos) {
        blockNanos = nanos;
    }

    /** What is wrong at the moment. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * Judges; true when trouble began or ended.
     *
     * @param everywhere whether there are other exits and all of them lose more than usual
     */
    boolean judge(Tally tally, double quorum, boolean everywhere, long nanos) {
        Optional<String> sign = sign(tally, quorum, everywhere);
        if (sign.isPresent()) {
            calm = false;
            boolean first = trouble == null;
            trouble = sign.get();
            return first;
        }
        learn(tally, nanos);
        return trouble != null && isOver(nanos);
    }

    private boolean isOver(long nanos) {
        if (!calm) {
            calm = true;
            calmSinceNanos = nanos;
        }
        boolean over = nanos - calmSinceNanos >= CALM_NANOS;
        if (over) {
            trouble = null;
        }
        return over;
    }

    private Optional<String> sign(Tally tally, double quorum, boolean everywhere) {
        if (!tally.isEnough(quorum)) {
            return Optional.of(
                    "%d of %d sessions answer".formatted(tally.answering(), tally.sessions()));
        }
        boolean emergency =
                !everywhere
                        && tally.overdue() >= LEAST_LOST
                        && tally.share() >= LEAST_SHARE
                        && chance(tally) < CHANCE;
        return emergency
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%d of %d packets lost within 5 s, ordinarily %.1f %%",
                                tally.overdue(),
                                tally.due(),
                                100 * learnedLost / learnedDue))
                : Optional.empty();
    }

    /** Windows that do not overlap, the mean of the first ones and then of the last two minutes. */
    private void learn(Tally tally, long nanos) {
        if (nanos - blockNanos < BLOCK_NANOS || tally.due() == 0) {
            return;
        }
        blockNanos = nanos;
        double kept = blocks < REMEMBERED_BLOCKS ? 1 : 1 - 1.0 / REMEMBERED_BLOCKS;
        blocks = Math.min(blocks + 1, REMEMBERED_BLOCKS);
        learnedDue = learnedDue * kept + tally.due();
        learnedLost = learnedLost * kept + tally.overdue();
    }

    /** How likely so much loss is by what was lost before; 1 while that is not known. */
    private double chance(Tally tally) {
        if (blocks < LEARNING_BLOCKS) {
            return 1;
        }
        double usual =
                LossInterval.of(Math.round(learnedLost), Math.round(Math.ceil(learnedDue))).high();
        return usual >= 1 ? 1 : BinomialTail.atLeast(tally.overdue(), tally.due(), usual);
    }

    /** Whether it loses more than usual, though perhaps not enough to do something about it. */
    boolean isUnusual(Tally tally) {
        return chance(tally) < UNUSUAL;
    }
}
