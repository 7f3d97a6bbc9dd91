package org.beibu.analyzer.events;

/**
 * What one address answered at one TTL of a trace, or that nobody did.
 *
 * @param traceEpochNanos when the trace began
 * @param source the probe that made it
 * @param ttl the TTL
 * @param part 0, or more for further addresses
 * @param details a JSON object with the rest
 */
public record TraceHop(long traceEpochNanos, String source, int ttl, int part, String details) {}
