package org.beibu.router.bgp.transport;

import org.beibu.router.bgp.session.Agreement;
import org.beibu.router.bgp.session.Phase;
import org.jspecify.annotations.Nullable;

/**
 * How things are with a router.
 *
 * @param router its name
 * @param phase the further of both connections
 * @param sinceEpochNs when it came there, epoch nanoseconds
 * @param agreement what the session has agreed on, null without one
 * @param lastWords the latest transition with its reason
 */
public record PeerStatus(
        String router,
        Phase phase,
        long sinceEpochNs,
        @Nullable Agreement agreement,
        String lastWords) {}
