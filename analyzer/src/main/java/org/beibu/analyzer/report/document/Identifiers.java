package org.beibu.analyzer.report.document;

import java.util.regex.Pattern;

/** What sections, tables, charts and columns are called where a program reads them. */
final class Identifiers {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_-]{0,59}");

    private Identifiers() {}

    /** An id becomes an anchor, a file name and a column of CSV. */
    static void check(String what, String id) {
        if (!SHAPE.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    what + " '" + id + "' must be lower-case letters, digits, - and _, 60 at most");
        }
    }

    static void checkText(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}
