package org.beibu.analyzer.detect;

/** A file is not a series of round-trip delays; the message says where and what was expected. */
public final class SeriesFormatException extends Exception {
    private static final long serialVersionUID = 1;

    SeriesFormatException(int line, String what) {
        super("line " + line + ": " + what);
    }
}
