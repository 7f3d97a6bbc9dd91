package org.beibu.analyzer.store;

/**
 * The store cannot be opened, read or written. The message names what, where and what to do, and is
 * fit to be shown to a person.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
