package org.beibu.router.audit;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that steering or a person did.
 *
 * @param when the wall clock
 * @param who name of the person, or {@link #STEERING}
 * @param action what was done
 * @param subject to what
 * @param why the reason
 * @param change what it changed
 */
public record AuditEvent(
        Instant when, String who, Action action, Subject subject, String why, Change change) {
    /** Stands where no person acted. */
    public static final String STEERING = "steering";

    /** What was done. */
    public enum Action {
        /** Steering began with an empty Adj-RIB-Out. */
        START,
        /** A recommendation came. */
        RECOMMENDED,
        /** Guardrails refused to follow it. */
        REFUSED,
        /** It waits for a person. */
        PROPOSED,
        /** A person released it. */
        APPROVED,
        /** A person refused it. */
        REJECTED,
        /** A person took it back. */
        TAKEN_BACK,
        /** It ended by itself. */
        ENDED,
        /** An override was announced. */
        ANNOUNCED,
        /** In shadow mode: an override would have been announced. */
        WOULD_ANNOUNCE,
        /** The router was seen to use it. */
        CONFIRMED,
        /** An override was withdrawn. */
        WITHDRAWN,
        /** In shadow mode: an override would have been withdrawn. */
        WOULD_WITHDRAW,
        /** An exit must not be used, or may be again. */
        EXIT,
        /** A person froze steering. */
        FROZEN,
        /** A person let it go on. */
        THAWED,
        /** Steering stopped. */
        STOP;

        /** The name in outputs and JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What it was done to; empty where that is not one thing.
     *
     * @param recommendation id of the recommendation
     * @param router name of the router
     * @param prefix the prefix
     */
    public record Subject(String recommendation, String router, String prefix) {
        /** Steering as a whole. */
        public static final Subject ALL = new Subject("", "", "");

        /** A recommendation as a whole. */
        public static Subject of(String recommendation) {
            return new Subject(recommendation, "", "");
        }
    }

    /**
     * What it changed.
     *
     * @param before what held before
     * @param after what holds now
     * @param octets the messages sent, hexadecimal
     */
    public record Change(String before, String after, String octets) {
        /** Nothing on the wire. */
        public static final Change NONE = new Change("", "", "");
    }
}
