package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.PathId;

/** Where records about a whole path keep it: route id at octet 40, exit name at octet 48. */
final class PathKey {
    private static final int ROUTE_AT = 40;
    private static final int EXIT_HIGH_AT = 48;
    private static final int EXIT_LOW_AT = 56;

    private PathKey() {}

    static void encode(PathId path, ByteBuffer document, int at) {
        document.putLong(at + ROUTE_AT, AsciiKey.route(path.routeId()))
                .putLong(at + EXIT_HIGH_AT, AsciiKey.exitHigh(path.exit()))
                .putLong(at + EXIT_LOW_AT, AsciiKey.exitLow(path.exit()));
    }

    static PathId decode(ByteBuffer document, int at) {
        return new PathId(
                AsciiKey.routeText(document.getLong(at + ROUTE_AT)),
                AsciiKey.exitText(
                        document.getLong(at + EXIT_HIGH_AT), document.getLong(at + EXIT_LOW_AT)));
    }

    /** Whether both names are there, so that {@link #decode} cannot fail. */
    static boolean isKnown(ByteBuffer document, int at) {
        return document.get(at + ROUTE_AT) != 0 && document.get(at + EXIT_HIGH_AT) != 0;
    }
}
