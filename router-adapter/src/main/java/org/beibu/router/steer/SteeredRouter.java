package org.beibu.router.steer;

import java.util.List;
import java.util.Optional;
import org.beibu.router.bgp.message.LargeCommunity;

/**
 * How one router is to be told.
 *
 * @param name its name
 * @param localPref LOCAL_PREF of overrides; the router's own policy may set another
 * @param filtersByMarker whether its policy keeps marked routes inside the AS; only then is an
 *     override without NO_EXPORT
 * @param template what it wants on every override
 */
public record SteeredRouter(
        String name, long localPref, boolean filtersByMarker, Template template) {

    /** The usual LOCAL_PREF of overrides. */
    public static final long LOCAL_PREF = 200;

    /** A router at its defaults. */
    public static SteeredRouter of(String name) {
        return new SteeredRouter(name, LOCAL_PREF, false, Template.NONE);
    }

    /**
     * What a router wants on every override beside the rest.
     *
     * @param med a MULTI_EXIT_DISC instead of the copied one
     * @param communities further communities
     * @param large further large communities
     */
    public record Template(
            Optional<Long> med, List<Integer> communities, List<LargeCommunity> large) {
        /** Nothing. */
        public static final Template NONE = new Template(Optional.empty(), List.of(), List.of());

        public Template {
            communities = List.copyOf(communities);
            large = List.copyOf(large);
        }
    }
}
