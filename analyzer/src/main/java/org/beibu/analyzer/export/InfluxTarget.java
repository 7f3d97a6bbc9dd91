package org.beibu.analyzer.export;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the points go.
 *
 * @param url the server, http or https, with the path prefix of a reverse proxy if there is one;
 *     without user, password or query, for it is printed
 * @param api how the server is written to
 * @param bucket bucket (v2), or database with optional {@code /retention-policy} (v1)
 * @param org organisation (v2), empty when unused
 * @param tokenFile file that holds the token (v2) or {@code user:password} (v1); its content is
 *     read when the connection is made and never printed
 */
public record InfluxTarget(
        URI url, InfluxApi api, String bucket, String org, Optional<Path> tokenFile) {

    public InfluxTarget {
        String scheme = String.valueOf(url.getScheme());
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException("url must be http(s)://host[:port][/path]");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "url must hold no user, password or query; put the secret into token_file");
        }
        if (bucket.isBlank()) {
            throw new IllegalArgumentException(
                    api == InfluxApi.V1 ? "database is missing" : "bucket is missing");
        }
        if (api == InfluxApi.V2 && org.isBlank()) {
            throw new IllegalArgumentException("org is missing (the v2 API needs it)");
        }
    }

    @Override
    public String toString() {
        return url + " (" + api + ", " + bucket + ")";
    }
}
