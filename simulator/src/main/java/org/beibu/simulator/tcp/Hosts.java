package org.beibu.simulator.tcp;

import org.beibu.model.Address;

/**
 * The two ends of a connection.
 *
 * @param initiator address of the host that opens it
 * @param initiatorPort its port
 * @param responder address of the host that answers
 * @param responderPort its port
 * @param inbound whether the initiator is the ASEAN host
 */
public record Hosts(
        Address initiator,
        int initiatorPort,
        Address responder,
        int responderPort,
        boolean inbound) {}
