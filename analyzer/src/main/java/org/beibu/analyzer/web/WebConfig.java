package org.beibu.analyzer.web;

import java.time.Duration;

/**
 * Where the web server listens, and when it calls the analyzer unhealthy.
 *
 * @param address address to bind; loopback unless the operator opens it
 * @param port TCP port, 0 = any free one
 * @param maxLag the oldest snapshot that still counts as live
 * @param maxProbeSilence the longest time without a heartbeat of a probe
 * @param maxStreams how many event streams may be open at once
 */
public record WebConfig(
        String address, int port, Duration maxLag, Duration maxProbeSilence, int maxStreams) {
    /** The port when none is configured. */
    public static final int DEFAULT_PORT = 8047;

    public WebConfig {
        if (address.isBlank()) {
            throw new IllegalArgumentException("address must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        if (maxLag.isNegative() || maxLag.isZero()) {
            throw new IllegalArgumentException("maxLag must be positive: " + maxLag);
        }
        if (maxProbeSilence.isNegative() || maxProbeSilence.isZero()) {
            throw new IllegalArgumentException(
                    "maxProbeSilence must be positive: " + maxProbeSilence);
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("maxStreams must be at least 1: " + maxStreams);
        }
    }

    /** Loopback, the default port. */
    public static WebConfig defaults() {
        return new WebConfig(
                "127.0.0.1", DEFAULT_PORT, Duration.ofSeconds(5), Duration.ofSeconds(10), 64);
    }

    /** The same, listening elsewhere. */
    public WebConfig at(String newAddress, int newPort) {
        return new WebConfig(newAddress, newPort, maxLag, maxProbeSilence, maxStreams);
    }
}
