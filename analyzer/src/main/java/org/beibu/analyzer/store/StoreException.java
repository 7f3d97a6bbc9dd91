package org.beibu.analyzer.store;

/**
 * The store cannot be opened, read or written. The message names what, where and what to do, and is
 * fit to be shown to a person.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    public enum Reason {
        /** There is no store at this place. */
        ABSENT,
        /** Another analyzer writes this store, or another program holds it. */
        LOCKED,
        /** The store was written by a newer release. */
        NEWER_VERSION,
        /** The store was written by an older release, and cannot be updated by a reader. */
        OLDER_VERSION,
        /** The file is no store, or is damaged. */
        GARBLED,
        /** The disk is full or failing, or the file may not be written. */
        UNWRITABLE,
        /** Anything else that SQLite reports. */
        OTHER
    }

    private final Reason reason;

    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of failure it is. */
    public Reason reason() {
        return reason;
    }
}
