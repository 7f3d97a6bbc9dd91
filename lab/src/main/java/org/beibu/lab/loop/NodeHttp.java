package org.beibu.lab.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.beibu.lab.relay.NetworkNamespace;

/** Asks a daemon from inside a namespace, one request a connection. */
final class NodeHttp {
    private static final int PATIENCE_MILLIS = 5000;

    private final String namespace;
    private final String address;
    private final int port;

    NodeHttp(String namespace, String address, int port) {
        this.namespace = namespace;
        this.address = address;
        this.port = port;
    }

    /** The body of the answer; an error for any status but 200. */
    String get(String path) throws IOException {
        return ask("GET " + path, "");
    }

    String post(String path, String body) throws IOException {
        return ask("POST " + path, body);
    }

    private String ask(String what, String body) throws IOException {
        try (Socket socket = NetworkNamespace.call(namespace, this::connect)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request =
                    "%s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(what, address, port, body.getBytes(UTF_8).length, body);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int start = answer.indexOf("\r\n\r\n");
            if (!answer.startsWith("HTTP/1.1 200 ") || start < 0) {
                throw new IOException(what + ": " + answer.lines().findFirst().orElse("nothing"));
            }
            return answer.substring(start + 4);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
