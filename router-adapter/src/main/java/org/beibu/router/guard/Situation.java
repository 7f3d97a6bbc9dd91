package org.beibu.router.guard;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.beibu.router.rib.RibView;
import org.beibu.router.rpki.VrpTable;

/**
 * What the guardrails may look at, as it is at one moment of one round. Durations are told in
 * nanoseconds of the monotonic clock.
 */
public interface Situation {
    /** The wall clock, to be compared with stamps in recommendations. */
    Instant wall();

    /** Why steering is off, empty when it is on. */
    Optional<String> off();

    /** Who froze steering and why, empty when it is not frozen. */
    Optional<String> frozen();

    /** Why the clock is not trusted, empty when it is. */
    Optional<String> clockFault();

    /** What the routers hold. */
    RibView rib();

    /** Validated ROA payloads. */
    VrpTable vrps();

    /** For how long this router's session has been complete, empty when it is not. */
    OptionalLong settledForNanos(String router);

    /** Why traffic of this AseanRoute must not use this exit: down, black hole. */
    Optional<String> exitFault(String routeId, String exit);

    /** What the adapter itself sees of the probes, empty when it watches none. */
    Optional<Watched> watched(String routeId, String exit);

    /** Whether an override of this prefix to this exit is announced already. */
    boolean isStanding(OverrideKey key, String exit);

    /** The recommendation that has the prefix in this round, empty when none has. */
    Optional<String> taken(OverrideKey key);

    /** Why the underlying route counts as flapping, empty when it does not. */
    Optional<String> damped(OverrideKey key, String exit);

    /** How changes were made lately. */
    Pace pace();

    /** Changes made lately, those of this round among them. */
    interface Pace {
        /** Changes on this router within so many nanoseconds. */
        int changes(String router, long withinNanos);

        /** Share of traffic moved within so many nanoseconds by other recommendations. */
        double shareMoved(String recommendation, long withinNanos);

        /** How long ago the prefix was moved or let go, empty when never. */
        OptionalLong lastChangeAgoNanos(OverrideKey key);

        /** Why the prefix is left alone for a while, empty when it is not. */
        Optional<String> held(OverrideKey key);

        /** Overrides that stand, those of this round among them. */
        int overrides();

        /** Those of one exit. */
        int overrides(String exit);
    }
}
