package org.beibu.router.bmp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into messages, however TCP has divided it. Holds at most one message that has not
 * come whole. Owned by the thread of its connection.
 */
public final class BmpFramer {
    /** Two OPEN messages, or a mirrored message, and TLVs: more than that is not BMP. */
    public static final int LONGEST = 256 * 1024;

    private static final int SMALLEST_BUFFER = 4096;

    private byte[] octets = new byte[SMALLEST_BUFFER];
    private int held;

    /** Takes one message at a time. */
    public interface Sink {
        /** The message in these octets; gives the reason to end the session, or null. */
        @Nullable String message(byte[] octets, int offset, int length);
    }

    /** Takes all octets of a piece of the stream; gives the reason to end the session, or null. */
    public @Nullable String accept(ByteBuffer piece, Sink sink) {
        while (piece.hasRemaining()) {
            int count = Math.min(piece.remaining(), LONGEST);
            if (held + count > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(octets.length * 2, held + count));
            }
            piece.get(octets, held, count);
            held += count;
            String reason = cut(sink);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable String cut(Sink sink) {
        int from = 0;
        while (held - from > 0) {
            String fault = fault(from);
            if (fault != null) {
                return fault;
            }
            int length = held - from < BmpDecoder.HEADER ? Integer.MAX_VALUE : length(from);
            if (length > held - from) {
                break;
            }
            String reason = sink.message(octets, from, length);
            if (reason != null) {
                return reason;
            }
            from += length;
        }
        System.arraycopy(octets, from, octets, 0, held - from);
        held -= from;
        return null;
    }

    /** What is wrong with the Common Header, as far as it has come. */
    private @Nullable String fault(int from) {
        int version = octets[from] & 0xff;
        if (version != BmpDecoder.VERSION) {
            return "BMP version " + version + " instead of " + BmpDecoder.VERSION;
        }
        if (held - from < BmpDecoder.HEADER) {
            return null;
        }
        int length = length(from);
        return length < BmpDecoder.HEADER || length > LONGEST
                ? "a message of " + Integer.toUnsignedLong(length) + " octets"
                : null;
    }

    private int length(int from) {
        return (octets[from + 1] & 0xff) << 24
                | (octets[from + 2] & 0xff) << 16
                | (octets[from + 3] & 0xff) << 8
                | (octets[from + 4] & 0xff);
    }
}
