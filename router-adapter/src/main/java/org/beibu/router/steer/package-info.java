/**
 * Pace and modes of steering: shadow (log only, the default), approve, auto.
 *
 * <p>Nothing is built yet. It will hold dwell time, change budget, expiry of recommendations and
 * the append-only log of what was recommended, refused, announced and withdrawn. Stopping, losing
 * the feed or flipping the switch will withdraw exactly what was announced and leave the routers to
 * their own choice.
 *
 * <p>Thread rule to come: one agent, clock injected.
 */
@NullMarked
package org.beibu.router.steer;

import org.jspecify.annotations.NullMarked;
