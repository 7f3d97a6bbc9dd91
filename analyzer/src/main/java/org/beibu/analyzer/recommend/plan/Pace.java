package org.beibu.analyzer.recommend.plan;

import java.util.Optional;

/** Says what may move now. */
public interface Pace {
    /** Why the group may not move to this exit for its delay now; empty when it may. */
    Optional<Refusal> refusal(PrefixGroup group, String exit);

    /** Whether a proof was refuted after an earlier move: then not even relief goes there. */
    boolean isEmbargoed(PrefixGroup group, String exit);

    /** Spends one move of the budget; false when there is none left. */
    boolean spend();

    /** Spends one move of the budget of relief; false when there is none left. */
    boolean spendRelief();
}
