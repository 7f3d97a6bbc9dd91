package org.beibu.lab.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.lab.rig.LabProcess;

/**
 * {@code beibu probe} at the end of a cable, and afterwards an analyzer that knows nothing but its
 * journal and tells on {@code /metrics} what the probe wrote.
 */
public final class LiveProbe {
    private static final int SECONDS_AT_MOST = 30;
    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    private static final String CONFIG =
            """
            shared:
              data: %s/data
            probe:
              buffer: %s
            analyzer:
              web:
                port: 0
            """;

    private final List<String> beibu;
    private final Path folder;
    private final Path config;

    /**
     * A probe with its data in that folder.
     *
     * @param beibu the command line of {@code beibu}, to which its words are added
     * @param buffer size of the kernel's buffer, as the configuration wants it
     */
    public LiveProbe(List<String> beibu, Path folder, String buffer) throws IOException {
        this.beibu = beibu;
        this.folder = folder;
        config = Files.writeString(folder.resolve("beibu.yaml"), CONFIG.formatted(folder, buffer));
    }

    /** The command that captures the cable. */
    public List<String> command() {
        return words("probe", "--interface", Cable.INTERFACE, "--config", config.toString());
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(beibu);
        all.addAll(List.of(words));
        return all;
    }

    /** What the journal says once the probe has ended; waits until all of it has been read. */
    public ProbeFigures figures() throws IOException {
        Path log = folder.resolve("analyzer.log");
        List<String> command = words("analyzer", "--json", "--config", config.toString());
        try (LabProcess analyzer = LabProcess.start(log, 2 * SECONDS_AT_MOST, command)) {
            ProbeFigures before = new ProbeFigures(0, 0, 0, 0);
            for (int i = 0; i < SECONDS_AT_MOST && analyzer.isAlive(); i++) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                ProbeFigures now = ProbeFigures.parse(metrics(log));
                if (now.received() > 0 && now.equals(before)) {
                    return now;
                }
                before = now;
            }
        }
        throw new IOException("no figures of the probe: see " + folder);
    }

    /** Nothing until the analyzer has said where its page is. */
    private static String metrics(Path log) throws IOException {
        Matcher address = ADDRESS.matcher(Files.readString(log));
        if (!address.find()) {
            return "";
        }
        URI uri = URI.create(address.group(1)).resolve("/metrics");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
