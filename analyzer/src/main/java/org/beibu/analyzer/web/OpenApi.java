package org.beibu.analyzer.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** {@code /api/v1/openapi.json}: the API as programs read it; a test holds it to the answers. */
final class OpenApi {
    private static final String RESOURCE = "openapi.json";

    private final Buffer document;

    /** Reads the document, which is part of the program. */
    OpenApi() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the installation");
            }
            document = Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void answer(RoutingContext context) {
        Parameters.of(context).refuseOthersThan(Set.of());
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(document);
    }
}
