package org.beibu.runtime.journal;

import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;

/**
 * Short names as longs: up to eight ASCII characters, the first in the highest octet, zero padded.
 * Hot code compares and copies the longs; a name becomes text only where a person or a map needs
 * it.
 */
public final class AsciiKey {
    private static final int OCTETS = Long.BYTES;

    private AsciiKey() {}

    /**
     * The key of a route id of at most 8 characters.
     *
     * @throws IllegalArgumentException when it is longer or not printable ASCII
     */
    public static long route(String id) {
        check(id, AseanRoute.MAX_ID_LENGTH);
        return pack(id, 0);
    }

    /** The route id of a key. */
    public static String routeText(long key) {
        return text(key, 0);
    }

    /**
     * The first half of the key of an exit name of at most 16 characters.
     *
     * @throws IllegalArgumentException when it is longer or not printable ASCII
     */
    public static long exitHigh(String name) {
        check(name, Exit.MAX_NAME_LENGTH);
        return pack(name, 0);
    }

    /** The second half of the key of an exit name, 0 for a name of at most 8 characters. */
    public static long exitLow(String name) {
        check(name, Exit.MAX_NAME_LENGTH);
        return pack(name, OCTETS);
    }

    /** The exit name of the two halves of a key. */
    public static String exitText(long high, long low) {
        return text(high, low);
    }

    static void check(String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "a name has 1 to " + longest + " characters: '" + text + "'");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        "a name has printable ASCII characters only: '" + text + "'");
            }
        }
    }

    /** Up to eight characters of the text from {@code start} on. */
    static long pack(String text, int start) {
        long key = 0;
        for (int i = start; i < start + OCTETS; i++) {
            key = key << Byte.SIZE | (i < text.length() ? text.charAt(i) : 0);
        }
        return key;
    }

    private static String text(long high, long low) {
        StringBuilder text = new StringBuilder(2 * OCTETS);
        append(text, high);
        append(text, low);
        return text.toString();
    }

    /** Appends the characters of a key up to the first zero octet. */
    static void append(StringBuilder text, long key) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            char character = (char) (key >>> shift & 0xff);
            if (character == 0) {
                return;
            }
            text.append(character);
        }
    }
}
