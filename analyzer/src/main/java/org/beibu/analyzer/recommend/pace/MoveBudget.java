package org.beibu.analyzer.recommend.pace;

/**
 * How many moves may begin in any stretch of sixty minutes. A move that finds no room is not
 * queued: what is still right will be proposed again.
 */
public final class MoveBudget {
    private static final int HOUR = 60;

    private final long[] minutes;
    private int next;
    private int used;

    /**
     * A budget of which nothing is spent.
     *
     * @param movesAnHour 0 for no move at all
     */
    public MoveBudget(int movesAnHour) {
        minutes = new long[movesAnHour];
    }

    /** How many moves may begin in this minute. Minutes must not go back. */
    public int left(long now) {
        while (used > 0 && now - oldest() >= HOUR) {
            used--;
        }
        return minutes.length - used;
    }

    /**
     * Spends one move.
     *
     * @return false when there was none left
     */
    public boolean spend(long now) {
        if (left(now) == 0) {
            return false;
        }
        minutes[next] = now;
        next = (next + 1) % minutes.length;
        used++;
        return true;
    }

    private long oldest() {
        return minutes[Math.floorMod(next - used, minutes.length)];
    }
}
