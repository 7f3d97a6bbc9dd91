package org.beibu.router.rib;

/**
 * A path with what is known of the peer that it came from.
 *
 * @param path the path
 * @param peer the router's peer
 * @param own whether it is an override of ours that a router shows us
 */
public record HeldPath(LearnedPath path, PeerFacts peer, boolean own) {}
