package org.beibu.probe.passive;

import static org.beibu.probe.passive.Dialogue.handshake;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** VLAN tags and the timings of flows. */
class FlowTagsTest {
    private final Dialogue dialogue = new Dialogue();

    @Test
    void tagOnOneDirectionOnlyDoesNotSplitTheFlow() {
        dialogue.next.vlan(101);
        dialogue.syn(0);
        dialogue.next.vlan(0);
        dialogue.synAck(40);
        dialogue.next.vlan(101);
        dialogue.ack(42);

        assertEquals(2, dialogue.handshakes().size());
        assertEquals(1, dialogue.timer.flows());
    }

    @Test
    void equalFiveTuplesInTwoVlansAreTwoFlows() {
        for (int vlan : new int[] {101, 102}) {
            dialogue.next.vlan(vlan);
            dialogue.syn(vlan);
        }
        for (int vlan : new int[] {102, 101}) {
            dialogue.next.vlan(vlan);
            dialogue.synAck(240 - vlan);
        }

        assertEquals(2, dialogue.timer.flows());
        assertEquals(
                List.of(handshake("server", 138_000, 36_000), handshake("server", 139_000, 38_000)),
                dialogue.seen);
    }

    @Test
    void expiredFlowIsANewFlow() {
        dialogue.open()
                .client(100, 0x10, 1001, 9001, 10)
                .server(100 + 300_001, 0x10, 9001, 1011, 0);

        assertEquals(List.of(), dialogue.seen);
        assertEquals(1, dialogue.count(PassiveCounter.FLOWS_EXPIRED));
    }
}
