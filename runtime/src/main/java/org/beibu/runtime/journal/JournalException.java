package org.beibu.runtime.journal;

/** The journal cannot be opened, written or read. One line: what, where, what to do. */
public class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error with this message. */
    public JournalException(String message) {
        super(message);
    }

    /** An error with this message and cause. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
