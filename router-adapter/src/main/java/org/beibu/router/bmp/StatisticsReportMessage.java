package org.beibu.router.bmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.message.Family;

/**
 * Statistics Report (RFC 7854 section 4.8, RFC 8671 section 6.2).
 *
 * <pre>
 *   Stats Count (4) | Stat Type (2), Stat Len (2), Stat Data | ...
 * </pre>
 *
 * @param peer the peer
 * @param statistics its figures, in the order received
 */
public record StatisticsReportMessage(PerPeerHeader peer, List<Statistic> statistics)
        implements BmpMessage {
    private static final int HEADER = 4;
    private static final int COUNTER = 4;
    private static final int GAUGE = 8;
    private static final int FAMILY_GAUGE = 11;

    public StatisticsReportMessage {
        statistics = List.copyOf(statistics);
    }

    /**
     * One figure. Those of other lengths than a counter (4 octets), a gauge (8) or a gauge of a
     * family (3 and 8) are left out.
     *
     * @param type Stat Type
     * @param family the family it is about, where it is about one
     * @param value the figure
     */
    public record Statistic(int type, Optional<Family> family, long value) {}

    /** The count is not believed: the message ends where it ends. */
    static BmpDecoded decode(PerPeerHeader peer, OctetReader body) {
        if (body.remaining() < 4) {
            return BmpDecoded.Malformed.harmless("Statistics Report is cut off");
        }
        body.skip(4);
        List<Statistic> statistics = new ArrayList<>();
        while (body.remaining() > 0) {
            if (body.remaining() < HEADER) {
                return BmpDecoded.Malformed.harmless("a statistic is cut off");
            }
            int type = body.u16();
            int length = body.u16();
            if (length > body.remaining()) {
                return BmpDecoded.Malformed.harmless("a statistic is cut off");
            }
            add(type, length, body.slice(length), statistics);
        }
        return new BmpDecoded.Good(new StatisticsReportMessage(peer, statistics));
    }

    private static void add(int type, int length, OctetReader value, List<Statistic> into) {
        if (length == COUNTER) {
            into.add(new Statistic(type, Optional.empty(), value.u32()));
        } else if (length == GAUGE) {
            into.add(new Statistic(type, Optional.empty(), value.i64()));
        } else if (length == FAMILY_GAUGE) {
            Family family = new Family(value.u16(), value.u8());
            into.add(new Statistic(type, Optional.of(family), value.i64()));
        }
    }
}
