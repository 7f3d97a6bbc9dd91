package org.beibu.probe.sessions;

import java.util.concurrent.TimeUnit;
import org.beibu.model.Method;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.metrics.MetricNames;
import org.beibu.probe.active.metrics.SessionFigures;
import org.jspecify.annotations.Nullable;

/**
 * One session: the figures of its last 5 to 10 minutes, and how many packets it sent and lost since
 * the start. Old figures leave in blocks of five minutes, since histograms cannot be subtracted.
 */
final class SessionAccount {
    static final long BLOCK_NANOS = TimeUnit.MINUTES.toNanos(5);

    final SessionConfig config;
    private SessionBlock current = new SessionBlock();
    private @Nullable SessionBlock before;
    private long totalSent;
    private long totalLost;

    SessionAccount(SessionConfig config) {
        this.config = config;
    }

    void add(long startNanos, long lengthNanos, SessionFigures figures) {
        if (!current.isEmpty() && startNanos - current.fromNanos() >= BLOCK_NANOS) {
            before = current;
            current = new SessionBlock();
        }
        current.add(startNanos, lengthNanos, figures);
        totalSent += figures.sent();
        totalLost += figures.lost();
    }

    /** The figures to be shown at this moment; a session that fell silent shows none. */
    SessionBlock recent(long nowNanos) {
        SessionBlock recent = new SessionBlock();
        if (before != null && before.toNanos() > nowNanos - 2 * BLOCK_NANOS) {
            recent.add(before);
        }
        if (current.toNanos() > nowNanos - 2 * BLOCK_NANOS) {
            recent.add(current);
        }
        return recent;
    }

    long totalSent() {
        return totalSent;
    }

    long totalLost() {
        return totalLost;
    }

    /** Name of its round-trip delay (RFC 8912 4 where the parameters hold). */
    String delayName() {
        return named(names().delay("95Percentile"));
    }

    /** Name of its loss ratio. */
    String lossName() {
        return named(names().loss());
    }

    private MetricNames names() {
        boolean stamp = config.method() == Method.STAMP;
        return new MetricNames(
                config.stream().poisson(),
                config.stream().interval(),
                stamp ? octets() : 0, // what is registered is UDP of 100 octets
                config.steering().dscp(),
                config.stream().lossThreshold());
    }

    private int octets() {
        int chosen = config.stream().octets();
        return chosen > 0 ? chosen : config.mode().length();
    }

    private String named(String name) {
        return switch (config.asking().method()) {
            case STAMP -> name;
            case ICMP_ECHO -> name.replace("IP-UDP", "IP-ICMP-Echo");
            case DNS -> name.replace("IP-UDP", "IP-UDP-DNS");
            case TCP_CONNECT -> name.replace("IP-UDP", "IP-TCP-Connect");
        };
    }
}
