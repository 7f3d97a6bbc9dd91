package org.beibu.probe.stamp;

/**
 * Where the fields of a test packet are, in octets from the start of the UDP payload.
 *
 * <pre>
 *                                     open        authenticated
 *   Sequence Number                    0           0
 *   Timestamp                          4          16     T1; T3 in replies
 *   Error Estimate                    12          24     of T1; of T2 and T3 in replies
 *   SSID                              14          26     RFC 8972 3
 *   -- only in replies:
 *   Receive Timestamp                 16          32     T2
 *   Session-Sender Sequence Number    24          48
 *   Session-Sender Timestamp          28          64     T1
 *   Session-Sender Error Estimate     36          72
 *   Session-Sender TTL                40          80
 *   -- in both:
 *   HMAC                               -          96     16 octets
 *   TLVs (RFC 8972 4)                 44         112
 * </pre>
 *
 * <p>RFC 8762 4.2 and 4.3. Everything else must be zero and is ignored on receipt. TWAMP-Test (RFC
 * 5357 4) in open mode has the same fields; its packets may be shorter.
 */
public enum PacketMode {
    /** Unauthenticated (RFC 8762 4.2.1, 4.3.1). */
    OPEN(44, 14, 41, 4, 16, 24, 28, 40),
    /** With HMAC-SHA-256, truncated to 128 bits (RFC 8762 4.2.2, 4.3.2, 4.4). */
    AUTHENTICATED(112, 112, 112, 16, 32, 48, 64, 80);

    /** The UDP port of Session-Reflectors (RFC 8762 4.1). */
    public static final int PORT = 862;

    /** Octets of the HMAC on the wire. */
    public static final int HMAC_LENGTH = 16;

    /** Where the HMAC of an authenticated packet is; it covers all octets before. */
    public static final int HMAC_AT = 96;

    static final int SEQUENCE_AT = 0;
    private static final int ERROR_ESTIMATE_AFTER_TIMESTAMP = 8;
    private static final int SSID_AFTER_TIMESTAMP = 10;

    private final int length;
    private final int shortestRequest;
    private final int shortestReply;
    private final int timestampAt;
    private final int receiveTimestampAt;
    private final int senderSequenceAt;
    private final int senderTimestampAt;
    private final int senderTtlAt;

    PacketMode(
            int length,
            int shortestRequest,
            int shortestReply,
            int timestampAt,
            int receiveTimestampAt,
            int senderSequenceAt,
            int senderTimestampAt,
            int senderTtlAt) {
        this.length = length;
        this.shortestRequest = shortestRequest;
        this.shortestReply = shortestReply;
        this.timestampAt = timestampAt;
        this.receiveTimestampAt = receiveTimestampAt;
        this.senderSequenceAt = senderSequenceAt;
        this.senderTimestampAt = senderTimestampAt;
        this.senderTtlAt = senderTtlAt;
    }

    /** Octets of the base packet; TLVs or padding follow. */
    public int length() {
        return length;
    }

    /** Octets of the shortest sender's packet: TWAMP-Test without padding in open mode. */
    public int shortestRequest() {
        return shortestRequest;
    }

    /** Octets of the shortest reflector's packet: TWAMP-Test ends with the TTL in open mode. */
    public int shortestReply() {
        return shortestReply;
    }

    /** Where the Timestamp is. */
    public int timestampAt() {
        return timestampAt;
    }

    /** Where the Error Estimate is. */
    public int errorEstimateAt() {
        return timestampAt + ERROR_ESTIMATE_AFTER_TIMESTAMP;
    }

    /** Where the SSID is. */
    public int ssidAt() {
        return timestampAt + SSID_AFTER_TIMESTAMP;
    }

    /** Where the Receive Timestamp of a reply is. */
    public int receiveTimestampAt() {
        return receiveTimestampAt;
    }

    /** Where a reply has the sender's Sequence Number. */
    public int senderSequenceAt() {
        return senderSequenceAt;
    }

    /** Where a reply has the sender's Timestamp. */
    public int senderTimestampAt() {
        return senderTimestampAt;
    }

    /** Where a reply has the sender's Error Estimate. */
    public int senderErrorEstimateAt() {
        return senderTimestampAt + ERROR_ESTIMATE_AFTER_TIMESTAMP;
    }

    /** Where a reply has the TTL or Hop Limit with which the sender's packet came in. */
    public int senderTtlAt() {
        return senderTtlAt;
    }
}
