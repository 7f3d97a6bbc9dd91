package org.beibu.router.bgp.message;

import java.util.Arrays;
import java.util.HexFormat;

/** Octets that never change, compared by content. */
public final class Octets {
    /** No octets. */
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of these octets. */
    public static Octets of(byte... octets) {
        return octets.length == 0 ? NONE : new Octets(octets.clone());
    }

    /** Reads hexadecimal text without separators. */
    public static Octets parse(String hexadecimal) {
        return of(HexFormat.of().parseHex(hexadecimal));
    }

    /** How many there are. */
    public int size() {
        return octets.length;
    }

    /** The octet at this place, 0 to 255. */
    public int at(int index) {
        return octets[index] & 0xff;
    }

    /** A copy. */
    public byte[] toArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Hexadecimal, two digits an octet. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
