package org.beibu.analyzer.export;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Turns the client's {@code /api/v2/write?bucket=database/policy} into InfluxDB 1.x's {@code
 * /write?db=database&rp=policy}. The client itself speaks only the v2 API, which 1.x knows from 1.8
 * on. A path before {@code /api} (a reverse proxy's) stays.
 */
final class V1WriteInterceptor implements Interceptor {
    private static final String V2_WRITE = "/api/v2/write";
    private static final String V1_WRITE = "/write";

    private final @Nullable String authorization;

    /**
     * @param authorization value of the Authorization header, or null for none
     */
    V1WriteInterceptor(@Nullable String authorization) {
        this.authorization = authorization;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        HttpUrl url = request.url();
        if (!url.encodedPath().endsWith(V2_WRITE)) {
            return chain.proceed(request);
        }
        Request.Builder rewritten = request.newBuilder().url(rewrite(url));
        if (authorization != null) {
            rewritten.header("Authorization", authorization);
        }
        return chain.proceed(rewritten.build());
    }

    /** The v1 address of a v2 write. */
    static HttpUrl rewrite(HttpUrl url) {
        String path = url.encodedPath();
        String prefix = path.substring(0, path.length() - V2_WRITE.length());
        String bucket = url.queryParameter("bucket");
        if (bucket == null) {
            throw new IllegalArgumentException("a write names no bucket: " + path);
        }
        int slash = bucket.indexOf('/');
        String database = slash < 0 ? bucket : bucket.substring(0, slash);
        String policy = slash < 0 ? "" : bucket.substring(slash + 1);
        HttpUrl.Builder builder =
                url.newBuilder()
                        .encodedPath(prefix + V1_WRITE)
                        .removeAllQueryParameters("bucket")
                        .removeAllQueryParameters("org")
                        .setQueryParameter("db", database);
        if (!policy.isEmpty()) {
            builder.setQueryParameter("rp", policy);
        }
        return builder.build();
    }
}
