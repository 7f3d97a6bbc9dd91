package org.beibu.probe.capture;

/** A source that cannot be opened or read on. The message is one line: what, where, what to do. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error with this message. */
    public CaptureException(String message) {
        super(message);
    }

    /** An error with this message and cause. */
    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
