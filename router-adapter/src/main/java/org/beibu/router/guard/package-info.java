/**
 * The chain of guardrails between a recommendation and a router.
 *
 * <p>Nothing is built yet. Each guardrail will be a pure function from a recommendation and the
 * Adj-RIB-In to a verdict; the first refusal ends the chain and is recorded with its reason, and an
 * empty chain refuses. Fixed rules: never a prefix that no router holds, never a more-specific,
 * never without the marker community, never to an exit whose BGP route has gone.
 *
 * <p>Thread rule to come: immutable values in, immutable values out.
 */
@NullMarked
package org.beibu.router.guard;

import org.jspecify.annotations.NullMarked;
