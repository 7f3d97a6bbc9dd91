package org.beibu.analyzer.recommend.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.recommend.price.Allocation;

/**
 * What should move now, in this order, and why the rest stays.
 *
 * @param moves each fits when those before it are done
 * @param refusals by group and exit, {@code group/exit}, for every exit that is not taken
 * @param allocation the plan behind the moves
 */
public record PlanResult(
        List<Move> moves, SortedMap<String, Refusal> refusals, Allocation allocation) {

    public PlanResult {
        moves = List.copyOf(moves);
        refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
    }
}
