package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/**
 * Writes the packets of a Session-Sender. What does not change is written into the buffer once by
 * {@link #prepare}; {@link #write} fills in number and time, and signs. Owned by one thread.
 */
public final class RequestWriter {
    private final RequestFormat format;
    private final Authenticator authenticator;
    private final SenderPacket packet = new SenderPacket();
    private int hmacTlvOffset = -1;
    private int countOffset = -1;

    /**
     * With the first key of the authenticator, which has one when the mode needs it.
     *
     * @throws IllegalArgumentException when it has none
     */
    public RequestWriter(RequestFormat format, Authenticator authenticator) {
        if (format.mode() == PacketMode.AUTHENTICATED && !authenticator.hasKeys()) {
            throw new IllegalArgumentException("authenticated packets need a key");
        }
        this.format = format;
        this.authenticator = authenticator;
    }

    /** Octets of each packet. */
    public int length() {
        return format.length();
    }

    /** Writes what all packets have in common: zeros, SSID, TLVs, padding. */
    public void prepare(ByteBuffer buffer, int at) {
        packet.wrap(buffer, at, format.length(), format.mode());
        packet.clear();
        packet.ssid(format.ssid());
        TlvWriter tlvs = new TlvWriter(buffer, packet.tlvsAt());
        for (RequestTlv tlv : format.tlvs()) {
            int valueAt = tlvs.append(tlv.type().code(), tlv.length());
            tlv.write(buffer, valueAt);
            if (tlv.type() == TlvType.DIRECT_MEASUREMENT) {
                countOffset = valueAt - at;
            }
        }
        if (format.hasHmacTlv()) {
            hmacTlvOffset = tlvs.at() - at;
            tlvs.append(TlvType.HMAC.code(), TlvType.HMAC.shortest());
        }
        if (format.padding() >= 0) {
            tlvs.append(TlvType.EXTRA_PADDING.code(), format.padding());
        }
    }

    /**
     * Completes a prepared packet. A Direct Measurement TLV gets the number of packets so far, this
     * one included.
     */
    public void write(
            ByteBuffer buffer, int at, int sequenceNumber, long epochNanos, int errorEstimate) {
        packet.wrap(buffer, at, format.length(), format.mode());
        packet.sequenceNumber(sequenceNumber);
        packet.timestamp(format.timestamps().fromEpochNanos(epochNanos));
        packet.errorEstimate(errorEstimate);
        if (countOffset >= 0) {
            buffer.putInt(at + countOffset, sequenceNumber + 1);
        }
        if (hmacTlvOffset >= 0) {
            authenticator.signTlvs(packet, at + hmacTlvOffset, 0);
        }
        if (format.mode() == PacketMode.AUTHENTICATED) {
            authenticator.sign(packet, 0);
        }
    }
}
