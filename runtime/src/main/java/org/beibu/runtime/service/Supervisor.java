package org.beibu.runtime.service;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service manager is told, in the words of sd_notify(3). Nobody listens where the
 * environment names no socket. A socket that fails is named once in the log and tried again with
 * the next word: the daemon does not depend on it, but a manager that hears nothing ends it.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final int LONGEST_STATUS = 400;

    private final Optional<NotifySocket> socket;
    private final long watchdogNanos;
    private boolean failed;

    private Supervisor(Optional<NotifySocket> socket, long watchdogNanos) {
        this.socket = socket;
        this.watchdogNanos = watchdogNanos;
    }

    /** The manager that this environment names, for the process of this id. */
    public static Supervisor of(Map<String, String> environment, long pid) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return new Supervisor(Optional.empty(), 0);
        }
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        boolean ours = whose.isEmpty() || whose.equals(Long.toString(pid));
        try {
            long micros = ours ? Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")) : 0;
            return new Supervisor(
                    Optional.of(new NotifySocket(name)), TimeUnit.MICROSECONDS.toNanos(micros));
        } catch (IllegalArgumentException e) {
            LOG.warn("service manager: {}; going on without", e.getMessage());
            return new Supervisor(Optional.empty(), 0);
        }
    }

    /** That of this process. */
    public static Supervisor ofProcess() {
        return of(System.getenv(), ProcessHandle.current().pid());
    }

    /** How long a silence the manager takes for death; 0 where it never does. */
    long watchdogNanos() {
        return watchdogNanos;
    }

    void ready(String status) {
        tell("READY=1\n" + statusLine(status));
    }

    void status(String status) {
        tell(statusLine(status));
    }

    void alive(String status) {
        tell("WATCHDOG=1\n" + statusLine(status));
    }

    void reloading(long monotonicNanos) {
        tell(
                "RELOADING=1\nMONOTONIC_USEC="
                        + TimeUnit.NANOSECONDS.toMicros(monotonicNanos)
                        + "\n"
                        + statusLine("reading the configuration"));
    }

    void stopping(String status) {
        tell("STOPPING=1\n" + statusLine(status));
    }

    private static String statusLine(String status) {
        String line = status.replace('\n', ' ').replace('\r', ' ');
        return "STATUS=" + line.substring(0, Math.min(LONGEST_STATUS, line.length()));
    }

    private void tell(String text) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().send(text);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("service manager: {}; trying again", e.getMessage());
            }
            failed = true;
        }
    }
}
