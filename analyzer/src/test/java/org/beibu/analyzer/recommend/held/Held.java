package org.beibu.analyzer.recommend.held;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;

/** What routers hold, in short words. */
final class Held {
    static final Prefix FIRST = Prefix.parse("192.0.2.0/24");
    static final Prefix SECOND = Prefix.parse("198.51.100.0/24");
    static final Prefix THIRD = Prefix.parse("203.0.113.0/24");
    static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(
                            new AseanRoute(
                                    "VN-HAN",
                                    "VN",
                                    "Viet Nam",
                                    "Hanoi",
                                    21.03,
                                    105.85,
                                    List.of(FIRST, SECOND, THIRD))));

    private Held() {}

    /** A prefix of Hanoi that these exits hold; one is used, one preferred, each may be several. */
    static HeldPrefix held(Prefix prefix, String exits, String used, String preferred) {
        return new HeldPrefix("VN-HAN", prefix, names(exits), names(used), names(preferred));
    }

    private static SortedSet<String> names(String text) {
        return new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split(" ")));
    }

    static Traffic traffic(Map<String, Double> byExit) {
        return new Traffic(new TreeMap<>(Map.of("VN-HAN", new TreeMap<>(byExit))));
    }
}
