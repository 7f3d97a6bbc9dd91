package org.beibu.router.rib;

import java.util.List;
import java.util.Optional;
import org.beibu.model.Prefix;

/** What the routers hold, to be asked by guardrails, candidate feed and steering. */
public interface RibView {

    /**
     * All paths that this router holds for exactly this prefix, our own overrides left out, best
     * first by the decision process.
     */
    List<LearnedPath> paths(String router, Prefix prefix);

    /** Whether End-of-RIB has come for all families of this router since its session came up. */
    boolean complete(String router);

    /** Whether the session that this router is learned from is established. */
    boolean sessionUp(String router);

    /**
     * A prefix that lies inside this one and that this router holds, where the table can tell; for
     * explanations only, so that a table without an order may leave it out.
     */
    default Optional<Prefix> inside(String router, Prefix prefix) {
        return Optional.empty();
    }
}
