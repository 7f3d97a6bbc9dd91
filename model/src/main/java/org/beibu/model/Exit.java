package org.beibu.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A way out of the bureau: edge router, next hop, link and upstream AS.
 *
 * @param name the exit's key, lower-case letters, digits and hyphens, at most 16 characters
 * @param router name of the edge router, empty when not configured
 * @param nextHop address of the next hop as text, empty when not configured
 * @param link name of the link, empty when not configured
 * @param upstreamAs AS number of the upstream, 0 when not configured
 */
public record Exit(String name, String router, String nextHop, String link, long upstreamAs) {

    /** The longest name, in characters: the journal stores it in as many octets. */
    public static final int MAX_NAME_LENGTH = 16;

    /** The name that stands for "the exit could not be recognised". */
    public static final String UNKNOWN = "-";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,15}");

    public Exit {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "exit name must be 1 to 16 of a-z, 0-9 and '-', not beginning with '-': '"
                            + name
                            + "'");
        }
        Objects.requireNonNull(router, "router");
        Objects.requireNonNull(nextHop, "nextHop");
        Objects.requireNonNull(link, "link");
        if (upstreamAs < 0 || upstreamAs > 0xffff_ffffL) {
            throw new IllegalArgumentException("not an AS number: " + upstreamAs);
        }
    }
}
