package org.beibu.probe.capture;

/** The system does not let this account capture. */
public final class CaptureNotPermittedException extends CaptureException {
    private static final long serialVersionUID = 1L;

    /** An error with this message and cause. */
    public CaptureNotPermittedException(String message, Throwable cause) {
        super(message, cause);
    }
}
