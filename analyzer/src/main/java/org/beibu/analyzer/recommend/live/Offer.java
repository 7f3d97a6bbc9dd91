package org.beibu.analyzer.recommend.live;

import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.verify.MoveWatch;
import org.beibu.analyzer.recommend.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An offer that is alive: what is to move, what it rests on, and, once the routers have taken it,
 * the watch over it.
 */
final class Offer {
    private final String id;
    private final Move move;
    private final Proof proof;
    private final long sinceMinute;
    private @Nullable MoveWatch watch;
    private long takenMinute = Long.MIN_VALUE;

    /**
     * What an offer rested on when it was made.
     *
     * @param wins blocks won
     * @param blocks all blocks
     * @param blockMinutes length of a block
     * @param margin margin of the proof, milliseconds
     * @param value the e-value
     * @param needed the e-value that was needed
     * @param alternates exits that could have been chosen
     * @param medianBefore median through the old exit, milliseconds
     */
    record Proof(
            int wins,
            int blocks,
            int blockMinutes,
            double margin,
            double value,
            double needed,
            int alternates,
            double medianBefore) {}

    Offer(Move move, Proof proof, long sinceMinute) {
        this.id = move.group() + "-" + move.to() + "-" + sinceMinute;
        this.move = move;
        this.proof = proof;
        this.sinceMinute = sinceMinute;
    }

    /** The same for as long as it lives. */
    String id() {
        return id;
    }

    Move move() {
        return move;
    }

    Proof proof() {
        return proof;
    }

    long sinceMinute() {
        return sinceMinute;
    }

    boolean isTaken() {
        return watch != null;
    }

    long takenMinute() {
        return takenMinute;
    }

    void taken(long minute, MoveWatch over) {
        takenMinute = minute;
        watch = over;
    }

    @Nullable MoveWatch watch() {
        return watch;
    }

    Verdict verdict() {
        return watch == null ? Verdict.WAIT : watch.verdict();
    }
}
