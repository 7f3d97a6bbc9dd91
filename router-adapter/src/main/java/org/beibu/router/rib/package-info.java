/**
 * Adj-RIB-In and Adj-RIB-Out: the prefixes that routers hold, and those that we have announced.
 *
 * <p>Nothing is built yet. It will answer which exits really hold a prefix, the question behind the
 * candidate feed, and remember exactly what has been announced so that exactly that is withdrawn.
 * It will not decide anything.
 *
 * <p>Thread rule to come: owned by the agent of the sessions; others read snapshots.
 */
@NullMarked
package org.beibu.router.rib;

import org.jspecify.annotations.NullMarked;
