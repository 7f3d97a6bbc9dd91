package org.beibu.analyzer.web;

/**
 * The web server cannot start. The message names what, where and what to do, and is fit to be shown
 * to a person.
 */
public final class WebException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WebException(String message, Throwable cause) {
        super(message, cause);
    }
}
