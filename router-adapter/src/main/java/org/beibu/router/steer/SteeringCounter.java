package org.beibu.router.steer;

import java.util.Locale;
import org.beibu.runtime.counters.Counter;

/** What steering counts; refusals are counted by {@link org.beibu.router.guard.RefusalReason}. */
public enum SteeringCounter implements Counter {
    /** A recommendation came for the first time. */
    STEERING_RECOMMENDATIONS("Recommendations taken in."),
    /** A recommendation came again with fresh evidence. */
    STEERING_RENEWALS("Recommendations renewed by fresh evidence."),
    /** A recommendation was not taken in. */
    STEERING_NOT_TAKEN(
            "Recommendations not taken in: unknown exit, closed id, not newer, too many."),
    /** A recommendation ended. */
    STEERING_ENDED("Recommendations that ended: expired, not renewed, rejected, taken back."),
    /** An override was announced. */
    STEERING_ANNOUNCED("Overrides announced to routers."),
    /** An override was announced again because the path beneath it changed. */
    STEERING_REFRESHED("Overrides announced again because the path beneath them had changed."),
    /** An override was withdrawn. */
    STEERING_WITHDRAWN("Overrides withdrawn from routers."),
    /** An override was withdrawn without waiting for the next round. */
    STEERING_WITHDRAWN_FAST(
            "Overrides withdrawn at once: route, exit, probe or feed lost, stop, freeze."),
    /** Shadow mode: an override would have been announced. */
    STEERING_WOULD_ANNOUNCE("Overrides that would have been announced but for shadow mode."),
    /** A router was seen to use an override. */
    STEERING_CONFIRMED("Overrides that routers were seen to use."),
    /** A router was not seen to use an override. */
    STEERING_NOT_CONFIRMED("Overrides withdrawn because their router was not seen to use them."),
    /** The log could not be written. */
    STEERING_AUDIT_FAULTS(
            "Changes given up, or made without an entry when they withdrew, because the steering log failed.");

    private final String help;

    SteeringCounter(String help) {
        this.help = help;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String help() {
        return help;
    }
}
