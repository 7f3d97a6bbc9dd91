package org.beibu.probe.stamp;

/**
 * A Session-Reflector's test packet (RFC 8762 4.3), or that of a TWAMP Light reflector, which may
 * end after the TTL.
 */
public final class ReflectorPacket extends TestPacket {
    /** What stands in the packet when the TTL could not be read (RFC 5357 4.2.1). */
    public static final int TTL_UNKNOWN = 255;

    @Override
    int shortest(PacketMode ofMode) {
        return ofMode.shortestReply();
    }

    /** T2, in the format that the Error Estimate tells. */
    public long receiveTimestamp() {
        return buffer.getLong(at + mode.receiveTimestampAt());
    }

    /** The number of the packet that this one answers, unsigned. */
    public int senderSequenceNumber() {
        return buffer.getInt(at + mode.senderSequenceAt());
    }

    /** T1 as it came in, in the format that the sender's Error Estimate tells. */
    public long senderTimestamp() {
        return buffer.getLong(at + mode.senderTimestampAt());
    }

    /** The sender's Error Estimate as it came in. */
    public int senderErrorEstimate() {
        return buffer.getShort(at + mode.senderErrorEstimateAt()) & 0xffff;
    }

    /** TTL or Hop Limit with which the packet reached the reflector; 255 also when not readable. */
    public int senderTtl() {
        return buffer.get(at + mode.senderTtlAt()) & 0xff;
    }

    /** Sets T2. */
    public void receiveTimestamp(long stamp) {
        buffer.putLong(at + mode.receiveTimestampAt(), stamp);
    }

    /** Sets the TTL that came in. */
    public void senderTtl(int ttl) {
        buffer.put(at + mode.senderTtlAt(), (byte) ttl);
    }

    /**
     * Turns the sender's packet that lies here into the frame of its reply: the copies are in their
     * places, Sequence Number and SSID stay, all else of the base packet is zero. Reply and request
     * must lie at the same place; the buffer must hold a whole base packet.
     */
    public void copyRequest(SenderPacket request) {
        final int sequence = request.sequenceNumber();
        final long timestamp = request.timestamp();
        final int errorEstimate = request.errorEstimate();
        final int number = request.ssid();
        zero(0, mode.length());
        sequenceNumber(sequence);
        ssid(number);
        sender(sequence, timestamp, errorEstimate);
    }

    /** Sets the copies of the sender's Sequence Number, T1 and Error Estimate. */
    public void sender(int sequence, long timestamp, int errorEstimate) {
        buffer.putInt(at + mode.senderSequenceAt(), sequence);
        buffer.putLong(at + mode.senderTimestampAt(), timestamp);
        buffer.putShort(at + mode.senderErrorEstimateAt(), (short) errorEstimate);
    }
}
