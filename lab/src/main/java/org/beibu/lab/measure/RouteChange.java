package org.beibu.lab.measure;

/**
 * The edge's kernel took another route.
 *
 * @param micros when, epoch microseconds
 * @param prefix of what
 * @param exit by its next hop; "-" for none
 */
public record RouteChange(long micros, String prefix, String exit) {}
