package org.beibu.runtime.histogram;

/** Octets that should be a histogram are not one: garbled, cut short, or of a newer version. */
public final class MalformedHistogramException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedHistogramException(String message) {
        super("malformed histogram: " + message);
    }
}
