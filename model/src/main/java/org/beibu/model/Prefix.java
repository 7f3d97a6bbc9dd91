package org.beibu.model;

/**
 * An IPv4 or IPv6 prefix with all host bits zero.
 *
 * @param high the upper 64 bits of the address, as in {@link Address}
 * @param low the lower 64 bits of the address, as in {@link Address}
 * @param length the length as written: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Prefix(long high, long low, int length) implements Comparable<Prefix> {

    public Prefix {
        int longest = Address.isIpv4(high, low) ? 32 : 128;
        if (length < 0 || length > longest) {
            throw new IllegalArgumentException(
                    "prefix length " + length + " is not between 0 and " + longest);
        }
        int bits = Address.isIpv4(high, low) ? length + 96 : length;
        if (maskHigh(high, bits) != high || maskLow(low, bits) != low) {
            throw new IllegalArgumentException(
                    "host bits set in prefix " + new Address(high, low) + "/" + length);
        }
    }

    /** The upper half of an address, cut to the first {@code bits} of 128 bits. */
    public static long maskHigh(long high, int bits) {
        return bits >= 64 ? high : bits == 0 ? 0 : high & -1L << (64 - bits);
    }

    /** The lower half of an address, cut to the first {@code bits} of 128 bits. */
    public static long maskLow(long low, int bits) {
        return bits >= 128 ? low : bits <= 64 ? 0 : low & -1L << (128 - bits);
    }

    /** The prefix of this length that holds the address. */
    public static Prefix containing(Address address, int length) {
        int bits = address.isIpv4() ? length + 96 : length;
        return new Prefix(maskHigh(address.high(), bits), maskLow(address.low(), bits), length);
    }

    /**
     * Reads {@code address/length}; host bits must be zero.
     *
     * @throws IllegalArgumentException naming the text and the rule that it breaks
     */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            throw new IllegalArgumentException("not a prefix (address/length): '" + text + "'");
        }
        Address address = Address.parse(text.substring(0, slash));
        return new Prefix(
                address.high(), address.low(), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether this is an IPv4 prefix. */
    public boolean isIpv4() {
        return Address.isIpv4(high, low);
    }

    /** The length in the common space of 128 bits: 96 more than written for IPv4. */
    public int mappedLength() {
        return isIpv4() ? length + 96 : length;
    }

    /**
     * Whether the address with these halves lies in this prefix. A short IPv6 prefix such as {@code
     * ::/0} holds no IPv4 address, although IPv4 lives inside it in the common space of 128 bits.
     */
    public boolean contains(long addressHigh, long addressLow) {
        int bits = mappedLength();
        return maskHigh(addressHigh, bits) == high
                && maskLow(addressLow, bits) == low
                && Address.isIpv4(addressHigh, addressLow) == isIpv4();
    }

    @Override
    public int compareTo(Prefix other) {
        int byAddress = new Address(high, low).compareTo(new Address(other.high, other.low));
        return byAddress != 0 ? byAddress : Integer.compare(mappedLength(), other.mappedLength());
    }

    @Override
    public String toString() {
        return new Address(high, low) + "/" + length;
    }
}
