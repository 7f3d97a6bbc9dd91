package org.beibu.analyzer.recommend.plan;

import java.util.Optional;

/** A pace with so many moves of either kind and nothing held down. */
final class CountedPace implements Pace {
    private int moves;
    private int reliefs;

    CountedPace(int budget) {
        moves = budget;
        reliefs = budget;
    }

    @Override
    public Optional<Refusal> refusal(PrefixGroup group, String exit) {
        return Optional.empty();
    }

    @Override
    public boolean isEmbargoed(PrefixGroup group, String exit) {
        return false;
    }

    @Override
    public boolean spend() {
        return moves-- > 0;
    }

    @Override
    public boolean spendRelief() {
        return reliefs-- > 0;
    }
}
