package org.beibu.analyzer.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.traffic.TrafficRate;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;

/**
 * What a path carries now, all service classes together: volumes may be added, other than delays.
 *
 * @param outboundBits bits a second towards the ASEAN side
 * @param inboundBits bits a second from it
 * @param unknownBits bits a second of which neither end is on the route; only without a route
 */
public record PathRates(double outboundBits, double inboundBits, double unknownBits) {
    static final PathRates NONE = new PathRates(0, 0, 0);

    /** The rates of every path that carries. */
    static Map<PathId, PathRates> of(List<TrafficRate> rates) {
        Map<PathId, PathRates> sums = new TreeMap<>();
        for (TrafficRate rate : rates) {
            sums.merge(
                    rate.series().path(),
                    NONE.plus(rate.series().direction(), rate.bitsPerSecond()),
                    PathRates::plus);
        }
        return sums;
    }

    private PathRates plus(TrafficDirection direction, double bits) {
        return switch (direction) {
            case OUTBOUND -> new PathRates(outboundBits + bits, inboundBits, unknownBits);
            case INBOUND -> new PathRates(outboundBits, inboundBits + bits, unknownBits);
            case UNKNOWN -> new PathRates(outboundBits, inboundBits, unknownBits + bits);
        };
    }

    private PathRates plus(PathRates other) {
        return new PathRates(
                outboundBits + other.outboundBits,
                inboundBits + other.inboundBits,
                unknownBits + other.unknownBits);
    }
}
