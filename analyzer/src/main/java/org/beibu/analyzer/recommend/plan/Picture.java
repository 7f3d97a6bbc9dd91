package org.beibu.analyzer.recommend.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bureau at one minute: groups, exits, and how full each exit is.
 *
 * @param minute minutes since the epoch
 * @param groups ascending by id
 * @param exits by name
 */
public record Picture(
        long minute, List<PrefixGroup> groups, SortedMap<String, ExitCapacity> exits) {

    public Picture {
        List<PrefixGroup> sorted = new ArrayList<>(groups);
        sorted.sort((a, b) -> a.id().compareTo(b.id()));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).id().equals(sorted.get(i - 1).id())) {
                throw new IllegalArgumentException("group is there twice: " + sorted.get(i).id());
            }
        }
        groups = Collections.unmodifiableList(sorted);
        exits = Collections.unmodifiableSortedMap(new TreeMap<>(exits));
    }

    /** A picture of these groups and exits in any order. */
    public static Picture of(
            long minute, Collection<PrefixGroup> groups, Collection<ExitCapacity> exits) {
        TreeMap<String, ExitCapacity> byName = new TreeMap<>();
        for (ExitCapacity exit : exits) {
            if (byName.put(exit.exit(), exit) != null) {
                throw new IllegalArgumentException("exit is there twice: " + exit.exit());
            }
        }
        return new Picture(minute, new ArrayList<>(groups), byName);
    }

    /** Gbit/s on each exit, groups on their current exits and everything else. */
    public SortedMap<String, Double> loads() {
        SortedMap<String, Double> loads = new TreeMap<>();
        exits.forEach((name, exit) -> loads.put(name, exit.fixedGbit()));
        for (PrefixGroup group : groups) {
            loads.computeIfPresent(group.current(), (name, load) -> load + group.gbit());
        }
        return loads;
    }

    /** The group of this id, null when there is none. */
    public @Nullable PrefixGroup group(String id) {
        int low = 0;
        int high = groups.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = groups.get(middle).id().compareTo(id);
            if (order == 0) {
                return groups.get(middle);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return null;
    }
}
