package org.beibu.router.bmp;

import org.beibu.router.bgp.codec.Decoded;

/**
 * Route Monitoring (RFC 7854 section 4.6): an UPDATE that says what changes in one view of a peer.
 *
 * @param peer the peer, and in its flags which view
 * @param update the UPDATE as read
 */
public record RouteMonitoringMessage(PerPeerHeader peer, Decoded update) implements BmpMessage {}
