package org.beibu.analyzer.export;

import com.influxdb.LogLevel;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Writes points with the InfluxDB Java client, synchronously. The client's own queue and retries
 * are not used: they give points up silently when full. The connection is made at the first write
 * and after a refusal of the token, which is then read anew. Owned by the export thread.
 */
final class InfluxWriter implements PointWriter {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_DETAIL_LENGTH = 200;

    private final InfluxConfig config;
    private @Nullable InfluxDBClient client;

    InfluxWriter(InfluxConfig config) {
        this.config = config;
    }

    @Override
    public WriteOutcome write(List<Point> points) {
        try {
            if (client == null) {
                client = connect();
            }
            client.getWriteApiBlocking().writePoints(points);
            return WriteOutcome.WRITTEN;
        } catch (InfluxException e) {
            WriteResult result = WriteResult.ofStatus(e.status());
            if (result == WriteResult.UNAUTHORISED) {
                close();
            }
            return new WriteOutcome(result, shortened(e), retryAfterNanos(e.headers()));
        } catch (IOException e) {
            return new WriteOutcome(
                    WriteResult.UNAUTHORISED, "cannot read token file: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private InfluxDBClient connect() throws IOException {
        OkHttpClient.Builder http =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .callTimeout(config.pace().timeout());
        InfluxDBClientOptions.Builder options =
                InfluxDBClientOptions.builder()
                        .url(config.target().url().toString())
                        .bucket(config.target().bucket())
                        .org(organisation())
                        .precision(WritePrecision.S)
                        .logLevel(LogLevel.NONE);
        String secret = secret();
        switch (config.target().api()) {
            case V1 -> http.addInterceptor(new V1WriteInterceptor(basic(secret)));
            case V2 -> options.authenticateToken(secret.toCharArray());
        }
        return InfluxDBClientFactory.create(options.okHttpClient(http).build()).enableGzip();
    }

    /**
     * The client insists on one, though a v1 server has none; {@link V1WriteInterceptor} drops it.
     */
    private String organisation() {
        return config.target().api() == InfluxApi.V1 ? "-" : config.target().org();
    }

    private String secret() throws IOException {
        return config.target().tokenFile().isPresent()
                ? Files.readString(config.target().tokenFile().get()).strip()
                : "";
    }

    /** InfluxDB 1.x knows no tokens but users: the file then holds {@code user:password}. */
    private static @Nullable String basic(String secret) {
        return secret.isEmpty()
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(InfluxException e) {
        // A v1 server says what is wrong under another key than the client looks for.
        Object words = e.errorBody().getOrDefault("error", String.valueOf(e.getMessage()));
        String text = String.valueOf(words).replaceAll("\\s+", " ").strip();
        String withStatus = e.status() > 0 ? "HTTP " + e.status() + ": " + text : text;
        return withStatus.length() <= MAX_DETAIL_LENGTH
                ? withStatus
                : withStatus.substring(0, MAX_DETAIL_LENGTH) + "...";
    }

    /**
     * Seconds of the Retry-After header (RFC 9110 10.2.3); its date form is not used by InfluxDB.
     */
    private static long retryAfterNanos(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Retry-After")
                    && header.getValue().matches("[0-9]{1,6}")) {
                return Duration.ofSeconds(Long.parseLong(header.getValue())).toNanos();
            }
        }
        return 0;
    }
}
