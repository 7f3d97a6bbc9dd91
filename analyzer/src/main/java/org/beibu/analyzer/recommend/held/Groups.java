package org.beibu.analyzer.recommend.held;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All groups of one moment.
 *
 * @param byId the groups
 * @param reasons why the prefixes of a route are in none, by route
 */
public record Groups(SortedMap<String, GroupState> byId, SortedMap<String, String> reasons) {
    /** Nothing is known. */
    public static final Groups NONE = new Groups(new TreeMap<>(), new TreeMap<>());

    public Groups {
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** A group, null when there is none of this id. */
    public @Nullable GroupState of(String id) {
        return byId.get(id);
    }
}
