package org.beibu.router.bgp.message;

/** The ORIGIN attribute (RFC 4271 section 5.1.1); the order is that of preference. */
public enum Origin {
    /** Made by an interior protocol. */
    IGP,
    /** Learned by EGP. */
    EGP,
    /** Learned some other way. */
    INCOMPLETE
}
