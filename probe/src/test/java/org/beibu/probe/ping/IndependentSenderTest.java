package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorPolicy;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.HmacKey;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Session-Reflector against a Session-Sender in Python that asks sound and broken questions and
 * checks every field and flag of the answers.
 */
@Tag("interop")
class IndependentSenderTest {
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final KeyRing KEYS = new KeyRing(List.of(HmacKey.parse(3, KEY)));
    private static final ReflectorPolicy STATEFUL = ReflectorPolicy.DEFAULT.withState(true);
    private static final ReflectorConfig AT_LOOPBACK =
            ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0"));
    private static final ReflectorConfig AT_LOOPBACK_IPV6 =
            ReflectorConfig.at(ListenAddress.parse("[::1]:0"));
    private static final String[] SILENT_OPEN = {"length-0", "length-13", "multiplier-0"};
    private static final Set<String> ALWAYS = Set.of("received", "answered", "sessions_opened");

    /** What the peer says of the answers, and what the reflector counted but answers. */
    private record Outcome(List<String> lines, Map<String, Long> counted) {
        /** Lines that tell of more than a length or of silence. */
        List<String> faults() {
            return lines.stream()
                    .filter(
                            line ->
                                    !line.matches(
                                            "[a-z0-9-]+: (\\d+ octets|no answer)|again: 44 octets, 44 octets|again: 112 octets, 112 octets"))
                    .toList();
        }

        List<String> silent() {
            return lines.stream()
                    .filter(line -> line.endsWith(": no answer"))
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .sorted()
                    .toList();
        }
    }

    private static Outcome outcome(ReflectorConfig config, ClockState state, String... words)
            throws Exception {
        Counters counters = new Counters();
        try (Reflector reflector =
                new Reflector(config, new SystemEpochNanoClock(), () -> state, counters)) {
            reflector.start();
            List<String> arguments = new ArrayList<>();
            arguments.add(String.valueOf(reflector.addresses().get(0).port()));
            arguments.addAll(List.of(words));
            try (PythonPeer peer = PythonPeer.start("peer_sender.py", arguments)) {
                return new Outcome(peer.rest(), counted(counters));
            }
        }
    }

    private static Map<String, Long> counted(Counters counters) {
        Map<String, Long> counted = new TreeMap<>();
        counters.snapshot()
                .forEach(
                        (label, count) -> {
                            String name = label.replaceFirst("^reflector_", "");
                            if (count > 0 && !ALWAYS.contains(name)) {
                                counted.put(name, count);
                            }
                        });
        return counted;
    }

    private static Outcome outcome(ReflectorConfig config, String... words) throws Exception {
        return outcome(config, ClockState.UNSYNCHRONISED, words);
    }

    @Test
    void openAnswersAreAsTheRfcsSay() throws Exception {
        Outcome outcome = outcome(AT_LOOPBACK);

        assertEquals(List.of(), outcome.faults());
        assertEquals(
                List.of("length-0", "length-13", "multiplier-0", "oversize"), outcome.silent());
        assertTrue(outcome.lines().contains("length-14: 44 octets"), outcome.lines().toString());
        assertEquals(
                Map.of(
                        "refused_multiplier", 1L,
                        "refused_oversize", 1L,
                        "refused_short", 2L,
                        "tlvs_integrity_failed", 3L,
                        "tlvs_malformed", 4L,
                        "tlvs_unrecognized", 8L),
                outcome.counted());
    }

    @Test
    void answersAreNumberedBySessionAndStampedInBothFormats() throws Exception {
        for (String far : new String[] {"ntp", "ptp"}) {
            ReflectorPolicy policy =
                    STATEFUL.withTimestamps(
                            far.equals("ptp") ? TimestampFormat.PTP : TimestampFormat.NTP);
            for (String near : new String[] {"ntp", "ptp"}) {
                Outcome outcome = outcome(AT_LOOPBACK.with(policy), "stateful", "far=" + far, near);
                assertEquals(List.of(), outcome.faults(), far + " to " + near);
            }
        }
    }

    @Test
    void signedAnswersAreSignedAndSoAreTheirTlvs() throws Exception {
        Outcome outcome =
                outcome(
                        AT_LOOPBACK.with(STATEFUL).authenticated(KEYS),
                        new ClockState(true, 5_000, SyncSource.PTP),
                        "stateful",
                        "key=" + KEY);

        assertEquals(List.of(), outcome.faults());
        assertEquals(13, outcome.silent().size(), outcome.silent().toString());
        assertEquals(3L, outcome.counted().get("refused_hmac"));
        assertEquals(8L, outcome.counted().get("refused_short"));
        assertEquals(1L, outcome.counted().get("refused_multiplier"));
        assertEquals(10L, outcome.counted().get("tlvs_integrity_failed"));
    }

    @Test
    void tlvsOfOpenPacketsAreSignedWhereTheQuestionsAre() throws Exception {
        Outcome outcome = outcome(AT_LOOPBACK.open(KEYS), "tlvkey=" + KEY);

        assertEquals(List.of(), outcome.faults());
        assertEquals(6L, outcome.counted().get("tlvs_integrity_failed"));
    }

    @Test
    void questionsByIpv6AreAnsweredAlike() throws Exception {
        Outcome outcome = outcome(AT_LOOPBACK_IPV6.with(STATEFUL), "stateful", "host=::1");

        assertEquals(List.of(), outcome.faults());
        assertEquals(1L, outcome.counted().get("duplicates"));
        assertEquals(4, outcome.silent().size());
        assertTrue(outcome.silent().containsAll(List.of(SILENT_OPEN)));
    }
}
