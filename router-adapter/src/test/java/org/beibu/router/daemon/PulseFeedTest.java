package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.beibu.router.pulse.PulseCounter;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.admin.AdminPage;
import org.beibu.runtime.admin.AdminServer;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a probe's admin endpoint, over HTTP. */
@Tag("scenario")
class PulseFeedTest {
    @TempDir private Path data;

    private final Counters counters = new Counters();
    private final AtomicReference<String> told = new AtomicReference<>("one");

    private AdminServer probe() throws IOException {
        AdminServer server =
                new AdminServer(
                        AdminAddress.parse("127.0.0.1:0"),
                        data.resolve(AdminAddress.FILE_NAME),
                        new Counters(),
                        new AdminServer.Content(
                                List.of(AdminPage.json("/pulse", told::get)),
                                () -> {},
                                RouterCounter.ADMIN_ERRORS));
        server.start();
        return server;
    }

    private Poller poller(Poller.Where where, Poller.Reader reader) {
        return new Poller(
                new Poller.Question(
                        "probe",
                        where,
                        Duration.ofMillis(20),
                        Duration.ofSeconds(5),
                        PulseCounter.PULSES_READ,
                        PulseCounter.PULSE_FAILURES),
                reader,
                counters);
    }

    @Test
    void aLocalProbeIsFoundByItsFileAndFoundAgainAfterItsRestart() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        PulseSource local = PulseSource.parse("local", data);
        try (Poller poller =
                poller(local, octets -> heard.add(new String(octets, StandardCharsets.UTF_8)))) {
            poller.start();
            await("a failure", () -> counters.get(PulseCounter.PULSE_FAILURES) > 0);
            try (AdminServer first = probe()) {
                assertEquals("one", heard.poll(30, TimeUnit.SECONDS), first.address()::toString);
            }
            told.set("two");
            try (AdminServer second = probe()) {
                await("the second", () -> "two".equals(heard.poll()));
                assertTrue(second.address().port() > 0);
            }
        }

        assertTrue(counters.get(PulseCounter.PULSES_READ) >= 2);
    }

    @Test
    void whatCannotBeUnderstoodIsCountedAndAskedAgain() throws Exception {
        try (AdminServer server = probe();
                Poller poller =
                        poller(
                                PulseSource.parse(server.address().toString(), data),
                                octets -> {
                                    throw new IOException("not a pulse");
                                })) {
            poller.start();
            await("failures", () -> counters.get(PulseCounter.PULSE_FAILURES) >= 2);
        }

        assertEquals(0, counters.get(PulseCounter.PULSES_READ));
    }

    private static void await(String what, BooleanSupplier wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "still waiting for " + what);
            Thread.onSpinWait();
        }
    }

    @Test
    void anAddressIsAskedForItsPulse() throws IOException {
        assertEquals(
                URI.create("http://[2001:db8::1]:9600/pulse"),
                PulseSource.parse("[2001:db8::1]:9600", data).address());
    }

    @Test
    void anAddressWithoutPortIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PulseSource.parse("192.0.2.1", data));
        assertThrows(IllegalArgumentException.class, () -> PulseSource.parse("192.0.2.1:0", data));
        assertTrue(Files.isDirectory(data));
    }
}
