package org.beibu.cli;

import java.util.List;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.Steering;

/** How packets get onto an exit: as those of the sessions that are configured do. */
final class PingExit {
    private PingExit() {}

    /**
     * The steering of a session over this exit to this target, else of the first over it to the
     * same address family.
     *
     * @throws IllegalArgumentException when no session goes over the exit
     */
    static Steering steering(ProbeConfig config, String exit, PingTarget target) {
        List<SessionConfig> over =
                config.sessions().stream()
                        .filter(session -> session.path().exit().equals(exit))
                        .filter(s -> s.target().isIpv4() == target.address().isIpv4())
                        .toList();
        if (over.isEmpty()) {
            throw new IllegalArgumentException(
                    "no session of the file goes over exit '" + exit + "' to " + family(target));
        }
        return over.stream()
                .filter(session -> session.target().equals(target.address()))
                .findFirst()
                .orElse(over.get(0))
                .steering();
    }

    private static String family(PingTarget target) {
        return target.address().isIpv4() ? "IPv4" : "IPv6";
    }
}
