package org.beibu.router.audit;

/** The steering log cannot be used. The message is one line: where, what, what to do. */
public final class AuditException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure with this message. */
    public AuditException(String message) {
        super(message);
    }

    /** A failure with this message and cause. */
    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
