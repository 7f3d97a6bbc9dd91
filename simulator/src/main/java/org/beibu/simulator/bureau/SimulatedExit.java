package org.beibu.simulator.bureau;

import org.beibu.model.Exit;

/**
 * An exit and how its packets are marked.
 *
 * @param exit the exit
 * @param vlan the VLAN id of its packets at the capture point
 * @param index its place among the bureau's exits, from 0
 */
public record SimulatedExit(Exit exit, int vlan, int index) {}
