package org.beibu.model;

import java.util.Optional;

/**
 * What a timing may hold besides the delay of the network, told by what triggered the answer and
 * never by how long it took: a class made from delay could not show congestion. Each class has a
 * histogram of its own, so that bias can be left out of a figure and is never lost
 * (docs/limitations.md says how large it is).
 */
public enum QualityClass {
    /** Written before classes were kept. */
    UNCLASSIFIED(0, "unclassified"),
    /** The host answered at once by its own rules. */
    CLEAN(1, "clean"),
    /** The host may have waited before it acknowledged (RFC 9293 3.8.6.3): one segment, or PSH. */
    DELAYED_ACK(2, "delayed-ack"),
    /** The answer carried data: the host's time to think is in it. */
    PIGGYBACKED(3, "piggybacked"),
    /** The answer to a FIN: the application's time to close is in it. */
    FIN(4, "fin"),
    /** Something sent before was still missing. */
    RECOVERY(5, "recovery"),
    /** By TCP timestamps where sequence numbers could not speak: ticks and idle time are in it. */
    FALLBACK(6, "fallback"),
    /** More than one packet may have been answered. */
    AMBIGUOUS(7, "ambiguous"),
    /** Sent behind much unanswered data of its own connection, whose queue it may hold. */
    QUEUE_INFLATED(8, "queue-inflated");

    private final int code;
    private final String text;

    QualityClass(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The code on disk, 0 to 127; a published code is never given to another class. */
    public int code() {
        return code;
    }

    /** The class of a code on disk, empty when a newer writer knows one that we do not. */
    public static Optional<QualityClass> ofCode(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }

    /**
     * The class with this name.
     *
     * @throws IllegalArgumentException when no class has it
     */
    public static QualityClass parse(String text) {
        for (QualityClass quality : values()) {
            if (quality.text.equals(text)) {
                return quality;
            }
        }
        throw new IllegalArgumentException("not a quality class: '" + text + "'");
    }

    /** The name in outputs, JSON and labels, for example {@code delayed-ack}. */
    @Override
    public String toString() {
        return text;
    }
}
