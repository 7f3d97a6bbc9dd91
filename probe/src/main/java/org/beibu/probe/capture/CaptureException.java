package org.beibu.probe.capture;

import java.util.Objects;

/** A source that cannot be opened or read on. The message is one line: what, where, what to do. */
public class CaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error with this message. */
    public CaptureException(String message) {
        super(message);
    }

    /** An error with this message and cause. */
    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The line; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
