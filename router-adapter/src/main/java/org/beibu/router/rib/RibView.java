package org.beibu.router.rib;

import java.util.List;
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
}
