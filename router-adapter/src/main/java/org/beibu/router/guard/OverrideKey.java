package org.beibu.router.guard;

import org.beibu.model.Prefix;

/**
 * What there is at most one override of.
 *
 * @param router name of the router that is told
 * @param prefix the prefix
 */
public record OverrideKey(String router, Prefix prefix) implements Comparable<OverrideKey> {
    @Override
    public int compareTo(OverrideKey other) {
        int byRouter = router.compareTo(other.router);
        return byRouter != 0 ? byRouter : prefix.compareTo(other.prefix);
    }

    @Override
    public String toString() {
        return prefix + " on " + router;
    }
}
