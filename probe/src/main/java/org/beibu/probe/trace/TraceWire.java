package org.beibu.probe.trace;

/** Sends the packets of a trace. */
@FunctionalInterface
public interface TraceWire {
    /**
     * Sends one; false when the kernel did not take it.
     *
     * @param ttl its TTL or Hop Limit
     * @param number what answers are told apart by
     * @param epochNanos the time now
     */
    boolean send(int ttl, int number, long epochNanos);
}
