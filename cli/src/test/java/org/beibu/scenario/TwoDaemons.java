package org.beibu.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * {@code beibu probe} and {@code beibu analyzer} as an operator runs them: two processes over one
 * data directory. The probe captures the wire, and a STAMP session asks its own reflector over
 * loopback a hundred times a second.
 */
final class TwoDaemons implements AutoCloseable {
    enum Role {
        PROBE,
        ANALYZER
    }

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String PAGE_AT = "beibu: page at ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoopbackWire wire;
    private final Path directory;
    private final Path config;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Role, Life> lives = new EnumMap<>(Role.class);
    private final RestartTimes times = new RestartTimes();
    private int started;

    /** From the start of a process to its end. */
    private record Life(ChildJvm process, Path log) {}

    /** What was restarted last, and is not yet seen to be live. */
    private String restarted = "";

    private List<Role> restartedRoles = List.of();
    private long restartNanos;
    private Instant restartTime = Instant.EPOCH;

    /** The configuration file is added to. */
    TwoDaemons(LoopbackWire wire, Path config, Path data) throws IOException {
        this.wire = wire;
        this.config = config;
        this.data = data;
        this.directory = Files.createDirectories(config.resolveSibling("logs"));
        Files.writeString(
                config,
                """
                  journal:
                    free_space_floor: 16MiB
                probe:
                  interface: %s
                  reflector:
                    listen: 127.0.0.1:8620
                    allow: 127.0.0.0/8
                  active:
                    allow: 127.0.0.0/8
                  sessions:
                    - route: SG-SIN
                      exit: nn-2
                      target: 127.0.0.1:8620
                      interval: 10ms
                analyzer:
                  web:
                    port: 0
                """
                        .formatted(LoopbackWire.LISTENING),
                StandardOpenOption.APPEND);
    }

    /** Starts them; from now on it is measured when the page is live again. */
    void start(List<Role> roles) throws IOException {
        restarted = roles.size() == 1 ? name(roles.get(0)) : "both";
        restartedRoles = roles;
        restartNanos = System.nanoTime();
        restartTime = Instant.now();
        for (Role role : roles) {
            started++;
            Path log = directory.resolve("%03d-%s.log".formatted(started, name(role)));
            List<String> where = role == Role.PROBE ? wire.inside() : List.of();
            List<String> words =
                    List.of(name(role), "--config", config.toString(), "--data", data.toString());
            lives.put(role, new Life(ChildJvm.beibu(where, log, words), log));
        }
    }

    private static String name(Role role) {
        return role.toString().toLowerCase(Locale.ROOT);
    }

    private Life life(Role role) {
        Life life = lives.get(role);
        if (life == null) {
            throw new IllegalStateException(role + " was not started");
        }
        return life;
    }

    /** Sends SIGKILL. */
    void kill(Role role) {
        restarted = "";
        life(role).process().kill();
    }

    /** Sends SIGTERM; the exit code. */
    int terminate(Role role) throws IOException {
        return life(role).process().terminate();
    }

    /** Lets them run so long, and looks at the page meanwhile. */
    void runFor(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            look();
        }
    }

    /** Waits until the page shows a timing that was made since the last start. */
    void awaitLive() {
        await(() -> restarted.isEmpty());
    }

    /** Waits for it, while nobody may end. */
    void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, this::lastWords);
            look();
        }
    }

    private void look() {
        for (Life life : lives.values()) {
            assertTrue(!life.process().endsWithin(LOOK_NANOS), this::lastWords);
        }
        if (!restarted.isEmpty() && isLive()) {
            times.add(restarted, System.nanoTime() - restartNanos, cpuSinceRestart());
            restarted = "";
        }
    }

    private Duration cpuSinceRestart() {
        return restartedRoles.stream()
                .map(role -> life(role).process().cpu())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private String lastWords() {
        StringBuilder words = new StringBuilder();
        lives.forEach((role, life) -> words.append(role).append(":\n" + talk(role) + "\n"));
        return words.toString();
    }

    /** What the process of this role has said since it was started last. */
    String talk(Role role) {
        try {
            return Files.readString(life(role).log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The lines of it that hold these words. */
    List<String> lines(Role role, String words) {
        return talk(role).lines().filter(line -> line.contains(words)).toList();
    }

    private boolean isLive() {
        try {
            for (JsonNode row : JSON.readTree(get("/api/v1/routes")).path("rows")) {
                String last = row.path("last_sample").asText("");
                if (row.path("state").asText().equals("timed")
                        && Instant.parse(last).isAfter(restartTime)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // not yet
        }
        return false;
    }

    /** What the analyzer answers. */
    String get(String path) throws IOException {
        List<String> addresses = lines(Role.ANALYZER, PAGE_AT);
        if (addresses.isEmpty()) {
            throw new IOException("it has not said where its page is");
        }
        URI page = URI.create(addresses.get(0).substring(PAGE_AT.length()));
        HttpRequest request =
                HttpRequest.newBuilder(page.resolve(path)).timeout(Duration.ofSeconds(5)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** What the probe tells on its admin endpoint, which only its own network can ask. */
    String probeMetrics() throws IOException, InterruptedException {
        String address = Files.readString(data.resolve("run/probe-admin")).strip();
        List<String> words =
                Stream.concat(
                                wire.inside().stream(),
                                Stream.of("curl", "-s", "http://" + address + "/metrics"))
                        .toList();
        Process curl = new ProcessBuilder(words).start();
        String text = new String(curl.getInputStream().readAllBytes(), UTF_8);
        curl.waitFor();
        return text;
    }

    /** How long restarts took. */
    RestartTimes times() {
        return times;
    }

    @Override
    public void close() {
        lives.values().forEach(life -> life.process().close());
    }
}
