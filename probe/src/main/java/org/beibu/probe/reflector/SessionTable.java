package org.beibu.probe.reflector;

import java.util.ArrayDeque;
import java.util.Deque;
import org.beibu.probe.passive.Mixing;
import org.beibu.probe.udp.Datagram;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a stateful reflector: a bounded hash table with linear probing. Sessions are made
 * when they are first needed and used again when forgotten. Owned by the reflector's thread.
 */
final class SessionTable {
    private final int most;
    private final long seed;
    private final int mask;
    private final @Nullable ReflectorSession[] slots;
    private final @Nullable ReflectorSession[] byId;
    private final Deque<ReflectorSession> free = new ArrayDeque<>();
    private int made;
    private int size;

    SessionTable(int most, long seed) {
        this.most = most;
        this.seed = seed;
        int length = Integer.highestOneBit(Math.max(2 * most - 1, 1)) << 1;
        mask = length - 1;
        slots = new ReflectorSession[length];
        byId = new ReflectorSession[most];
    }

    int size() {
        return size;
    }

    /** The session of this packet, begun when it is new; null when there is no room for it. */
    @Nullable ReflectorSession findOrBegin(Datagram datagram, int ssid, long second) {
        long numbers =
                (long) datagram.sourcePort() << 32 | (long) datagram.destinationPort() << 16 | ssid;
        int slot = home(datagram, numbers);
        while (true) {
            ReflectorSession session = slots[slot];
            if (session == null) {
                break;
            }
            if (is(session, datagram, numbers)) {
                return session; // whether this keeps it alive is not known yet
            }
            slot = slot + 1 & mask;
        }
        if (size == most) {
            return null;
        }
        ReflectorSession session = begin(datagram, numbers);
        session.lastSecond = second;
        slots[slot] = session;
        size++;
        return session;
    }

    /** The session with this id, null when it was never used. */
    @Nullable ReflectorSession ofId(int id) {
        return id >= 0 && id < byId.length ? byId[id] : null;
    }

    private static boolean is(ReflectorSession session, Datagram datagram, long numbers) {
        return session.numbers == numbers
                && session.sourceLow == datagram.sourceLow()
                && session.sourceHigh == datagram.sourceHigh()
                && session.destinationLow == datagram.destinationLow()
                && session.destinationHigh == datagram.destinationHigh();
    }

    private ReflectorSession begin(Datagram datagram, long numbers) {
        ReflectorSession session = free.poll();
        if (session == null) {
            session = new ReflectorSession(made++);
            byId[session.id] = session;
        }
        session.begin();
        session.numbers = numbers;
        session.sourceHigh = datagram.sourceHigh();
        session.sourceLow = datagram.sourceLow();
        session.destinationHigh = datagram.destinationHigh();
        session.destinationLow = datagram.destinationLow();
        return session;
    }

    private int home(Datagram datagram, long numbers) {
        long source = Mixing.fold(datagram.sourceHigh() ^ seed, datagram.sourceLow() ^ ~seed);
        long destination =
                datagram.destinationHigh() ^ Long.rotateLeft(datagram.destinationLow(), 9);
        return place(source, destination, numbers);
    }

    private int home(ReflectorSession session) {
        long source = Mixing.fold(session.sourceHigh ^ seed, session.sourceLow ^ ~seed);
        long destination = session.destinationHigh ^ Long.rotateLeft(session.destinationLow, 9);
        return place(source, destination, session.numbers);
    }

    private int place(long source, long destination, long numbers) {
        long ends = source ^ Mixing.spread(destination ^ Mixing.spread(numbers + seed));
        return (int) Mixing.spread(ends) & mask;
    }

    /** Forgets the sessions whose last packet came before this second, and gives their number. */
    int expire(long before) {
        int forgotten = 0;
        for (int slot = 0; slot <= mask; slot++) {
            ReflectorSession session = slots[slot];
            while (session != null && session.lastSecond < before) {
                remove(slot);
                free.add(session);
                forgotten++;
                session = slots[slot]; // what closing the gap has moved here
            }
        }
        return forgotten;
    }

    /** Empties a slot and moves those behind it that would not be found any more. */
    private void remove(int slot) {
        int gap = slot;
        int next = gap + 1 & mask;
        for (ReflectorSession session = slots[next]; session != null; session = slots[next]) {
            int distance = next - home(session) & mask;
            if (distance >= (next - gap & mask)) {
                slots[gap] = session;
                gap = next;
            }
            next = next + 1 & mask;
        }
        slots[gap] = null;
        size--;
    }
}
