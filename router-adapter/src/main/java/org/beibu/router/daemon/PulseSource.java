package org.beibu.router.daemon;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.beibu.runtime.admin.AdminAddress;

/**
 * A probe that the adapter listens to: at an address, or the one of the same data directory, which
 * writes down where it is.
 */
record PulseSource(String name, Optional<URI> fixed, Path file) implements Poller.Where {
    private static final String LOCAL = "local";

    /**
     * From the configuration: {@code local}, or {@code 127.0.0.1:9600}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static PulseSource parse(String text, Path data) {
        Path file = data.resolve(AdminAddress.FILE_NAME);
        return text.equals(LOCAL)
                ? new PulseSource(LOCAL, Optional.empty(), file)
                : new PulseSource(text, Optional.of(pulse(AdminAddress.parse(text))), file);
    }

    private static URI pulse(AdminAddress at) {
        if (at.port() == 0) {
            throw new IllegalArgumentException("a port is needed in '" + at + "', or say local");
        }
        return URI.create("http://" + at + "/pulse");
    }

    @Override
    public URI address() throws IOException {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        return AdminAddress.read(file)
                .map(PulseSource::pulse)
                .orElseThrow(() -> new IOException("no probe runs with " + file));
    }

    @Override
    public String toString() {
        return name;
    }
}
