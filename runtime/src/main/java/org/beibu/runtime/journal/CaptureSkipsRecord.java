package org.beibu.runtime.journal;

import java.nio.ByteBuffer;

/**
 * How many packets a capture has skipped for one reason since it began ({@link JournalFormat}, kind
 * CAPTURE_SKIPS). The reason is text, so that a reader needs not know the writer's reasons.
 *
 * @param epochNanos when the total was taken
 * @param reason why, 1 to 40 printable ASCII characters, for example {@code not_ip}
 * @param packets packets skipped for it
 */
public record CaptureSkipsRecord(long epochNanos, String reason, long packets) {
    /** The most characters of a reason. */
    public static final int MAX_REASON = 40;

    private static final int REASON_AT = 24;

    public CaptureSkipsRecord {
        AsciiKey.check(reason, MAX_REASON);
    }

    void encode(ByteBuffer document, int at) {
        document.putLong(at, (long) RecordKind.CAPTURE_SKIPS.code() << 56)
                .putLong(at + 8, epochNanos)
                .putLong(at + 16, packets);
        for (int i = 0; i < MAX_REASON; i += Long.BYTES) {
            document.putLong(at + REASON_AT + i, AsciiKey.pack(reason, i));
        }
    }

    static CaptureSkipsRecord decode(ByteBuffer document, int at) {
        StringBuilder reason = new StringBuilder(MAX_REASON);
        for (int i = 0; i < MAX_REASON && reason.length() == i; i += Long.BYTES) {
            AsciiKey.append(reason, document.getLong(at + REASON_AT + i));
        }
        return new CaptureSkipsRecord(
                document.getLong(at + 8), reason.toString(), document.getLong(at + 16));
    }

    /** Whether {@link #decode} understands this record: a reason, and one that can be shown. */
    static boolean isKnown(ByteBuffer document, int at) {
        int length = 0;
        while (length < MAX_REASON && document.get(at + REASON_AT + length) != 0) {
            byte character = document.get(at + REASON_AT + length);
            if (character <= ' ' || character > '~') {
                return false;
            }
            length++;
        }
        return length > 0;
    }
}
