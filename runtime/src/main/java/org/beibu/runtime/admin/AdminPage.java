package org.beibu.runtime.admin;

import java.util.function.Supplier;

/**
 * Something that an admin endpoint tells.
 *
 * @param path where, for example {@code /sessions}
 * @param contentType of the text
 * @param text made anew for each request, on the endpoint's thread
 */
public record AdminPage(String path, String contentType, Supplier<String> text) {
    /** A page of JSON. */
    public static AdminPage json(String path, Supplier<String> text) {
        return new AdminPage(path, "application/json", text);
    }

    /** A page of plain text. */
    public static AdminPage plain(String path, Supplier<String> text) {
        return new AdminPage(path, "text/plain; charset=utf-8", text);
    }
}
