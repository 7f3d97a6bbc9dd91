package org.beibu.probe.stamp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies with the keys of a ring: HMAC-SHA-256 truncated to its first 16 octets (RFC
 * 8762 4.4). Comparisons take the same time wherever the octets differ. Owned by one thread.
 */
public final class Authenticator {
    /** No key of the ring. */
    public static final int NO_KEY = -1;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PIECE = 512;

    private final List<Mac> macs = new ArrayList<>();
    private final byte[] piece = new byte[PIECE];
    private final byte[] digest = new byte[32];
    private final byte[] received = new byte[PacketMode.HMAC_LENGTH];
    private final byte[] computed = new byte[PacketMode.HMAC_LENGTH];

    /** An authenticator with these keys; with none it verifies nothing. */
    public Authenticator(KeyRing ring) {
        try {
            for (HmacKey key : ring.keys()) {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key.secret(), ALGORITHM));
                macs.add(mac);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM + " in this JVM", e);
        }
    }

    /** Whether there is a key. */
    public boolean hasKeys() {
        return !macs.isEmpty();
    }

    /** The place in the ring of the key that an authenticated packet was signed with. */
    public int verify(TestPacket packet) {
        for (int key = 0; key < macs.size(); key++) {
            if (isSigned(packet, key)) {
                return key;
            }
        }
        return NO_KEY;
    }

    /** Whether an authenticated packet was signed with this key. */
    public boolean isSigned(TestPacket packet, int key) {
        Mac mac = macs.get(key);
        update(mac, packet.buffer(), packet.offset(), PacketMode.HMAC_AT);
        finish(mac);
        return equals(packet.buffer(), packet.offset() + PacketMode.HMAC_AT);
    }

    /** Signs an authenticated packet. */
    public void sign(TestPacket packet, int key) {
        Mac mac = macs.get(key);
        update(mac, packet.buffer(), packet.offset(), PacketMode.HMAC_AT);
        finish(mac);
        packet.buffer().put(packet.offset() + PacketMode.HMAC_AT, computed);
    }

    /**
     * Whether the Value of the HMAC TLV that begins here was made with this key, or with any key of
     * the ring for {@link #NO_KEY}: of the Sequence Number and all TLVs before (RFC 8972 4.8).
     */
    public boolean areTlvsSigned(TestPacket packet, int hmacTlvAt, int key) {
        int first = key == NO_KEY ? 0 : key;
        int last = key == NO_KEY ? macs.size() - 1 : key;
        for (int i = first; i <= last; i++) {
            digestTlvs(packet, hmacTlvAt, i);
            if (equals(packet.buffer(), hmacTlvAt + TlvType.HEADER_LENGTH)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The key that the HMAC TLV here was made with, {@link #NO_KEY} when it was with none of them.
     */
    public int keyOfTlvs(TestPacket packet, int hmacTlvAt) {
        for (int key = 0; key < macs.size(); key++) {
            if (areTlvsSigned(packet, hmacTlvAt, key)) {
                return key;
            }
        }
        return NO_KEY;
    }

    /** Fills the Value of the HMAC TLV that begins here. */
    public void signTlvs(TestPacket packet, int hmacTlvAt, int key) {
        digestTlvs(packet, hmacTlvAt, key);
        packet.buffer().put(hmacTlvAt + TlvType.HEADER_LENGTH, computed);
    }

    private void digestTlvs(TestPacket packet, int hmacTlvAt, int key) {
        Mac mac = macs.get(key);
        update(mac, packet.buffer(), packet.offset(), Integer.BYTES);
        update(mac, packet.buffer(), packet.tlvsAt(), hmacTlvAt - packet.tlvsAt());
        finish(mac);
    }

    private void update(Mac mac, ByteBuffer buffer, int from, int octets) {
        for (int done = 0; done < octets; done += PIECE) {
            int some = Math.min(PIECE, octets - done);
            buffer.get(from + done, piece, 0, some);
            mac.update(piece, 0, some);
        }
    }

    private void finish(Mac mac) {
        try {
            mac.doFinal(digest, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a digest of SHA-256 has 32 octets", e);
        }
        System.arraycopy(digest, 0, computed, 0, computed.length);
    }

    private boolean equals(ByteBuffer buffer, int at) {
        buffer.get(at, received);
        return MessageDigest.isEqual(received, computed);
    }
}
