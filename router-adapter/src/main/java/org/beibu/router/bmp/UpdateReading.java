package org.beibu.router.bmp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.Reaction;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * How the UPDATE messages of one peer are written. AS numbers take two or four octets as the A flag
 * says. Where the peer's session has ADD-PATH, NLRI ought to come with path identifiers, but FRR
 * leaves them out of BMP, so both readings are tried: the first message that makes sense in one of
 * them only settles it, until one makes sense in the other only.
 *
 * <p>A message that makes sense in both is read in the way that gives fewer default routes (a path
 * identifier begins with zeros, and so does a default route), else as the session has it. Owned by
 * the thread of the connection.
 */
final class UpdateReading {
    private final Set<Family> addPath;

    /** By number: 1 for AS numbers of two octets, 2 for path identifiers. */
    private final SessionFormat[] formats;

    private boolean settled;
    private boolean withPathIds;

    private UpdateReading(Set<Family> addPath) {
        this.addPath = addPath;
        this.formats =
                new SessionFormat[] {
                    new SessionFormat(true, Set.of(), Set.of(), true),
                    new SessionFormat(false, Set.of(), Set.of(), true),
                    new SessionFormat(true, addPath, Set.of(), true),
                    new SessionFormat(false, addPath, Set.of(), true)
                };
        this.withPathIds = !addPath.isEmpty();
        this.settled = addPath.isEmpty();
    }

    /** For what the first of the two speakers sends to the other. */
    static UpdateReading between(OpenMessage sender, OpenMessage receiver) {
        Set<Family> agreed = families(sender, true);
        agreed.retainAll(families(receiver, false));
        return new UpdateReading(agreed);
    }

    private static Set<Family> families(OpenMessage open, boolean send) {
        Set<Family> families = new HashSet<>();
        for (Capability capability : open.capabilities()) {
            if (capability instanceof Capability.AddPath offered) {
                for (Capability.AddPathFamily family : offered.families()) {
                    if (send ? family.send() : family.receive()) {
                        families.add(family.family());
                    }
                }
            }
        }
        return families;
    }

    /** Whether path identifiers are expected now. */
    boolean withPathIds() {
        return withPathIds;
    }

    /** Reads one message. */
    Decoded read(boolean twoOctetAs, byte[] octets, int offset, int length) {
        Decoded expected = decode(twoOctetAs, withPathIds, octets, offset, length);
        if (addPath.isEmpty() || (settled && isClean(expected))) {
            return expected;
        }
        Decoded other = decode(twoOctetAs, !withPathIds, octets, offset, length);
        if (isClean(expected) && isClean(other)) {
            return expected.equals(other) || defaults(other) >= defaults(expected)
                    ? expected
                    : other;
        }
        if (isClean(other)) {
            withPathIds = !withPathIds;
            settled = true;
            return other;
        }
        settled |= isClean(expected);
        return expected;
    }

    private Decoded decode(
            boolean twoOctetAs, boolean pathIds, byte[] octets, int offset, int length) {
        SessionFormat format = formats[(twoOctetAs ? 1 : 0) + (pathIds ? 2 : 0)];
        return BgpDecoder.decode(octets, offset, length, format);
    }

    private static boolean isClean(Decoded decoded) {
        return decoded instanceof Decoded.Good good
                && good.reaction() != Reaction.TREAT_AS_WITHDRAW;
    }

    private static long defaults(Decoded decoded) {
        return decoded instanceof Decoded.Good good
                        && good.message() instanceof UpdateMessage update
                ? defaults(update.announced()) + defaults(update.withdrawn())
                : 0;
    }

    private static long defaults(List<RouteGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.nlri().stream())
                .filter(nlri -> nlri.prefix().length() == 0)
                .count();
    }
}
