package org.beibu.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Who answers: the page, InfluxDB, the router adapter. */
public final class AnswerChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int FINE = 200;
    private static final int REFUSED = 400;

    private AnswerChecks() {}

    /** The page: the analyzer answers there, or nobody does and the port is free. */
    public static Finding page(String address, int port) {
        String place = (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        String[] start = {"systemctl", "start", "beibu-analyzer"};
        if (port == 0) {
            return Finding.ok("page", "any port: nothing to look at");
        }
        try {
            HttpResponse<String> answer = get("http://" + place + "/health");
            return answer.statusCode() == FINE
                    ? Finding.ok("page", "http://" + place + "/ is healthy")
                    : Finding.warn(
                            "page",
                            "http://" + place + "/ answers " + answer.statusCode(),
                            "curl",
                            "http://" + place + "/health");
        } catch (IOException e) {
            return isFree(address, port)
                    ? Finding.warn("page", "no analyzer at " + place + "; the port is free", start)
                    : Finding.fail(
                            "page",
                            place + " is taken by a program that is no analyzer",
                            "ss",
                            "-ltnp",
                            "sport = :" + port);
        }
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** InfluxDB, by /ping, which every version has. */
    public static Finding influx(String url) {
        if (url.isEmpty()) {
            return Finding.ok("InfluxDB", "not configured");
        }
        try {
            int status = get(url.replaceAll("/+$", "") + "/ping").statusCode();
            return status < REFUSED
                    ? Finding.ok("InfluxDB", url + " answers")
                    : Finding.warn("InfluxDB", url + " answers " + status, "curl", "-i", url);
        } catch (IOException e) {
            return Finding.fail(
                    "InfluxDB", url + ": " + e.getMessage(), "systemctl", "start", "influxdb");
        }
    }

    private static HttpResponse<String> get(String url) throws IOException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: " + url, e);
        }
    }

    /** The sessions with the routers, as {@code beibu peers --json} tells them. */
    public static Finding sessions(int routers, String answer) {
        if (routers == 0) {
            return Finding.ok("BGP", "no router configured");
        }
        if (answer.isEmpty()) {
            return Finding.fail(
                    "BGP", "no router adapter runs", "systemctl", "start", "beibu-router-adapter");
        }
        int up = answer.toLowerCase(java.util.Locale.ROOT).split("\"established\"", -1).length - 1;
        String detail = up + " of " + routers + " sessions are established";
        return up < routers
                ? Finding.fail("BGP", detail, "beibu", "peers")
                : Finding.ok("BGP", detail);
    }
}
