package org.beibu.simulator.tcp;

import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.event.Chance;
import org.beibu.simulator.event.Timeline;

/**
 * What all connections of a simulation share.
 *
 * @param timeline the coming events
 * @param chance the source of all chance
 * @param impairments what is unusual in the network
 * @param capturePoint who sees the packets that pass
 */
public record Surroundings(
        Timeline timeline, Chance chance, Impairments impairments, CapturePoint capturePoint) {}
