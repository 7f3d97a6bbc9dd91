package org.beibu.analyzer.traffic;

/**
 * How fast a series carries now.
 *
 * @param series path, direction and class
 * @param bitsPerSecond bits a second on the wire, link layer included
 * @param packetsPerSecond packets a second
 */
public record TrafficRate(TrafficSeries series, double bitsPerSecond, double packetsPerSecond) {}
