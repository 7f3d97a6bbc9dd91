package org.beibu.router.rpki;

/** What origin validation says of a route (RFC 6811 section 2). */
public enum OriginState {
    /** No payload covers the prefix. */
    NOT_FOUND,
    /** A payload covers the prefix and matches length and origin. */
    VALID,
    /** Payloads cover the prefix, none matches. */
    INVALID
}
