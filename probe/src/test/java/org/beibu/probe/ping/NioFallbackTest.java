package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorPolicy;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both roles by the sockets of the JDK, as on a system without epoll, against the Python peers. */
@Tag("interop")
class NioFallbackTest {
    private static final String PROPERTY = "beibu.udp.nio";
    private static final ClockState GOOD = new ClockState(true, 5_000, SyncSource.PTP);

    @BeforeEach
    void doWithoutEpoll() {
        System.setProperty(PROPERTY, "true");
    }

    @AfterEach
    void takeEpollAgain() {
        System.clearProperty(PROPERTY);
    }

    private static List<String> answered(String listen, String... words) throws Exception {
        ReflectorConfig config =
                ReflectorConfig.at(ListenAddress.parse(listen))
                        .with(ReflectorPolicy.DEFAULT.withState(true));
        try (Reflector reflector =
                new Reflector(config, new SystemEpochNanoClock(), () -> GOOD, new Counters())) {
            reflector.start();
            List<String> arguments = new ArrayList<>();
            arguments.add(String.valueOf(reflector.addresses().get(0).port()));
            arguments.addAll(List.of("stateful", "blind"));
            arguments.addAll(List.of(words));
            try (PythonPeer peer = PythonPeer.start("peer_sender.py", arguments)) {
                return peer.rest();
            }
        }
    }

    @Test
    void answersSayWhatTheSocketDoesNotTell() throws Exception {
        String[] cases = {
            "base",
            "padding-1400",
            "location",
            "cos",
            "direct",
            "timestamp",
            "unknown-between",
            "cos-of-6",
            "length-13",
            "length-14",
            "oversize"
        };
        List<String> expected =
                List.of(
                        "base: 44 octets",
                        "padding-1400: 1404 octets",
                        "location: 104 octets",
                        "cos: 52 octets",
                        "direct: 60 octets",
                        "timestamp: 52 octets",
                        "unknown-between: 71 octets",
                        "cos-of-6: 78 octets",
                        "length-13: no answer",
                        "length-14: 44 octets",
                        "oversize: no answer");

        assertEquals(expected, answered("127.0.0.1:0", cases));
        List<String> overIpv6 = new ArrayList<>(List.of(cases));
        overIpv6.add("host=::1");
        assertEquals(expected, answered("[::1]:0", overIpv6.toArray(String[]::new)));
    }

    @Test
    void delaysAreMarkedAsStampedByUserSpace() throws Exception {
        for (String host : new String[] {"host=127.0.0.1", "host=::1"}) {
            PeerPing told = PeerPing.run(PeerPing.OPEN, 0, host, "any-ttl", "stateful");

            assertEquals(List.of(PeerPing.COUNT + " questions"), told.peer);
            assertEquals(Map.of(), told.figures().refused());
            assertEquals(PeerPing.COUNT, told.session().roundTrip().count());
            assertEquals(PeerPing.COUNT, told.session().userSpace());
            for (PingReply reply : told.replies) {
                assertFalse(reply.byKernel());
                assertEquals(-1, reply.ttl());
                assertTrue(reply.delayNanos() > 0, reply.toString());
            }
        }
    }
}
