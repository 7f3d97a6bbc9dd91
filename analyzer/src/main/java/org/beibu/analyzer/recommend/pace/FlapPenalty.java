package org.beibu.analyzer.recommend.pace;

/**
 * What a prefix group has on its account for moving: 1,000 a move, halved every fifteen minutes
 * (the vocabulary of RFC 2439 and RFC 7196). Above 2,000 it is suppressed until the account is
 * below 750. Beside it stands a hold-down since the last move.
 *
 * @param penalty what was on the account in that minute, from 0
 * @param minute the minute of the last change
 * @param suppressed whether it was suppressed then
 */
public record FlapPenalty(double penalty, long minute, boolean suppressed) {
    /** Nothing has ever moved. */
    public static final FlapPenalty NONE = new FlapPenalty(0, Long.MIN_VALUE, false);

    /** No second move before so many minutes have passed. */
    public static final int HOLD_DOWN_MINUTES = 30;

    private static final double A_MOVE = 1_000;
    private static final double HALF_LIFE_MINUTES = 15;
    private static final double SUPPRESS = 2_000;
    private static final double REUSE = 750;

    /** The account after a move in this minute. */
    public FlapPenalty afterMove(long now) {
        double after = at(now) + A_MOVE;
        return new FlapPenalty(after, now, isSuppressed(now) || after > SUPPRESS);
    }

    /** What is on the account in this minute. */
    public double at(long now) {
        return penalty == 0 || now <= minute
                ? penalty
                : penalty * Math.pow(0.5, (now - minute) / HALF_LIFE_MINUTES);
    }

    /** Whether it moved too often and has not calmed down yet. */
    public boolean isSuppressed(long now) {
        return suppressed && at(now) >= REUSE;
    }

    /** Whether the last move is too recent. */
    public boolean isHeldDown(long now) {
        return minute != Long.MIN_VALUE && now - minute < HOLD_DOWN_MINUTES;
    }
}
