package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.beibu.probe.udp.ArrivingDatagram;
import org.junit.jupiter.api.Test;

class SessionTableTest {
    private final ArrivingDatagram datagram = new ArrivingDatagram();

    private ReflectorSession find(SessionTable table, int port, int ssid, long second) {
        datagram.from("192.0.2.1", port);
        ReflectorSession session = table.findOrBegin(datagram.get(), ssid, second);
        assertNotNull(session);
        return session;
    }

    @Test
    void endsAndSsidMakeASession() {
        SessionTable table = new SessionTable(8, 1);
        ReflectorSession session = find(table, 1, 7, 0);

        assertSame(session, find(table, 1, 7, 0));
        assertTrue(session != find(table, 1, 8, 0));
        assertTrue(session != find(table, 2, 7, 0));
        datagram.to("192.0.2.9", 862);
        assertTrue(session != find(table, 1, 7, 0));
        assertSame(session, table.ofId(session.id));
        assertEquals(4, table.size());
    }

    @Test
    void aFullTableTakesNoNewSessionButKeepsTheOldOnes() {
        SessionTable table = new SessionTable(3, 1);
        for (int port = 1; port <= 3; port++) {
            find(table, port, 0, port);
        }

        datagram.from("192.0.2.1", 4);
        assertNull(table.findOrBegin(datagram.get(), 0, 9));
        assertEquals(1, table.expire(2)); // that of port 1
        assertNotNull(table.findOrBegin(datagram.get(), 0, 9));
        assertEquals(3, table.size());
        find(table, 2, 0, 9);
    }

    @Test
    void itAgreesWithAPlainMapWhateverComesAndGoes() {
        SplittableRandom random = new SplittableRandom(99);
        SessionTable table = new SessionTable(64, 5);
        Map<Integer, Long> naive = new HashMap<>();
        for (long second = 0; second < 3_000; second++) {
            for (int i = 0; i < 10; i++) {
                int port = random.nextInt(200);
                datagram.from("192.0.2.1", port);
                ReflectorSession session = table.findOrBegin(datagram.get(), 0, second);
                if (naive.containsKey(port) || naive.size() < 64) {
                    assertNotNull(session);
                    assertEquals(naive.containsKey(port), session.receivedCount() > 0);
                    session.received();
                    session.lastSecond = second;
                    naive.put(port, second);
                } else {
                    assertNull(session);
                }
            }
            long before = second - random.nextInt(12);
            int size = naive.size();
            naive.values().removeIf(last -> last < before);
            assertEquals(size - naive.size(), table.expire(before));
            assertEquals(naive.size(), table.size());
        }
        table.expire(Long.MAX_VALUE);
        assertEquals(0, table.size());
    }
}
