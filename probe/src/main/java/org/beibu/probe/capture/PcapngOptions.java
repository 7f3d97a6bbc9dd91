package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The options of an Interface Description Block that matter: name and time scale.
 *
 * <pre>
 *   code 2 | length 2 | value, padded to 4 octets     ...     code 0 = end
 * </pre>
 */
final class PcapngOptions {
    private static final int HEADER_LENGTH = 4;
    private static final int END = 0;
    private static final int IF_NAME = 2;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;
    private static final int LONGEST_NAME = 256;
    private static final int DEFAULT_RESOLUTION = 6;

    private @Nullable String name;
    private int resolution = DEFAULT_RESOLUTION;
    private long offsetSeconds;

    /**
     * Reads the options between two indices.
     *
     * @return whether they were sound
     */
    boolean read(ByteBuffer buffer, int from, int end, boolean littleEndian) {
        int at = from;
        while (end - at >= HEADER_LENGTH) {
            int code = half(buffer, at, littleEndian);
            int length = half(buffer, at + 2, littleEndian);
            int value = at + HEADER_LENGTH;
            if (code == END) {
                return true;
            }
            if (length > end - value) {
                return false;
            }
            take(code, buffer, value, length, littleEndian);
            at = value + length + (-length & 3);
        }
        return true; // the end option may be left out
    }

    private void take(int code, ByteBuffer buffer, int at, int length, boolean littleEndian) {
        if (code == IF_NAME) {
            byte[] octets = new byte[Math.min(length, LONGEST_NAME)];
            buffer.get(at, octets);
            name = new String(octets, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        } else if (code == IF_TSRESOL && length >= 1) {
            resolution = buffer.get(at) & 0xff;
        } else if (code == IF_TSOFFSET && length >= 8) {
            long offset = buffer.getLong(at);
            offsetSeconds = littleEndian ? Long.reverseBytes(offset) : offset;
        }
    }

    /** The name, or this one where the interface has none. */
    String nameOr(String other) {
        return name == null || name.isEmpty() ? other : name;
    }

    TimestampScale scale() {
        return new TimestampScale(resolution, offsetSeconds);
    }

    private static int half(ByteBuffer buffer, int at, boolean littleEndian) {
        short half = buffer.getShort(at);
        return (littleEndian ? Short.reverseBytes(half) : half) & 0xffff;
    }
}
