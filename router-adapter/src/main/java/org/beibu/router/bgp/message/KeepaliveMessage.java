package org.beibu.router.bgp.message;

/** KEEPALIVE (RFC 4271 section 4.4): nothing but a header. */
public record KeepaliveMessage() implements BgpMessage {
    /** The only one there is. */
    public static final KeepaliveMessage INSTANCE = new KeepaliveMessage();
}
