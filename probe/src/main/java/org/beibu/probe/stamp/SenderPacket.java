package org.beibu.probe.stamp;

/**
 * A Session-Sender's test packet (RFC 8762 4.2), or that of a TWAMP Light sender, which may end
 * after the Error Estimate.
 */
public final class SenderPacket extends TestPacket {
    @Override
    int shortest(PacketMode ofMode) {
        return ofMode.shortestRequest();
    }

    /** Zeroes the base packet, whose length must be whole. */
    public void clear() {
        zero(0, mode.length());
    }

    /**
     * Whether it may be a reply instead: a sender's packet has zeros where a reply has its Receive
     * Timestamp. Padding of TWAMP senders may be random there, so this proves nothing.
     */
    public boolean hasReceiveTimestamp() {
        int place = mode.receiveTimestampAt();
        return length >= place + Long.BYTES && buffer.getLong(at + place) != 0;
    }
}
