package org.beibu.router.bgp.message;

import org.beibu.model.Prefix;

/**
 * One prefix of an UPDATE with its path identifier (RFC 7911 section 3).
 *
 * @param prefix the prefix, trailing bits cleared (RFC 4271 section 4.3)
 * @param pathId the path identifier, 0 to 4294967295; {@link #NO_PATH_ID} without ADD-PATH
 */
public record Nlri(Prefix prefix, long pathId) {
    /** Stands where a session carries no path identifiers. */
    public static final long NO_PATH_ID = 0;

    public Nlri {
        if (pathId < 0 || pathId > 0xffff_ffffL) {
            throw new IllegalArgumentException("no such path identifier: " + pathId);
        }
    }

    /** The prefix of a session without ADD-PATH. */
    public static Nlri of(Prefix prefix) {
        return new Nlri(prefix, NO_PATH_ID);
    }
}
