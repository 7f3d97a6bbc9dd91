package org.beibu.runtime.counters;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The values of all counters of one process.
 *
 * <p>Assumes that each counter is moved by one thread only (another counter may belong to another
 * thread); then guarantees that no increment is lost, and that any thread sees a value that is at
 * most a moment old. A counter that several threads move uses the shared methods, always.
 */
public final class Counters {
    private static final Group[] NONE = {};

    private final List<Counters> children = new CopyOnWriteArrayList<>();
    private final Turns turns = new Turns();

    /** Replaced as a whole when a new enum shows up; the values themselves stay where they are. */
    private volatile Group[] groups = NONE;

    /** The values of one enum, by ordinal. */
    private static final class Group {
        final Class<?> type;
        final Counter[] counters;
        final AtomicLongArray values;

        Group(Class<?> type) {
            this.type = type;
            this.counters = (Counter[]) type.getEnumConstants();
            this.values = new AtomicLongArray(counters.length);
        }
    }

    /** How often each agent has gone round. */
    public Turns turns() {
        return turns;
    }

    /** Adds one; by the counter's only thread. */
    public void increment(Counter counter) {
        add(counter, 1);
    }

    /** Adds {@code count}; by the counter's only thread. */
    public void add(Counter counter, long count) {
        AtomicLongArray values = values(counter);
        int index = index(counter);
        values.lazySet(index, values.getPlain(index) + count);
    }

    /** The place of a counter here, for its only thread. */
    public Tally tally(Counter counter) {
        return new Tally(values(counter), index(counter));
    }

    /** Adds {@code count} to a counter that several threads move. */
    public void addShared(Counter counter, long count) {
        values(counter).getAndAdd(index(counter), count);
    }

    /** The value now, children included; 0 for a counter that never moved. */
    public long get(Counter counter) {
        long sum = values(counter).get(index(counter));
        for (Counters child : children) {
            sum += child.get(counter);
        }
        return sum;
    }

    /**
     * Counters of one more thread: it moves them without regard to others, and they are part of the
     * values here.
     */
    public Counters child() {
        Counters child = new Counters();
        children.add(child);
        return child;
    }

    /** Shows all counters of an enum in {@link #snapshot()} from now on, those at 0 too. */
    public <C extends Enum<C> & Counter> void register(Class<C> type) {
        group(type);
    }

    /** All counters of all enums seen so far by label. */
    public Map<String, Long> snapshot() {
        Map<String, Long> all = new TreeMap<>();
        for (Group group : groups) {
            for (int i = 0; i < group.counters.length; i++) {
                all.put(group.counters[i].label(), group.values.get(i));
            }
        }
        for (Counters child : children) {
            child.snapshot().forEach((label, value) -> all.merge(label, value, Long::sum));
        }
        return all;
    }

    /** The sentences of all counters of all enums seen so far, by label. */
    public Map<String, String> help() {
        Map<String, String> all = new TreeMap<>();
        for (Group group : groups) {
            for (Counter counter : group.counters) {
                all.put(counter.label(), counter.help());
            }
        }
        children.forEach(child -> all.putAll(child.help()));
        return all;
    }

    private AtomicLongArray values(Counter counter) {
        if (!(counter instanceof Enum<?> constant)) {
            throw new IllegalArgumentException("a counter is an enum constant: " + counter);
        }
        return group(constant.getDeclaringClass()).values;
    }

    @SuppressWarnings("EnumOrdinal") // never stored: only an index into this process's own array
    private static int index(Counter counter) {
        return ((Enum<?>) counter).ordinal();
    }

    private Group group(Class<?> type) {
        for (Group group : groups) {
            if (group.type == type) {
                return group;
            }
        }
        return addGroup(type);
    }

    private synchronized Group addGroup(Class<?> type) {
        for (Group group : groups) {
            if (group.type == type) {
                return group;
            }
        }
        Group[] before = groups;
        Group[] after = Arrays.copyOf(before, before.length + 1);
        Group added = new Group(type);
        after[before.length] = added;
        groups = after;
        return added;
    }
}
