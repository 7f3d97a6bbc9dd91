package org.beibu.router.guard;

import java.util.HashSet;
import java.util.Set;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.PathAttributes;

/** The AS_PATH that would be copied is one that BGP itself would take (RFC 4271 9, 4456, 7607). */
final class AsPathSanity implements Guardrail {
    private static final long LAST_RESERVED = 0xffff_ffffL; // RFC 7300

    private final OwnMarks own;

    AsPathSanity(OwnMarks own) {
        this.own = own;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        return request.support()
                .best()
                .map(path -> check(path.attributes()))
                .orElseGet(() -> refused("no route"));
    }

    private Verdict check(PathAttributes attributes) {
        AsPath path = attributes.asPath();
        if (path == null || path.length() == 0) {
            return refused("the AS_PATH is empty");
        }
        if (attributes.origin() == null) {
            return refused("the route has no ORIGIN");
        }
        if (path.contains(own.asNumber())) {
            return refused("our own AS is in the AS_PATH " + path);
        }
        if (path.contains(0)
                || path.contains(OpenMessage.AS_TRANS)
                || path.contains(LAST_RESERVED)) {
            return refused("a reserved AS is in the AS_PATH " + path);
        }
        if (loops(path)) {
            return refused("an AS comes back in the AS_PATH " + path);
        }
        PathAttributes.Reflection reflection = attributes.reflection();
        return own.bgpId().equals(reflection.originatorId())
                        || reflection.clusters().contains(own.bgpId())
                ? refused("it has come round: ORIGINATOR_ID or CLUSTER_LIST is ours")
                : Verdict.allowed();
    }

    /** Whether an AS stands in two places with another between them; prepending is no loop. */
    private static boolean loops(AsPath path) {
        Set<Long> passed = new HashSet<>();
        long last = -1;
        for (AsPath.Segment segment : path.segments()) {
            for (long number : segment.asNumbers()) {
                if (number != last && !passed.add(number)) {
                    return true;
                }
                last = number;
            }
        }
        return false;
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.AS_PATH, detail);
    }
}
