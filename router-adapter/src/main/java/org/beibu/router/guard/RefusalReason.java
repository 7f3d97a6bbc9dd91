package org.beibu.router.guard;

import java.util.Locale;
import org.beibu.runtime.counters.Counter;

/** Why a recommendation is not followed, one reason a guardrail, in the order of the chain. */
public enum RefusalReason implements Counter {
    /** There is no guardrail at all. */
    NO_GUARDRAILS("the chain of guardrails was empty"),
    /** Steering is switched off. */
    STEERING_OFF("steering was off"),
    /** Somebody froze steering. */
    FROZEN("steering was frozen"),
    /** The clock cannot be trusted. */
    CLOCK("the clock had stepped, or the recommendation came from the future"),
    /** Changes are not made at this hour. */
    CHANGE_WINDOW("it was outside the change windows"),
    /** Too old, or expired. */
    STALE("the recommendation was too old or had expired"),
    /** Too few measurements or too little gain. */
    EVIDENCE("there were too few measurements or there was too little gain"),
    /** Too few probes answer, or the last answer is old. */
    QUORUM("too few probes answered through the exit"),
    /** A prefix that must never be touched. */
    PREFIX("the prefix was not on the allow-list, a bogon, our own or of a length out of bounds"),
    /** The session has not settled. */
    NOT_SETTLED("the session was down, or no full probe window had passed since End-of-RIB"),
    /** The router holds a prefix above or below this one only. */
    NOT_EXACT("the router held only a less specific or a more specific prefix"),
    /** The router does not hold the prefix. */
    NOT_LEARNED("the prefix was not in the Adj-RIB-In of the router"),
    /** No route by that exit. */
    EXIT_ROUTE("the exit had no route to the prefix"),
    /** The route does not lead to the exit's next hop, or that cannot be reached. */
    NEXT_HOP("the next hop was not the configured one of the exit, or could not be reached"),
    /** The only route by that exit is our own override. */
    OWN_OVERRIDE("the only route by the exit was our own override"),
    /** RPKI says invalid. */
    RPKI("the origin of the route was RPKI invalid"),
    /** An AS_PATH that must not be copied. */
    AS_PATH("the AS_PATH was empty or had a loop, our own AS or a reserved AS"),
    /** The underlying route comes and goes. */
    FLAPPING("the underlying route was damped for flapping"),
    /** Another override of the prefix stands. */
    CONTRADICTION("another recommendation already moved the prefix"),
    /** Moved too short a time ago. */
    DWELL("the prefix had moved too short a time ago"),
    /** Too many changes in a minute or an hour. */
    CHANGE_BUDGET("the change budget of the minute or the hour was used up"),
    /** Too much traffic at once. */
    TRAFFIC_SHARE("it would have moved too much traffic in one step"),
    /** Too many overrides. */
    MOST_OVERRIDES("the most overrides, of all or of the exit, stood already");

    private final String why;

    RefusalReason(String why) {
        this.why = why;
    }

    @Override
    public String label() {
        return "steering_refused_" + name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String help() {
        return "Moves of a prefix refused because " + why + ".";
    }

    /** The name in outputs and JSON, for example {@code next-hop}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
