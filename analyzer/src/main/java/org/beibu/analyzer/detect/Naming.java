package org.beibu.analyzer.detect;

import org.beibu.analyzer.detect.Change.Regime;

/** Gives a change its kind, its cause and the figures of both sides. */
final class Naming {
    private static final double LOSS_DIFFERENCE = 0.1;
    private static final int ROWS_OF_A_SPIKE = 8;

    private Naming() {}

    /**
     * A change and its surroundings.
     *
     * @param from first row of the regime before
     * @param index first row of the new regime
     * @param to the row after the new regime, as far as it is known
     * @param decided the last row needed
     */
    record Place(int from, int index, int to, int decided) {}

    static Change name(RttSeries series, Place place, double confidence) {
        Regime before =
                Regime.of(series, Math.max(place.from, place.index - Regime.ROWS), place.index);
        Regime after =
                Regime.of(series, place.index, Math.min(place.to, place.index + Regime.ROWS));
        ChangeKind kind = kind(before, after);
        return new Change(
                place.index,
                kind,
                cause(kind, before, after),
                before,
                after,
                confidence,
                place.decided);
    }

    private static ChangeKind kind(Regime before, Regime after) {
        if (before.isOutage() != after.isOutage()) {
            return ChangeKind.LOSS;
        }
        double moved = Math.abs(after.medianMs() - before.medianMs());
        double spreads = Math.abs(after.spreadMs() - before.spreadMs());
        double lost = Math.abs(after.lossShare() - before.lossShare());
        double narrow = Math.min(before.spreadMs(), after.spreadMs());
        boolean steps = moved > Math.max(1, narrow);
        if (lost >= LOSS_DIFFERENCE && !steps) {
            return ChangeKind.LOSS;
        }
        return spreads > 2 * moved ? ChangeKind.SPREAD : ChangeKind.LEVEL;
    }

    private static ChangeCause cause(ChangeKind kind, Regime before, Regime after) {
        if (kind == ChangeKind.LOSS) {
            return ChangeCause.LOSS;
        }
        boolean up = after.medianMs() > before.medianMs();
        Regime high = up ? after : before;
        Regime low = up ? before : after;
        double moved = high.medianMs() - low.medianMs();
        boolean scattered = high.spreadMs() > 0.25 * moved;
        if (scattered && high.rows() <= ROWS_OF_A_SPIKE) {
            return ChangeCause.SPIKE;
        }
        boolean floorStayed = high.lowMs() - low.lowMs() < 0.35 * moved;
        boolean muchWider = high.spreadMs() > 5 * low.spreadMs() + 0.5;
        boolean bothScatter = Math.min(high.spreadMs(), low.spreadMs()) > 0.5 * moved;
        return kind == ChangeKind.SPREAD || bothScatter || (scattered && (floorStayed || muchWider))
                ? ChangeCause.CONGESTION
                : ChangeCause.ROUTING_STEP;
    }
}
