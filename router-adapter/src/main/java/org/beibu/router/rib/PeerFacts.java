package org.beibu.router.rib;

import org.beibu.model.Address;

/**
 * What the decision process and the recognition of our own overrides need to know of a peer.
 *
 * @param address the peer's address; that of the router itself for its session with us
 * @param asNumber the peer's AS
 * @param bgpId the peer's BGP Identifier, as an IPv4 address
 * @param external whether it is in another AS than the router
 */
public record PeerFacts(Address address, long asNumber, Address bgpId, boolean external) {}
