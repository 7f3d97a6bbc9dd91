package org.beibu.analyzer.recommend.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.beibu.model.Prefix;

/**
 * One recommendation as it is issued: what the router adapter reads, and the sentence that a person
 * reads.
 *
 * @param id its name, the same when it is issued again
 * @param route id of the AseanRoute
 * @param prefixes what is to move
 * @param from the exit in use when it was first issued
 * @param to the exit to be used
 * @param evidence the figures that it rests on
 * @param trafficShare share of the bureau's traffic that moves, 0 to 1
 * @param probes how well the exit is watched
 * @param why the reasons in words
 */
public record Recommendation(
        String id,
        String route,
        List<Prefix> prefixes,
        String from,
        String to,
        Evidence evidence,
        double trafficShare,
        Probes probes,
        Why why) {

    /** Most prefixes of one recommendation. */
    static final int MOST_PREFIXES = 1_000;

    /**
     * What was measured of both exits in the same minutes.
     *
     * @param reason {@code latency} or {@code capacity}
     * @param method how
     * @param count timings of the exit with fewer
     * @param windowSeconds how long
     * @param p50FromNanos median of the exit in use
     * @param p50ToNanos median of the other
     * @param gainLowNanos lower end of the 95 % interval of the gain
     * @param gainHighNanos upper end of it
     * @param lossFrom share of packets lost by the exit in use
     * @param lossTo share lost by the other
     */
    public record Evidence(
            String reason,
            String method,
            long count,
            long windowSeconds,
            long p50FromNanos,
            long p50ToNanos,
            long gainLowNanos,
            long gainHighNanos,
            double lossFrom,
            double lossTo) {}

    /**
     * How the other exit is watched.
     *
     * @param lastNanos when the latest answer came, epoch nanoseconds
     * @param intervalMillis how far apart answers are seen to come, 500 at least
     * @param answering exits of the route that answer
     * @param configured exits of the route that are probed
     */
    public record Probes(long lastNanos, long intervalMillis, int answering, int configured) {}

    /**
     * Words for a person.
     *
     * @param sentence why
     * @param reversal what would change its mind
     * @param undo how it is undone
     */
    public record Why(String sentence, String reversal, String undo) {}

    public Recommendation {
        prefixes = List.copyOf(prefixes);
    }

    /** The element of the feed; the adapter's reader is strict, so nothing more stands in it. */
    ObjectNode feed(ObjectMapper mapper, long issuedNanos, long expiresNanos) {
        ObjectNode node = mapper.createObjectNode();
        node.put("id", id);
        node.put("issued", instant(issuedNanos)).put("expires", instant(expiresNanos));
        node.put("route", route);
        var list = node.putArray("prefixes");
        prefixes.forEach(prefix -> list.add(prefix.toString()));
        node.put("from_exit", from).put("to_exit", to);
        node.putObject("evidence")
                .put("reason", evidence.reason())
                .put("method", evidence.method())
                .put("count", evidence.count())
                .put("window_s", evidence.windowSeconds())
                .put("p50_from_ns", evidence.p50FromNanos())
                .put("p50_to_ns", evidence.p50ToNanos())
                .put("gain_low_ns", evidence.gainLowNanos())
                .put("gain_high_ns", evidence.gainHighNanos())
                .put("loss_from", evidence.lossFrom())
                .put("loss_to", evidence.lossTo());
        node.put("traffic_share", trafficShare);
        node.putObject("probes")
                .put("last", instant(probes.lastNanos()))
                .put("interval_ms", probes.intervalMillis())
                .put("answering", probes.answering())
                .put("configured", probes.configured());
        return node;
    }

    static String instant(long nanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                .toString();
    }
}
