package org.beibu.analyzer.recommend.held;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.beibu.model.Prefix;

/**
 * One prefix as the routers hold it.
 *
 * @param route id of the AseanRoute
 * @param prefix exactly as held
 * @param exits exits that hold a route to it
 * @param used those of them that the routers use now, our overrides included
 * @param preferred those that the routers would use by themselves
 */
public record HeldPrefix(
        String route,
        Prefix prefix,
        SortedSet<String> exits,
        SortedSet<String> used,
        SortedSet<String> preferred) {

    public HeldPrefix {
        exits = Collections.unmodifiableSortedSet(new TreeSet<>(exits));
        used = Collections.unmodifiableSortedSet(new TreeSet<>(used));
        preferred = Collections.unmodifiableSortedSet(new TreeSet<>(preferred));
    }
}
