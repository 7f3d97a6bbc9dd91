package org.beibu.probe.stamp;

/**
 * Whether the TLVs of a packet may be processed (RFC 8972 4.8): in authenticated mode an HMAC TLV
 * must follow them, unless the only TLV is Extra Padding; in open mode it may. After it comes
 * nothing but Extra Padding, and there is only one. Owned by one thread.
 */
public final class TlvIntegrity {
    /** There is no HMAC TLV, and none is needed. */
    public static final int NOT_NEEDED = -1;

    /** The HMAC TLV is missing, misplaced or wrong. */
    public static final int FAILED = -2;

    private final Authenticator authenticator;
    private final TlvCursor cursor = new TlvCursor();
    private int tlvs;
    private int paddings;
    private int hmacTlvs;
    private int hmacAt;
    private boolean misplaced;

    /** With the keys of this authenticator. */
    public TlvIntegrity(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Where the good HMAC TLV begins, {@link #NOT_NEEDED} or {@link #FAILED}.
     *
     * @param key what the base packet was signed with; NO_KEY in open mode: any will do
     */
    public int check(TestPacket packet, int key) {
        survey(packet);
        if (hmacTlvs == 0) {
            boolean exempt = tlvs == 0 || (tlvs == 1 && paddings == 1);
            return packet.mode() == PacketMode.OPEN || exempt ? NOT_NEEDED : FAILED;
        }
        boolean placed = hmacTlvs == 1 && !misplaced;
        return placed && authenticator.areTlvsSigned(packet, hmacAt, key) ? hmacAt : FAILED;
    }

    private void survey(TestPacket packet) {
        tlvs = 0;
        paddings = 0;
        hmacTlvs = 0;
        misplaced = false;
        cursor.wrap(packet.buffer(), packet.tlvsAt(), packet.end());
        while (cursor.next()) {
            tlvs++;
            int type = cursor.fits() ? cursor.type() : 0;
            if (type == TlvType.EXTRA_PADDING.code()) {
                paddings++;
            } else if (type == TlvType.HMAC.code()) {
                hmacTlvs++;
                hmacAt = cursor.at();
                misplaced |= cursor.length() != PacketMode.HMAC_LENGTH;
            } else {
                misplaced |= hmacTlvs > 0;
            }
        }
    }
}
