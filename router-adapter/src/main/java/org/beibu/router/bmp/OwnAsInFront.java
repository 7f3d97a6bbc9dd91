package org.beibu.router.bmp;

import java.util.ArrayList;
import java.util.List;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * Takes the router's own AS off the front of what it shows of an external peer. FRR (seen in 8.4.4)
 * writes its Adj-RIB-In for BMP as it would write it to that peer, with its own AS in front and
 * without LOCAL_PREF. An override with that AS_PATH would be refused as a loop.
 *
 * <p>Nothing is made up: only a first AS number that is the router's, in front of the peer's, goes.
 * A router takes no such path from a peer, since it is a loop.
 */
final class OwnAsInFront {
    private OwnAsInFront() {}

    /** Whether an AS_PATH begins with the router's AS and then the peer's. */
    static boolean isIn(UpdateMessage update, long ownAs, long peerAs) {
        AsPath path = update.attributes().asPath();
        if (path == null || path.segments().isEmpty()) {
            return false;
        }
        AsPath.Segment first = path.segments().get(0);
        List<Long> numbers = first.asNumbers();
        return first.kind() == AsPath.Kind.SEQUENCE
                && numbers.size() > 1
                && numbers.get(0) == ownAs
                && numbers.get(1) == peerAs;
    }

    /** The same message without the first AS number. */
    static UpdateMessage removed(UpdateMessage update) {
        PathAttributes with = update.attributes();
        AsPath path = with.asPath();
        if (path == null) {
            return update;
        }
        List<AsPath.Segment> segments = new ArrayList<>(path.segments());
        List<Long> numbers = segments.get(0).asNumbers();
        segments.set(
                0, new AsPath.Segment(AsPath.Kind.SEQUENCE, numbers.subList(1, numbers.size())));
        PathAttributes without =
                new PathAttributes(
                        with.origin(),
                        new AsPath(segments),
                        with.nextHop(),
                        with.med(),
                        with.localPref(),
                        with.aggregate(),
                        with.communities(),
                        with.reflection(),
                        with.others());
        return new UpdateMessage(
                update.withdrawn(), update.announced(), without, update.endOfRib());
    }
}
