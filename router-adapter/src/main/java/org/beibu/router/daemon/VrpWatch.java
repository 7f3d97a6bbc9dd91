package org.beibu.router.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.router.rpki.VrpFile;
import org.beibu.router.rpki.VrpTable;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The validated ROA payloads of a file, read again when it has changed. One that cannot be read
 * leaves the last ones in force.
 *
 * <p>{@link #look} by one thread; {@link #get} by any.
 */
final class VrpWatch implements Supplier<VrpTable> {
    private static final Logger LOG = LoggerFactory.getLogger(VrpWatch.class);

    private final Optional<Path> file;
    private final EpochNanoClock wall;
    private final Counters counters;
    private volatile VrpTable table = VrpTable.EMPTY;
    private FileTime seen = FileTime.fromMillis(0);

    VrpWatch(Optional<Path> file, EpochNanoClock wall, Counters counters) {
        this.file = file;
        this.wall = wall;
        this.counters = counters;
    }

    /** Reads the file if it has changed. */
    void look() {
        if (file.isEmpty()) {
            return;
        }
        Path path = file.get();
        try {
            FileTime changed = Files.getLastModifiedTime(path);
            if (!changed.equals(seen)) {
                seen = changed;
                table = VrpFile.read(path, Instant.ofEpochSecond(wall.nanoTime() / 1_000_000_000L));
                counters.addShared(RouterCounter.VRPS_READ, 1);
                LOG.info("rpki: {} payloads of {}", table.size(), path);
            }
        } catch (IOException e) {
            counters.addShared(RouterCounter.VRPS_FAILURES, 1);
            LOG.warn("rpki: {}; the last payloads stay in force", e.getMessage());
        }
    }

    @Override
    public VrpTable get() {
        return table;
    }
}
