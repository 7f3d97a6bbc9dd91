package org.beibu.router.bgp.codec;

import java.util.Arrays;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Octets;

/** Octets in network order, as many as it takes. */
public final class OctetWriter {
    private byte[] octets = new byte[256];
    private int size;

    /** How many octets have been written. */
    public int size() {
        return size;
    }

    private int advance(int count) {
        int at = size;
        size += count;
        if (size > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(size, 2 * octets.length));
        }
        return at;
    }

    /** One octet. */
    public void u8(int value) {
        int at = advance(1); // before the array is looked at: it may be another one after it
        octets[at] = (byte) value;
    }

    /** Two octets. */
    public void u16(int value) {
        int at = advance(2);
        octets[at] = (byte) (value >>> 8);
        octets[at + 1] = (byte) value;
    }

    /** Four octets. */
    public void u32(long value) {
        u16((int) (value >>> 16));
        u16((int) value);
    }

    /** Eight octets. */
    public void u64(long value) {
        u32(value >>> 32);
        u32(value);
    }

    /** The four octets of an IPv4 address. */
    public void ipv4(Address address) {
        u32(address.low() & 0xffff_ffffL);
    }

    /** Sixteen octets; an IPv4 address as IPv4-mapped. */
    public void ipv6(Address address) {
        u64(address.high());
        u64(address.low());
    }

    /** Four or sixteen octets. */
    public void address(Address address) {
        if (address.isIpv4()) {
            ipv4(address);
        } else {
            ipv6(address);
        }
    }

    /** The first octets of these upper bits. */
    void leading(long bits, int count) {
        int at = advance(count);
        for (int i = 0; i < count; i++) {
            octets[at + i] = (byte) (bits >>> (56 - 8 * i));
        }
    }

    /** All these octets. */
    public void octets(Octets value) {
        int at = advance(value.size());
        value.copyTo(octets, at);
    }

    /** All that another has. */
    public void all(OctetWriter other) {
        int at = advance(other.size);
        System.arraycopy(other.octets, 0, octets, at, other.size);
    }

    /** A copy. */
    public byte[] toArray() {
        return Arrays.copyOf(octets, size);
    }
}
