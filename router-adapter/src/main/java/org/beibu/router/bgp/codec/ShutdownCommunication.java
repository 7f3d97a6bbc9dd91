package org.beibu.router.bgp.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;

/**
 * The words in a Cease that tell people why a session was ended (RFC 9003).
 *
 * <pre>
 *   | Length (1) | Shutdown Communication, UTF-8 |
 * </pre>
 */
public final class ShutdownCommunication {
    /** Cease subcode of a session that is administratively shut down. */
    public static final int ADMINISTRATIVE_SHUTDOWN = 2;

    /** Cease subcode of a session that is administratively reset. */
    public static final int ADMINISTRATIVE_RESET = 4;

    private static final int HARD_RESET = 9;
    private static final int LONGEST = 255;

    private ShutdownCommunication() {}

    /** An Administrative Shutdown with these words; what is over 255 octets is cut off. */
    public static NotificationMessage shutdown(String words) {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST);
        while (length < text.length && length > 0 && (text[length] & 0xc0) == 0x80) {
            length--; // never in the middle of a character
        }
        byte[] data = new byte[1 + length];
        data[0] = (byte) length;
        System.arraycopy(text, 0, data, 1, length);
        return new NotificationMessage(
                NotificationMessage.CEASE, ADMINISTRATIVE_SHUTDOWN, Octets.of(data));
    }

    /**
     * The words of a Cease, control characters replaced so that a log line stays a line; also those
     * inside a Hard Reset (RFC 8538 section 3). Empty for every other NOTIFICATION, for one without
     * words, and where the length is wrong.
     */
    public static Optional<String> text(NotificationMessage notification) {
        Octets data = notification.data();
        int code = notification.code();
        int subcode = notification.subcode();
        if (code == NotificationMessage.CEASE && subcode == HARD_RESET && data.size() >= 2) {
            code = data.at(0);
            subcode = data.at(1);
            data = data.from(2);
        }
        boolean hasWords =
                code == NotificationMessage.CEASE
                        && (subcode == ADMINISTRATIVE_SHUTDOWN || subcode == ADMINISTRATIVE_RESET);
        if (!hasWords || data.size() < 2 || data.at(0) == 0 || data.at(0) > data.size() - 1) {
            return Optional.empty();
        }
        byte[] words = Arrays.copyOfRange(data.toArray(), 1, 1 + data.at(0));
        String text = new String(words, StandardCharsets.UTF_8); // malformed parts become U+FFFD
        return Optional.of(text.replaceAll("\\p{Cntrl}", "\uFFFD"));
    }
}
