/**
 * The adapter's own view of the probes, ten times a second: which exits packets come back through
 * now. It is what lets steering take back an override whose exit loses packets while its route
 * stands, without waiting for the analyzer.
 *
 * <p>It reads what probes tell at {@code /pulse} (docs/protocols.md) and turns it into {@link
 * org.beibu.router.steer.SteeringEvent}s and the count that the guardrail {@code quorum} asks for.
 * It never speaks for a move: it only ever takes back or forbids.
 *
 * <p>Thread rule: {@link org.beibu.router.pulse.PulseJson} is a function; a {@link
 * org.beibu.router.pulse.PulseWatch} belongs to the thread that steers.
 */
@NullMarked
package org.beibu.router.pulse;

import org.jspecify.annotations.NullMarked;
