package org.beibu.router.bgp.transport;

import java.util.Arrays;
import org.beibu.router.bgp.codec.BgpHeader;

/**
 * Cuts a stream of octets into messages by the Length of their headers (RFC 4271 section 4.1).
 *
 * <pre>
 *   0      16      18     19
 *   | Marker | Length | Type | ...
 * </pre>
 *
 * <p>A Length that cannot be right is not waited for: the header alone is told, and whoever reads
 * it finds that the Length is bad. Owned by the thread of its connection.
 */
final class Framer {
    private static final int LENGTH_AT = BgpHeader.MARKER_LENGTH;

    private byte[] octets = new byte[BgpHeader.LONGEST];
    private int from;
    private int to;
    private int length;

    /** Makes room for so many octets; they go to {@link #octets} from {@link #end} on. */
    void room(int more) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (octets.length - to >= more) {
            return;
        }
        int held = to - from;
        byte[] target = held + more > octets.length ? new byte[held + more] : octets;
        System.arraycopy(octets, from, target, 0, held);
        octets = target;
        from = 0;
        to = held;
    }

    /** Where octets are added. */
    int end() {
        return to;
    }

    /** So many have been added. */
    void added(int count) {
        to += count;
    }

    /** For tests and small inputs. */
    void add(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, octets, to, more.length);
        to += more.length;
    }

    /**
     * Goes to the next message.
     *
     * @param longest the longest that the session allows
     * @return whether there is one, from {@link #begin} on and {@link #length} long
     */
    boolean next(int longest) {
        from += length;
        length = 0;
        if (to - from < BgpHeader.LENGTH) {
            return false;
        }
        int said = (octets[from + LENGTH_AT] & 0xff) << 8 | (octets[from + LENGTH_AT + 1] & 0xff);
        if (said < BgpHeader.LENGTH || said > longest || !isMarked()) {
            length = BgpHeader.LENGTH;
            return true;
        }
        if (to - from < said) {
            return false;
        }
        length = said;
        return true;
    }

    private boolean isMarked() {
        for (int i = from; i < from + BgpHeader.MARKER_LENGTH; i++) {
            if (octets[i] != -1) {
                return false;
            }
        }
        return true;
    }

    byte[] octets() {
        return octets;
    }

    int begin() {
        return from;
    }

    int length() {
        return length;
    }

    /** The octets of the message, for tests. */
    byte[] message() {
        return Arrays.copyOfRange(octets, from, from + length);
    }
}
