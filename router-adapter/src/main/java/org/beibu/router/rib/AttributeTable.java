package org.beibu.router.rib;

import java.util.Arrays;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Path attributes with their next hop, each kind once however many paths have it, counted by use
 * and given back when nothing uses them any more. Not thread-safe.
 *
 * <p>The number of distinct ones is bounded by an estimate of their heap: 300 octets and 24 for
 * each AS number and community, which is what the records and their boxed numbers take.
 */
final class AttributeTable {
    /** What stands for no attributes. */
    static final int NONE = -1;

    private static final int SMALLEST = 1 << 8;
    private static final int OCTETS_EACH = 300;
    private static final int OCTETS_A_NUMBER = 24;

    private final OwnRoutes own;
    private final long maxOctets;
    private @Nullable Entry[] entries = new Entry[SMALLEST / 2];
    private int[] slots = emptySlots(SMALLEST);
    private int reached;
    private int size;
    private int firstFree = NONE;
    private int[] nextFree = new int[SMALLEST / 2];
    private long octets;

    /** One kind of attributes. */
    private static final class Entry {
        final PathAttributes attributes;
        final Address nextHop;
        final int hash;
        final boolean own;
        int uses;

        Entry(PathAttributes attributes, Address nextHop, int hash, boolean own) {
            this.attributes = attributes;
            this.nextHop = nextHop;
            this.hash = hash;
            this.own = own;
        }
    }

    AttributeTable(OwnRoutes own, long maxOctets) {
        this.own = own;
        this.maxOctets = maxOctets;
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NONE);
        return slots;
    }

    /** How many kinds there are. */
    int size() {
        return size;
    }

    /** The estimate of their heap. */
    long octets() {
        return octets;
    }

    /**
     * The number of these attributes with this next hop, used once more than before; {@link #NONE}
     * when there is no room for a new kind.
     */
    int acquire(PathAttributes attributes, Address nextHop) {
        int hash = spread(attributes.hashCode() * 31 + nextHop.hashCode());
        int slot = slot(hash, attributes, nextHop);
        int id = slots[slot];
        if (id == NONE) {
            long more = estimate(attributes);
            if (octets + more > maxOctets) {
                return NONE;
            }
            octets += more;
            id = newNumber();
            entries[id] = new Entry(attributes, nextHop, hash, own.marks(attributes));
            slots[slot] = id;
            size++;
            if (size * 2 > slots.length) {
                rehash(slots.length * 2);
            }
        }
        entry(id).uses++;
        return id;
    }

    /** One more use of attributes that are here. */
    void use(int id) {
        entry(id).uses++;
    }

    /** One use less. */
    void release(int id) {
        Entry entry = entry(id);
        if (--entry.uses > 0) {
            return;
        }
        int hole = slot(entry.hash, entry.attributes, entry.nextHop);
        slots[hole] = NONE;
        closeGap(hole);
        entries[id] = null;
        nextFree[id] = firstFree;
        firstFree = id;
        octets -= estimate(entry.attributes);
        size--;
        if (size == 0) {
            forgetAll();
        } else if (slots.length > SMALLEST && size * 8 < slots.length) {
            rehash(slots.length / 2);
        }
    }

    private void forgetAll() {
        entries = new Entry[SMALLEST / 2];
        nextFree = new int[SMALLEST / 2];
        slots = emptySlots(SMALLEST);
        reached = 0;
        firstFree = NONE;
    }

    /** The attributes with this number. */
    PathAttributes attributes(int id) {
        return entry(id).attributes;
    }

    /** Their next hop. */
    Address nextHop(int id) {
        return entry(id).nextHop;
    }

    /** Whether they bear a mark of ours. */
    boolean own(int id) {
        return entry(id).own;
    }

    private Entry entry(int id) {
        Entry entry = entries[id];
        if (entry == null) {
            throw new IllegalStateException("attributes " + id + " are not in use");
        }
        return entry;
    }

    private int newNumber() {
        if (firstFree != NONE) {
            int id = firstFree;
            firstFree = nextFree[id];
            return id;
        }
        if (reached == entries.length) {
            entries = Arrays.copyOf(entries, reached * 3 / 2);
            nextFree = Arrays.copyOf(nextFree, reached * 3 / 2);
        }
        return reached++;
    }

    private int slot(int hash, PathAttributes attributes, Address nextHop) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != NONE && !isSame(entry(slots[slot]), hash, attributes, nextHop)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static boolean isSame(
            Entry entry, int hash, PathAttributes attributes, Address nextHop) {
        return entry.hash == hash
                && entry.attributes.equals(attributes)
                && entry.nextHop.equals(nextHop);
    }

    private void closeGap(int gap) {
        int mask = slots.length - 1;
        int hole = gap;
        for (int next = hole + 1 & mask; slots[next] != NONE; next = next + 1 & mask) {
            int home = entry(slots[next]).hash & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                slots[hole] = slots[next];
                slots[next] = NONE;
                hole = next;
            }
        }
    }

    private void rehash(int count) {
        slots = emptySlots(count);
        int mask = count - 1;
        for (int id = 0; id < reached; id++) {
            Entry entry = entries[id];
            if (entry != null) {
                int slot = entry.hash & mask;
                while (slots[slot] != NONE) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = id;
            }
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9e37_79b1;
        return mixed ^ mixed >>> 15;
    }

    private static long estimate(PathAttributes attributes) {
        long numbers = attributes.communities().plain().size();
        numbers += attributes.communities().extended().size();
        numbers += attributes.communities().large().size() * 2L;
        numbers += attributes.reflection().clusters().size() * 2L;
        if (attributes.asPath() != null) {
            for (var segment : attributes.asPath().segments()) {
                numbers += 4 + segment.asNumbers().size();
            }
        }
        long octets = OCTETS_EACH + numbers * OCTETS_A_NUMBER;
        for (var other : attributes.others()) {
            octets += 64 + other.value().size();
        }
        return octets;
    }
}
