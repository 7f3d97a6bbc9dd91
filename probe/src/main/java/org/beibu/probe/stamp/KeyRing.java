package org.beibu.probe.stamp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The keys that are in force. A Session-Sender signs with the highest id; both sides accept every
 * key, and a Session-Reflector answers with the key of the question. So a key is replaced without a
 * gap: give the new one to all reflectors, then to the senders, then take the old one away.
 *
 * @param keys highest id first
 */
public record KeyRing(List<HmacKey> keys) {
    /** No keys: open mode. */
    public static final KeyRing NONE = new KeyRing(List.of());

    /** Each key costs an HMAC for each forged packet. */
    private static final int MOST = 8;

    public KeyRing {
        List<HmacKey> sorted = new ArrayList<>(keys);
        sorted.sort(Comparator.comparingInt(HmacKey::id).reversed());
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).id() == sorted.get(i - 1).id()) {
                throw new IllegalArgumentException("two keys have the id " + sorted.get(i).id());
            }
        }
        if (sorted.size() > MOST) {
            throw new IllegalArgumentException(
                    "at most " + MOST + " keys can be in force, not " + sorted.size());
        }
        keys = List.copyOf(sorted);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
