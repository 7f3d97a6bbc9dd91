package org.beibu.runtime.journal;

/** Another process writes this journal. */
public final class JournalHeldException extends JournalException {
    private static final long serialVersionUID = 1L;

    /** An error with this message. */
    public JournalHeldException(String message) {
        super(message);
    }
}
