package org.beibu.probe.reflector;

import java.time.Duration;

/**
 * Bounds of memory and of what strangers can make the reflector do.
 *
 * @param maxSessions sessions of a stateful reflector at most
 * @param sessionIdle a session without packets for so long is forgotten
 * @param packetsPerSecond answered for one source at most
 * @param longest octets of the longest packet that is answered
 */
public record ReflectorLimits(
        int maxSessions, Duration sessionIdle, int packetsPerSecond, int longest) {
    /** 65,536 sessions, a minute, 100,000 packets a second, 9,216 octets. */
    public static final ReflectorLimits DEFAULT =
            new ReflectorLimits(65_536, Duration.ofMinutes(1), 100_000, 9_216);

    public ReflectorLimits {
        if (maxSessions < 1 || maxSessions > 1 << 20) {
            throw new IllegalArgumentException("sessions must be 1 to 1048576: " + maxSessions);
        }
        if (sessionIdle.toSeconds() < 1) {
            throw new IllegalArgumentException("a session is idle for 1s at least: " + sessionIdle);
        }
        if (packetsPerSecond < 1) {
            throw new IllegalArgumentException("a rate is 1 at least: " + packetsPerSecond);
        }
        if (longest < 128 || longest > 65_507) {
            throw new IllegalArgumentException("packets have 128 to 65507 octets: " + longest);
        }
    }
}
