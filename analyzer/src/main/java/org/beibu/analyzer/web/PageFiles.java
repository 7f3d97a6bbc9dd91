package org.beibu.analyzer.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page's files, read from the class path at their first use and kept. A name is a plain file
 * name, so nothing outside the page's folder can be asked for. Every answer is revalidated by its
 * ETag: a new release shows at the next reload.
 *
 * <p>Belongs to the event loop.
 */
final class PageFiles {
    private static final String FOLDER = "/org/beibu/dashboards/page/";

    /** All modules in one; what the page asks for. */
    private static final String SCRIPT = "page.js";

    private static final String FIRST_MODULE = "app";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z]+)*\\.([a-z]+)");
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", JAVASCRIPT,
                    "json", "application/json; charset=utf-8",
                    "txt", "text/plain; charset=utf-8",
                    "svg", "image/svg+xml");

    private final Map<String, Optional<PageFile>> files = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record PageFile(byte[] octets, String type, String entityTag) {}

    /** Answers with the file, or passes the request on when there is none. */
    void serve(RoutingContext context, String name) {
        Optional<PageFile> found =
                NAME.matcher(name).matches()
                        ? files.computeIfAbsent(name, PageFiles::load)
                        : Optional.empty();
        if (found.isEmpty()) {
            files.remove(name);
            context.next();
            return;
        }
        PageFile file = found.get();
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.ETAG, file.entityTag());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (file.entityTag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        response.end(Buffer.buffer(file.octets()));
    }

    private static Optional<PageFile> load(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (name.equals(SCRIPT)) {
            byte[] joined = PageScript.of(FIRST_MODULE, PageFiles::octets);
            return Optional.of(new PageFile(joined, JAVASCRIPT, entityTag(joined)));
        }
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null || type == null) {
                return Optional.empty();
            }
            byte[] octets = in.readAllBytes();
            return Optional.of(new PageFile(octets, type, entityTag(octets)));
        } catch (IOException e) {
            throw new ProblemException(
                    500, "page file cannot be read", name, "check the installation");
        }
    }

    private static byte[] octets(String name) {
        return load(name)
                .orElseThrow(() -> new IllegalArgumentException("no module of the page: " + name))
                .octets();
    }

    private static String entityTag(byte[] octets) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
