package org.beibu.analyzer.recommend.live;

import java.util.List;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.verify.MoveWatch;
import org.beibu.analyzer.recommend.verify.Verdict;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * An offer that is alive: what is to move, what it rests on, and, once the routers have taken it,
 * the watch over it.
 */
final class Offer {
    /** An id has 64 characters at most, and the minute takes nine with its hyphen. */
    private static final int LONGEST_NAME = 55;

    private final String id;
    private final Of of;
    private final Move move;
    private final Proof proof;
    private final long sinceMinute;
    private @Nullable MoveWatch watch;
    private long takenMinute = Long.MIN_VALUE;
    private long alarmMinute;

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
     * @param loss share of packets that the old exit lost when it was urgent; 0 when it was not
     */
    record Proof(
            int wins,
            int blocks,
            int blockMinutes,
            double margin,
            double value,
            double needed,
            int alternates,
            double medianBefore,
            double loss) {}

    /**
     * What an offer is about; it never changes, since the router adapter takes other prefixes under
     * the same id for a mistake.
     *
     * @param route id of the AseanRoute
     * @param prefixes what is to move
     */
    record Of(String route, List<Prefix> prefixes) {
        Of {
            prefixes = List.copyOf(prefixes);
        }
    }

    Offer(Of of, Move move, Proof proof, long sinceMinute) {
        String name = (move.group() + "-" + move.to()).replace('/', '_');
        this.id =
                (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                        + "-"
                        + sinceMinute;
        this.of = of;
        this.move = move;
        this.proof = proof;
        this.sinceMinute = sinceMinute;
        alarmMinute = sinceMinute;
    }

    /** What made it urgent still holds. */
    void alarmed(long minute) {
        alarmMinute = minute;
    }

    /** The last minute in which it was urgent. */
    long alarmMinute() {
        return alarmMinute;
    }

    /** The same for as long as it lives. */
    String id() {
        return id;
    }

    Of of() {
        return of;
    }

    PathId path(String exit) {
        return new PathId(of.route(), exit);
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
