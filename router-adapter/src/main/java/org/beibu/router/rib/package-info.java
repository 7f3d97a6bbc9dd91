/**
 * What the routers hold (Adj-RIB-In by router, source and peer; the picture of their Loc-RIB) and
 * what we have announced to them (Adj-RIB-Out).
 *
 * <p>It answers which exits really hold a prefix, the question behind the candidate feed, and
 * remembers what has been announced so that exactly that is withdrawn. Our own overrides are
 * recognised and never come back as candidates. It decides nothing but the order in which a router
 * would prefer its paths (RFC 4271 9.1.2).
 *
 * <p>Thread rule: the threads of a router's sessions write, under a lock held for one message at
 * most; any other thread may ask at any time and gets immutable values, one prefix a lock. Tables
 * are primitive arrays; memory is bounded by {@link RibLimits}.
 */
@NullMarked
package org.beibu.router.rib;

import org.jspecify.annotations.NullMarked;
