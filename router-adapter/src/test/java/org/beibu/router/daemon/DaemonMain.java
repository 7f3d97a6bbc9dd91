package org.beibu.router.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;

/** The adapter in a process of its own; lines of its input are asked of its endpoint. */
final class DaemonMain {
    private DaemonMain() {}

    /** Runs the adapter of the configuration file named. */
    public static void main(String[] arguments)
            throws IOException, ConfigException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ConfigFile file = ConfigFile.read(Path.of(arguments[0]));
        RouterAdapterConfig config = RouterAdapterConfig.from(file, SharedConfig.from(file));
        HttpClient client = HttpClient.newHttpClient();
        try (RouterAdapterMain adapter =
                new RouterAdapterMain(config, new SystemEpochNanoClock(), new Counters())) {
            adapter.start();
            out.println("ready");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("stop")) {
                    break;
                }
                String[] words = line.split(" ", 3);
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(
                                URI.create("http://" + adapter.address() + words[1]));
                if (words[0].equals("post")) {
                    request.POST(
                            HttpRequest.BodyPublishers.ofString(words.length > 2 ? words[2] : ""));
                }
                HttpResponse<String> answer =
                        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                out.println(words[1] + " " + answer.statusCode() + " " + answer.body().strip());
            }
        }
        out.println("stopped");
        Runtime.getRuntime().halt(0);
    }
}
