/**
 * Which routers the packets of a flow pass: probes with TTL 1, 2, 3 and so on, all of one flow as
 * Paris traceroute has it, so that routers that spread flows over equal paths put all of them on
 * the same one. A trace is a state machine that is told what was sent and what came back; sockets
 * are its caller's.
 *
 * <p>It decides nothing about when a trace is made, and keeps none.
 *
 * <p>Thread rule: a {@link org.beibu.probe.trace.TraceRun} belongs to one thread.
 */
@NullMarked
package org.beibu.probe.trace;

import org.jspecify.annotations.NullMarked;
