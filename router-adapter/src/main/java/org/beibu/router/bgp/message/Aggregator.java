package org.beibu.router.bgp.message;

import org.beibu.model.Address;

/**
 * The AGGREGATOR attribute (RFC 4271 section 5.1.7).
 *
 * @param asNumber AS of the router that made the aggregate
 * @param router its BGP Identifier
 */
public record Aggregator(long asNumber, Address router) {}
