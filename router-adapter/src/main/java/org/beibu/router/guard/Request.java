package org.beibu.router.guard;

import org.beibu.model.Prefix;
import org.beibu.router.recommendation.Recommendation;

/**
 * One prefix of one recommendation on one router: what the guardrails are asked about.
 *
 * @param recommendation the recommendation
 * @param key router and prefix
 * @param exit the exit that is to be used
 * @param support the paths there are for it now
 */
public record Request(
        Recommendation recommendation, OverrideKey key, SteeredExit exit, Support support) {

    /** The router that would be told. */
    public String router() {
        return key.router();
    }

    /** The prefix. */
    public Prefix prefix() {
        return key.prefix();
    }
}
