package org.beibu.probe.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Prefix;
import org.beibu.model.TimingSample;
import org.beibu.probe.passive.TimingBuilder;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.TimingRecord;
import org.junit.jupiter.api.Test;

/** What of a host gets into a record. */
class TimingRecorderTest {
    private static final PseudonymKey KEY =
            PseudonymKey.of("32-char-str-for-AES-key-and-pad.".getBytes(US_ASCII));
    private static final AseanRoute ROUTE = Catalogue.bundled().routes().get(0);
    private static final Prefix INSIDE = ROUTE.prefixes().get(0);

    private final List<String> records = new ArrayList<>();

    private TimingRecorder recorder(RecordingConfig config) {
        return new TimingRecorder(
                Catalogue.bundled(),
                new ExitTable(List.of()),
                config,
                record -> records.add(text(record)),
                new Counters());
    }

    private static String text(TimingRecord record) {
        String mark = record.flags() == TimingSample.PSEUDONYM ? "~" : " ";
        return AsciiKey.routeText(record.routeKey()) + mark + prefix(record);
    }

    private static Prefix prefix(TimingRecord record) {
        return new Prefix(record.prefixHigh(), record.prefixLow(), record.prefixLength());
    }

    private String recorded(TimingRecorder recorder, Address host) {
        records.clear();
        Address peer = Address.parse("192.0.2.1");
        recorder.onTiming(TimingBuilder.timing(1, Method.HANDSHAKE, 5, host, peer));
        return records.get(0);
    }

    @Test
    void noTwoHostsOfAPrefixGiveDifferentRecords() {
        Random random = new Random(4);
        for (RecordingConfig config :
                List.of(RecordingConfig.DEFAULT, RecordingConfig.DEFAULT.with(KEY))) {
            TimingRecorder recorder = recorder(config);
            for (int i = 0; i < 1000; i++) {
                int network = random.nextInt() & 0xffffff00;
                long high = random.nextLong() & 0xffff_ffff_ffff_0000L;
                assertEquals(
                        recorded(recorder, new Address(0, Address.ipv4Low(network))),
                        recorded(recorder, new Address(0, Address.ipv4Low(network | 255))));
                assertEquals(
                        recorded(recorder, new Address(high, 0)),
                        recorded(recorder, new Address(high | 0xffff, random.nextLong())));
            }
        }
    }

    @Test
    void aPseudonymStandsInForThePrefix() {
        TimingRecorder named = recorder(RecordingConfig.DEFAULT.with(KEY));

        assertEquals("-~192.0.125.0/24", recorded(named, Address.parse("192.0.2.77")));
        assertEquals("-~27fe:8bc7:fee::/48", recorded(named, Address.parse("2001:db8::1")));
        TimingRecorder truncated = recorder(RecordingConfig.DEFAULT);
        assertEquals("- 192.0.2.0/24", recorded(truncated, Address.parse("192.0.2.77")));
        assertEquals("- 2001:db8::/48", recorded(truncated, Address.parse("2001:db8::1")));
    }

    @Test
    void theRouteIsLookedUpBeforeTheAddressIsGivenUp() {
        Address host = new Address(INSIDE.high(), INSIDE.low() | 1);
        String truncated = recorded(recorder(RecordingConfig.DEFAULT), host);
        String named = recorded(recorder(RecordingConfig.DEFAULT.with(KEY)), host);

        assertEquals(ROUTE.id(), truncated.split(" ", 2)[0]);
        assertEquals(ROUTE.id(), named.split("~", 2)[0]);
        assertNotEquals(truncated, named);
    }

    @Test
    void shorterPrefixesAreAllowedAndLongerOnesNever() {
        RecordingConfig coarse = new RecordingConfig(16, 32, Optional.empty(), ClockQuality.KERNEL);

        assertEquals("- 198.51.0.0/16", recorded(recorder(coarse), Address.parse("198.51.100.7")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RecordingConfig(25, 48, Optional.empty(), ClockQuality.KERNEL));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RecordingConfig(24, 49, Optional.empty(), ClockQuality.KERNEL));
    }
}
