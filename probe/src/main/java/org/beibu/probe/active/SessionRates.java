package org.beibu.probe.active;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Address;

/** How many packets a second the sessions of a configuration would send, and may. */
final class SessionRates {
    private final long most;
    private final long mostToOne;
    private final Map<Address, Double> toTarget = new HashMap<>();
    private double all;

    /** With the most packets a second of all, and to one target that runs no reflector. */
    SessionRates(long most, long mostToOne) {
        this.most = most;
        this.mostToOne = mostToOne;
    }

    /** Adds a session; the key whose limit it breaks, empty when it breaks none. */
    Optional<String> add(SessionConfig session) {
        double packets = session.stream().packetsPerSecond();
        all += packets;
        if (all > most) {
            return Optional.of("probe.active.rate permits");
        }
        boolean expects = session.isStamp();
        double toOne = expects ? 0 : toTarget.merge(session.target(), packets, Double::sum);
        return toOne > mostToOne
                ? Optional.of("probe.active.target_rate permits to " + session.target())
                : Optional.empty();
    }
}
