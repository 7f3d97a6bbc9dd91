package org.beibu.router.bmp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.DecisionProcess;
import org.beibu.router.rib.Interest;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.OwnRoutes;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibLimits;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/** Tables of one router and a session that fills them. */
public final class Bench {
    static final int MARKER = (64500 << 16) | 911;
    static final Address US = Address.parse("192.0.2.9");

    public final Counters counters = new Counters();
    public final Rib rib;
    private final BmpFramer framer = new BmpFramer();
    private BmpSession session;

    public Bench() {
        OwnRoutes own = new OwnRoutes(MARKER, Set.of(US), Set.of(US));
        RouterRib.Settings settings =
                new RouterRib.Settings(
                        RibLimits.DEFAULT, own, new DecisionProcess(false), counters, () -> 7);
        rib = new Rib(List.of("pe1"), List.of(), settings, new ChangeFeed(8, Interest.ALL), 8);
        session = session(BmpSession.Monitored.GLOBAL.distinguisher());
    }

    /** A session of this instance, IPv4 unicast only, in place of the one before. */
    BmpSession session(long distinguisher) {
        session =
                new BmpSession(
                        rib.router("pe1"),
                        new BmpSession.Monitored(
                                distinguisher, Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)),
                        counters);
        return session;
    }

    BmpSession session() {
        return session;
    }

    /** Feeds octets; gives why the session ends, or null. */
    @Nullable String feed(byte[]... pieces) {
        for (byte[] piece : pieces) {
            String reason = framer.accept(ByteBuffer.wrap(piece), session);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    public long count(BmpCounter counter) {
        return counters.get(counter);
    }

    public List<LearnedPath> paths(Prefix prefix) {
        return rib.paths("pe1", prefix);
    }
}
