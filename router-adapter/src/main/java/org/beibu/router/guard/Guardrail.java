package org.beibu.router.guard;

/** One rule that stands between a recommendation and a router: a pure function. */
@FunctionalInterface
public interface Guardrail {
    /** What this rule says. */
    Verdict check(Request request, Situation situation);
}
