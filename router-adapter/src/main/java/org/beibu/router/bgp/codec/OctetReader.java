package org.beibu.router.bgp.codec;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.Octets;

/**
 * Reads octets in network order between two places of an array. Callers ask {@link #remaining}
 * before they read: a read past the end is our mistake and throws.
 */
public final class OctetReader {
    private final byte[] octets;
    private final int limit;
    private int position;

    /** Reads this many octets from there. */
    public OctetReader(byte[] octets, int offset, int length) {
        if (offset < 0 || length < 0 || offset > octets.length - length) {
            throw new IndexOutOfBoundsException(offset + " and " + length + " octets from there");
        }
        this.octets = octets;
        this.position = offset;
        this.limit = offset + length;
    }

    /** How many octets are left. */
    public int remaining() {
        return limit - position;
    }

    /** Another reader of what is left here. */
    OctetReader copy() {
        return new OctetReader(octets, position, remaining());
    }

    private int advance(int count) {
        if (count < 0 || count > limit - position) {
            throw new IndexOutOfBoundsException(count + " of " + remaining() + " octets");
        }
        int at = position;
        position += count;
        return at;
    }

    /** Passes over octets. */
    public void skip(int count) {
        advance(count);
    }

    /** One octet. */
    public int u8() {
        return octets[advance(1)] & 0xff;
    }

    /** The next octet, which stays to be read. */
    int peek() {
        int next = u8();
        position--;
        return next;
    }

    /** Two octets. */
    public int u16() {
        int at = advance(2);
        return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
    }

    /** Four octets. */
    public int i32() {
        int at = advance(4);
        return octets[at] << 24
                | (octets[at + 1] & 0xff) << 16
                | (octets[at + 2] & 0xff) << 8
                | (octets[at + 3] & 0xff);
    }

    /** Four octets, 0 to 4294967295. */
    public long u32() {
        return i32() & 0xffff_ffffL;
    }

    /** Eight octets. */
    public long i64() {
        long high = u32();
        return high << 32 | u32();
    }

    /** An IPv4 address. */
    public Address ipv4() {
        return new Address(0, Address.ipv4Low(i32()));
    }

    /** An IPv6 address. */
    public Address ipv6() {
        long high = i64();
        return new Address(high, i64());
    }

    /** The first octets of an address, the others 0, in the upper bits. */
    long leading(int count) {
        int at = advance(count);
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= (octets[at + i] & 0xffL) << (56 - 8 * i);
        }
        return bits;
    }

    /** A copy of the next octets. */
    public Octets octets(int count) {
        int at = advance(count);
        return Octets.of(octets, at, count);
    }

    /** A reader of the next octets, which this one passes over. */
    public OctetReader slice(int count) {
        return new OctetReader(octets, advance(count), count);
    }
}
