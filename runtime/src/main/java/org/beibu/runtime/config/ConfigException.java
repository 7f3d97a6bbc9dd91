package org.beibu.runtime.config;

/**
 * The operator's mistake. The message is one line: file, line and column, key, what is wrong, what
 * would be right.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A mistake with this message. */
    public ConfigException(String message) {
        super(message);
    }

    /** A mistake with this message and cause. */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
