package org.beibu.router.steer;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.router.guard.OverrideKey;

/**
 * Adj-RIB-Out of all routers as steering sees it: what was announced and not withdrawn, and the
 * only source of withdrawals. It begins empty, because the sessions did too. Owned by the thread of
 * {@link Steering}.
 */
public final class StandingOverrides {
    private final Map<OverrideKey, Entry> entries = new TreeMap<>();

    /**
     * An override that stands.
     *
     * @param override the override
     * @param sinceNanos when this exit was first announced
     * @param usedNanos when the router was last seen to use it, {@code sinceNanos} before
     * @param confirmed whether the router was seen to use it at all
     */
    public record Entry(BgpOverride override, long sinceNanos, long usedNanos, boolean confirmed) {}

    /** The override of this prefix on this router. */
    public Optional<Entry> get(OverrideKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** All that stand, ordered by router and prefix. */
    public Collection<Entry> all() {
        return entries.values().stream().toList();
    }

    /** How many stand. */
    public int size() {
        return entries.size();
    }

    /** It was announced. The same exit goes on standing since it began to. */
    void put(BgpOverride override, long nanos) {
        Entry before = entries.get(override.key());
        if (before != null && before.override().exit().equals(override.exit())) {
            entries.put(
                    override.key(),
                    new Entry(
                            override, before.sinceNanos(), before.usedNanos(), before.confirmed()));
        } else {
            entries.put(override.key(), new Entry(override, nanos, nanos, false));
        }
    }

    /** The router was seen to use it. */
    void used(Entry entry, long nanos) {
        entries.replace(
                entry.override().key(),
                entry,
                new Entry(entry.override(), entry.sinceNanos(), nanos, true));
    }

    /** Nothing tells whether the router uses it, which is taken for no sign that it does not. */
    void seen(Entry entry, long nanos) {
        entries.replace(
                entry.override().key(),
                entry,
                new Entry(entry.override(), entry.sinceNanos(), nanos, entry.confirmed()));
    }

    /** It was withdrawn, or its session is gone. */
    void remove(OverrideKey key) {
        entries.remove(key);
    }
}
