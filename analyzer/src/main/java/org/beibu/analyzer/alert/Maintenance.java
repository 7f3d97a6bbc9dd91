package org.beibu.analyzer.alert;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.beibu.analyzer.slo.Exclusions;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All planned maintenance: that of the configuration and what was written down by command. Safe for
 * any thread; whoever asks may cause the file to be read again, at most once a second.
 */
public final class Maintenance implements Exclusions {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final long MINUTE = Resolution.MINUTE.nanos();

    private final List<MaintenanceWindow> configured;
    private final MaintenanceFile file;
    private volatile List<MaintenanceWindow> windows;
    private String version = "";

    /** Reads the file. */
    public Maintenance(List<MaintenanceWindow> configured, MaintenanceFile file) {
        this.configured = List.copyOf(configured);
        this.file = file;
        this.windows = this.configured;
        refresh();
    }

    /** Reads the file again if it has changed. */
    public synchronized void refresh() {
        String now = file.version();
        if (now.equals(version)) {
            return;
        }
        version = now;
        try {
            windows = Stream.concat(configured.stream(), file.read().stream()).toList();
        } catch (IOException e) {
            LOG.warn("planned maintenance cannot be read, what was known holds: {}", e.toString());
        }
    }

    /** All of it. */
    public List<MaintenanceWindow> windows() {
        return windows;
    }

    /** Whether an alert is silenced now. */
    boolean isSilenced(Alert alert, long nowNanos) {
        return windows.stream()
                .anyMatch(window -> window.isActive(nowNanos) && window.concerns(alert));
    }

    @Override
    public boolean exclude(PathId path, String serviceClass, long startNanos) {
        for (MaintenanceWindow window : windows) {
            if (overlaps(window, startNanos) && concerns(window, path, serviceClass)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of the minute is in it. */
    private static boolean overlaps(MaintenanceWindow window, long startNanos) {
        return window.effectiveFromNanos() < startNanos + MINUTE && window.toNanos() > startNanos;
    }

    private static boolean concerns(MaintenanceWindow window, PathId path, String serviceClass) {
        return window.concerns(path.routeId(), path.exit(), serviceClass);
    }

    @Override
    public long minutes(PathId path, String serviceClass, long fromNanos, long toNanos) {
        long minutes = 0;
        for (MaintenanceWindow window : windows) {
            if (!concerns(window, path, serviceClass)) {
                continue;
            }
            long first = Resolution.MINUTE.startOf(window.effectiveFromNanos());
            for (long start = Math.max(first, fromNanos);
                    start < Math.min(window.toNanos(), toNanos);
                    start += MINUTE) {
                minutes += isFirstOf(window, path, serviceClass, start) ? 1 : 0;
            }
        }
        return minutes;
    }

    /** Whether no window before this one excludes the minute, so that it is counted once. */
    private boolean isFirstOf(
            MaintenanceWindow window, PathId path, String serviceClass, long startNanos) {
        for (MaintenanceWindow other : windows) {
            if (other.equals(window)) {
                return true;
            }
            if (overlaps(other, startNanos) && concerns(other, path, serviceClass)) {
                return false;
            }
        }
        return true;
    }
}
