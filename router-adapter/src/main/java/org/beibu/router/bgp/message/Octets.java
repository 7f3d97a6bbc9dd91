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

    /** A copy of some of these octets. */
    public static Octets of(byte[] octets, int offset, int length) {
        return length == 0 ? NONE : new Octets(Arrays.copyOfRange(octets, offset, offset + length));
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

    /** The first so many of them. */
    public Octets first(int count) {
        return count == octets.length ? this : of(octets, 0, count);
    }

    /** Those from this place on. */
    public Octets from(int index) {
        return of(octets, index, octets.length - index);
    }

    /** Copies all of them to this place of an array. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
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
