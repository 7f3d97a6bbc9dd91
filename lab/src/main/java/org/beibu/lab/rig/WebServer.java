package org.beibu.lab.rig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx with objects of five sizes, as one process with all its files in one folder. */
final class WebServer {
    /** Sizes of the objects in octets; the name of each is its size. */
    static final int[] SIZES = {200, 1500, 6000, 20_000, 60_000};

    private static final String CONFIGURATION =
            """
            daemon off;
            master_process off;
            user root;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-error.log;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path %1$s/temp;
                proxy_temp_path %1$s/temp;
                fastcgi_temp_path %1$s/temp;
                uwsgi_temp_path %1$s/temp;
                scgi_temp_path %1$s/temp;
                keepalive_requests 20;
                server {
                    listen 80 backlog=8192;
                    listen [::]:80 backlog=8192;
                    root %1$s/www;
                }
            }
            """;

    private WebServer() {}

    /** Starts it; it serves once its process has made the file of its id. */
    static LabProcess start(String namespace, Path folder, int seconds) throws IOException {
        Files.createDirectories(folder.resolve("www"));
        Files.createDirectories(folder.resolve("temp"));
        for (int size : SIZES) {
            Files.writeString(folder.resolve("www").resolve("" + size), "b".repeat(size), US_ASCII);
        }
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, CONFIGURATION.formatted(folder.toAbsolutePath()));
        return LabProcess.start(
                folder.resolve("nginx.log"),
                seconds,
                Namespaces.inside(
                        namespace,
                        "nginx",
                        "-c",
                        file.toString(),
                        "-e",
                        folder.resolve("nginx-error.log").toString()));
    }
}
