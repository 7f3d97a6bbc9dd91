package org.beibu.runtime.config;

import java.util.regex.Pattern;

/** MAC addresses (IEEE 802 EUI-48) as text and as the low 48 bits of a long. */
final class MacAddress {
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");

    private MacAddress() {}

    /** Reads {@code 02:00:5e:10:00:01}, with hyphens too. */
    static long parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a MAC address such as 02:00:5e:10:00:01");
        }
        return Long.parseLong(text.replaceAll("[:-]", ""), 16);
    }

    static String text(long mac) {
        return "%012x".formatted(mac).replaceAll("(..)(?!$)", "$1:");
    }
}
