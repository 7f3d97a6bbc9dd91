/**
 * The chain of guardrails between a recommendation and a router.
 *
 * <p>Each guardrail is a pure function from a {@link Request} and the {@link Situation} to a {@link
 * Verdict}; the first refusal ends the chain and is the reason that is recorded, and an empty chain
 * refuses. docs/steering.md has the order and why it is so. Nothing here announces, waits or reads
 * a clock.
 *
 * <p>Thread rule: guardrails are immutable; {@link FlapHistory} and {@link ClockWatch} belong to
 * the thread of {@code router.steer}.
 */
@NullMarked
package org.beibu.router.guard;

import org.jspecify.annotations.NullMarked;
