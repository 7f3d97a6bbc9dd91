/**
 * BMP monitoring station (RFC 7854): what the monitored routers hold before and after policy.
 *
 * <p>Nothing is built yet. It will hold the Per-Peer Header and one file per message, and feed
 * {@code router.rib}; a message of a peer that is not up closes the session. It sends nothing to a
 * router: BMP has no such messages.
 *
 * <p>Thread rule to come: one agent owns every session.
 */
@NullMarked
package org.beibu.router.bmp;

import org.jspecify.annotations.NullMarked;
