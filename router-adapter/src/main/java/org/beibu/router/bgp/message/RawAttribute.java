package org.beibu.router.bgp.message;

/**
 * A path attribute that is carried on without being understood (RFC 4271 section 5).
 *
 * @param flags Attribute Flags as received; the extended-length bit says nothing here
 * @param code Attribute Type Code
 * @param value its octets
 */
public record RawAttribute(int flags, int code, Octets value) {}
