package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.SegmentBuilder;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTableTest {
    private static final long SECOND = 1_000_000_000L;

    private final Counters counters = new Counters();
    private final SegmentBuilder next = new SegmentBuilder();
    private final Flow flow = new Flow();

    private FlowTable table(int maxFlows) {
        PassiveConfig config = new PassiveConfig(maxFlows, 4, Duration.ofMinutes(5), 7);
        return new FlowTable(config, new SlotPool(4096), counters);
    }

    private DecodedPacket packet(int client, boolean fromClient, long nanos) {
        Address a = new Address(0x20010db8_00000000L, client);
        Address b = new Address(0x20010db8_00010000L, 1);
        next.at(nanos).flags(ACK);
        return (fromClient ? next.from(a, 1000).to(b, 443) : next.from(b, 443).to(a, 1000))
                .segment();
    }

    private int find(FlowTable table, int client, boolean fromClient, long nanos) {
        assertNotEquals(-1, table.find(packet(client, fromClient, nanos), flow));
        return flow.number();
    }

    private void prove(FlowTable table, int client, long nanos) {
        find(table, client, true, nanos);
        find(table, client, false, nanos);
        find(table, client, true, nanos);
    }

    /**
     * Against a map from endpoints to the last packet's time: the table must hold exactly what the
     * rules of expiry leave, as long as it is not full.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomTrafficAgreesWithANaiveModel(long seed) {
        Random random = new Random(seed);
        FlowTable table = table(1 << 14);
        Map<Integer, Model> model = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 60_000; i++) {
            now += random.nextInt(200) == 0 ? 20 * SECOND : random.nextInt(1000);
            int client = random.nextInt(random.nextBoolean() ? 3000 : 30);
            boolean fromClient = random.nextBoolean();
            Model known = model.get(client);
            if (known != null && now - known.lastSeen > known.idleLimit()) {
                known = null;
            }
            int number = find(table, client, fromClient, now);
            if (known == null) {
                known = new Model(fromClient, flow.generation());
                model.put(client, known);
            } else {
                assertEquals(known.generation, flow.generation(), "the flow is still the same");
                known.packet(fromClient);
            }
            known.lastSeen = now;
            assertEquals(known.proven, flow.is(Flow.PROVEN));
            assertEquals(number, flow.number());
        }
        assertNothingIsLeftOver(table, model, now);
    }

    private void assertNothingIsLeftOver(FlowTable table, Map<Integer, Model> model, long now) {
        long later = now;
        long alive =
                model.values().stream().filter(m -> later - m.lastSeen <= m.idleLimit()).count();
        table.sweep(later);
        assertEquals(alive, table.size());
        table.sweep(later + 1000 * SECOND);
        assertEquals(0, table.size());
        assertEquals(0, table.halfOpenSize());
        assertEquals(
                counters.get(PassiveCounter.FLOWS_OPENED),
                counters.get(PassiveCounter.FLOWS_EXPIRED));
        assertEquals(0, counters.get(PassiveCounter.FLOWS_EVICTED));
    }

    private static final class Model {
        private final boolean startedByClient;
        private final int generation;
        private long lastSeen;
        private boolean replied;
        private boolean proven;

        Model(boolean startedByClient, int generation) {
            this.startedByClient = startedByClient;
            this.generation = generation;
        }

        void packet(boolean fromClient) {
            if (fromClient != startedByClient) {
                replied = true;
            } else if (replied) {
                proven = true;
            }
        }

        long idleLimit() {
            return proven ? 300 * SECOND : 120 * SECOND;
        }
    }

    @Test
    void bothDirectionsAreOneFlow() {
        FlowTable table = table(64);

        assertEquals(find(table, 5, true, 0), find(table, 5, false, 1));
        assertEquals(1, table.size());
    }

    @Test
    void halfOpenFlowsNeverPushOutProvenOnes() {
        FlowTable table = table(4096);
        for (int client = 0; client < 3072; client++) {
            prove(table, client, client);
        }
        for (int client = 10_000; client < 60_000; client++) {
            find(table, client, true, client);
        }

        assertEquals(4096, table.size());
        assertEquals(1024, table.halfOpenSize());
        assertEquals(0, counters.get(PassiveCounter.FLOWS_EVICTED));
        assertEquals(50_000 - 1024, counters.get(PassiveCounter.HALF_OPEN_FLOWS_EVICTED));
        for (int client = 0; client < 3072; client++) {
            find(table, client, true, 100_000);
            assertTrue(flow.is(Flow.PROVEN));
        }
    }

    /** It looks at a dozen flows: one in four of these is idle. */
    @Test
    void fullTableEvictsAnIdleFlowNotABusyOne() {
        FlowTable table = table(64);
        for (int client = 0; client < 63; client++) {
            prove(table, client, client);
        }
        for (int client = 0; client < 63; client++) {
            if (client % 4 != 0) {
                find(table, client, true, SECOND + client);
            }
        }
        prove(table, 100, 2 * SECOND);

        assertEquals(1, counters.get(PassiveCounter.FLOWS_EVICTED));
        long opened = counters.get(PassiveCounter.FLOWS_OPENED);
        for (int client = 0; client < 63; client++) {
            if (client % 4 != 0) {
                find(table, client, true, 3 * SECOND);
            }
        }
        assertEquals(opened, counters.get(PassiveCounter.FLOWS_OPENED));
    }

    @Test
    void nearlyAllFlowsMayBeProvenAndNewOnesStillBegin() {
        FlowTable table = table(4096);
        for (int client = 0; client < 4096 - 64; client++) {
            prove(table, client, client);
        }
        assertEquals(0, counters.get(PassiveCounter.FLOWS_EVICTED));

        for (int client = 10_000; client < 20_000; client++) {
            find(table, client, true, client);
        }
        assertEquals(4096, table.size());
        assertEquals(64, table.halfOpenSize());
        assertEquals(0, counters.get(PassiveCounter.FLOWS_EVICTED));

        prove(table, 19_999, 20_000);
        assertEquals(1, counters.get(PassiveCounter.FLOWS_EVICTED));
    }

    @Test
    void closedFlowIsForgottenSoon() {
        FlowTable table = table(64);
        prove(table, 1, 0);
        flow.set(Flow.CLOSED);
        table.sweep(60 * SECOND);
        assertEquals(1, table.size());

        table.sweep(60 * SECOND + 1);
        assertEquals(0, table.size());
    }

    @Test
    void flowThatBothEndsClosedIsForgottenSoonUnlessSomethingIsUnacknowledged() {
        FlowTable table = table(64);
        for (int client = 1; client <= 3; client++) {
            prove(table, client, 0);
            flow.set(Flow.CLOSED | Flow.FIN_SEEN | Flow.FIN_SEEN << 1);
            table.onClosed(flow);
            table.onClosed(flow);
        }
        flow.slots(1, 1);
        find(table, 2, true, SECOND);
        table.sweepClosed(FlowTable.FINISHED_IDLE_NANOS);
        assertEquals(3, table.size());

        table.sweepClosed(FlowTable.FINISHED_IDLE_NANOS + 1);
        assertEquals(2, table.size(), "the one that spoke at last, and the one that waits");

        table.sweepClosed(FlowTable.FINISHED_IDLE_NANOS + SECOND + 1);
        assertEquals(1, table.size(), "the last FIN may still be sent again");

        flow.slots(1, 0);
        table.sweep(60 * SECOND + 1);
        assertEquals(0, table.size());
    }

    @Test
    void closedConnectionThatBeginsAnewIsKept() {
        FlowTable table = table(64);
        prove(table, 1, 0);
        flow.set(Flow.CLOSED | Flow.FIN_SEEN | Flow.FIN_SEEN << 1);
        table.onClosed(flow);
        table.forget(flow);
        table.sweepClosed(30 * SECOND);
        table.sweep(30 * SECOND);
        assertEquals(1, table.size());

        flow.set(Flow.CLOSED | Flow.FIN_SEEN | Flow.FIN_SEEN << 1);
        table.onClosed(flow);
        table.sweepClosed(30 * SECOND);
        assertEquals(0, table.size());
    }

    @Test
    void flowOfAnotherClockThatIsAheadIsNotIdle() {
        FlowTable table = table(64);
        prove(table, 1, 0);
        prove(table, 2, 4_000 * SECOND);

        table.sweep(1_000 * SECOND);

        assertEquals(1, table.size());
        long opened = counters.get(PassiveCounter.FLOWS_OPENED);
        find(table, 2, true, 4_001 * SECOND);
        assertEquals(opened, counters.get(PassiveCounter.FLOWS_OPENED));
    }

    @Test
    void tagStacksOfOneFiveTupleAreLimited() {
        FlowTable table = table(4096);
        int refused = 0;
        for (int vlan = 1; vlan <= 200; vlan++) {
            next.vlan(vlan);
            if (table.find(packet(1, true, vlan), flow) < 0) {
                refused++;
            }
        }

        assertEquals(200 - FlowTable.MOST_TAG_STACKS, refused);
        assertEquals(refused, counters.get(PassiveCounter.FLOWS_REFUSED));
        assertEquals(FlowTable.MOST_TAG_STACKS, table.size());
    }

    @Test
    void tagsInBothDirectionsKeepFlowsApartHoweverTheyMeet() {
        FlowTable table = table(4096);
        Set<Integer> numbers = new HashSet<>();
        for (int vlan = 1; vlan <= 3; vlan++) {
            next.vlan(vlan);
            numbers.add(find(table, 1, true, vlan));
        }
        for (int vlan = 3; vlan >= 1; vlan--) {
            next.vlan(vlan);
            numbers.add(find(table, 1, false, 10 - vlan));
        }

        assertEquals(3, numbers.size());
        assertEquals(3, table.size());
    }

    @Tag("scenario")
    @Test
    void tenMillionSynOnlyFlowsKeepTheBoundAndTheMemory() {
        flood(false);

        assertTrue(counters.get(PassiveCounter.HALF_OPEN_FLOWS_EVICTED) > 9_900_000);
    }

    @Tag("scenario")
    @Tag("scenario")
    @Test
    void tenMillionHandshakesKeepTheBoundAndTheMemory() {
        flood(true);

        assertTrue(counters.get(PassiveCounter.FLOWS_EVICTED) > 9_900_000);
        assertEquals(20_000_000, counters.get(PassiveCounter.TIMINGS_HANDSHAKE));
    }

    private void flood(boolean answered) {
        int bound = 1 << 16;
        PassiveConfig config = new PassiveConfig(bound, 1024, Duration.ofMinutes(5), 7);
        CaptureClock clock = new CaptureClock(counters);
        PassiveTimer timer = new PassiveTimer(config, clock, timing -> {}, counters);
        long now = 0;
        for (int client = 0; client < 10_000_000; client++) {
            now += 1000;
            next.sequence(client).acknowledgment(0);
            DecodedPacket syn = packet(client, true, now);
            next.flags(SYN);
            timer.onSegment(syn);
            if (answered) {
                DecodedPacket synAck = packet(client, false, now + 10);
                next.sequence(5).acknowledgment(client + 1).flags(SYN | ACK);
                timer.onSegment(synAck);
                DecodedPacket ack = packet(client, true, now + 20);
                next.sequence(client + 1).acknowledgment(6).flags(ACK);
                timer.onSegment(ack);
            }
        }
        assertTrue(timer.flows() <= bound, "flows: " + timer.flows());
        assertTrue(timer.createdFlows() <= bound, "memory for " + timer.createdFlows());
        assertEquals(10_000_000, counters.get(PassiveCounter.FLOWS_OPENED));
    }
}
