package org.beibu.probe.stamp;

import java.util.List;

/**
 * What the packets of a Session-Sender look like.
 *
 * @param mode open or authenticated
 * @param timestamps the format of T1
 * @param ssid STAMP Session Identifier, 0 for none
 * @param tlvs asked in each packet, in this order; an HMAC TLV and padding are added as needed
 * @param length octets of UDP payload; 0 for as many as needed
 */
public record RequestFormat(
        PacketMode mode, TimestampFormat timestamps, int ssid, List<RequestTlv> tlvs, int length) {
    /** Octets of the largest UDP payload over IPv4. */
    public static final int LONGEST = 65_507;

    private static final int HIGHEST_SSID = 0xffff;

    public RequestFormat {
        tlvs = List.copyOf(tlvs);
        if (ssid < 0 || ssid > HIGHEST_SSID) {
            throw new IllegalArgumentException("an SSID is 0 to " + HIGHEST_SSID + ", not " + ssid);
        }
        int needed = needed(mode, tlvs);
        if (length == 0) {
            length = needed;
        }
        boolean padded = length >= needed + TlvType.HEADER_LENGTH && length <= LONGEST;
        if (length != needed && !padded) {
            throw new IllegalArgumentException(
                    "%d octets: such packets have %d, or %d to %d with padding"
                            .formatted(length, needed, needed + TlvType.HEADER_LENGTH, LONGEST));
        }
    }

    /** Base packets without TLVs. */
    public static RequestFormat of(PacketMode mode) {
        return new RequestFormat(mode, TimestampFormat.NTP, 0, List.of(), 0);
    }

    /** The same with this SSID. */
    public RequestFormat withSsid(int newSsid) {
        return new RequestFormat(mode, timestamps, newSsid, tlvs, length);
    }

    /** The same with these TLVs, as long as they need. */
    public RequestFormat withTlvs(List<RequestTlv> newTlvs) {
        return new RequestFormat(mode, timestamps, ssid, newTlvs, 0);
    }

    /** The same with so many octets. */
    public RequestFormat withLength(int octets) {
        return new RequestFormat(mode, timestamps, ssid, tlvs, octets);
    }

    /** The same with another format of T1. */
    public RequestFormat withTimestamps(TimestampFormat format) {
        return new RequestFormat(mode, format, ssid, tlvs, length);
    }

    /** Whether the TLVs need an HMAC TLV; padding alone needs none. */
    boolean hasHmacTlv() {
        return needsHmacTlv(mode, tlvs);
    }

    /** Octets of the Extra Padding TLV's Value, -1 without one. */
    int padding() {
        int needed = needed(mode, tlvs);
        return length == needed ? -1 : length - needed - TlvType.HEADER_LENGTH;
    }

    private static boolean needsHmacTlv(PacketMode mode, List<RequestTlv> tlvs) {
        return mode == PacketMode.AUTHENTICATED && !tlvs.isEmpty();
    }

    private static int needed(PacketMode mode, List<RequestTlv> tlvs) {
        int octets = mode.length();
        for (RequestTlv tlv : tlvs) {
            octets += TlvType.HEADER_LENGTH + tlv.length();
        }
        return octets
                + (needsHmacTlv(mode, tlvs) ? TlvType.HEADER_LENGTH + TlvType.HMAC.shortest() : 0);
    }
}
