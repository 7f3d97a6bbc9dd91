package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.beibu.probe.passive.TimingBuilder.timing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.junit.jupiter.api.Test;

class HostSummaryTest {
    private static final Address PEER = Address.parse("192.0.2.1");

    private static void record(HostSummary summary, int host, Method method, long delayNanos) {
        Address address = new Address(0x20010db8_00000000L, host);
        summary.record(timing(0, method, delayNanos, address, PEER));
    }

    private static String printed(HostSummary summary, boolean json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextBuffer text = new TextBuffer(out);
        SummaryPrinter.print(text, summary.rows(), json);
        text.flush();
        return out.toString(US_ASCII);
    }

    @Test
    void methodsAreNeverMixed() throws IOException {
        HostSummary summary = new HostSummary(10);
        record(summary, 1, Method.HANDSHAKE, 10);
        record(summary, 1, Method.TIMESTAMP, 20);
        record(summary, 1, Method.TIMESTAMP, 30);

        assertEquals(
                """
                host\tmethod\tclass\tcount\tmin_ns\tp50_ns\tp95_ns\tp99_ns\tmax_ns
                2001:db8::1\ttimestamp\tclean\t2\t20\t20\t30\t30\t30
                2001:db8::1\thandshake\tclean\t1\t10\t10\t10\t10\t10
                """,
                printed(summary, false));
    }

    @Test
    void jsonNamesItsSchema() throws IOException {
        HostSummary summary = new HostSummary(10);
        record(summary, 1, Method.HANDSHAKE, 10);

        assertEquals(
                "{\"schema\":\"beibu/rtt/v1\",\"hosts\":[\n"
                        + "{\"host\":\"2001:db8::1\",\"method\":\"handshake\",\"class\":\"clean\",\"count\":1,"
                        + "\"min_ns\":10,\"p50_ns\":10,\"p95_ns\":10,\"p99_ns\":10,"
                        + "\"max_ns\":10}\n]}\n",
                printed(summary, true));
    }

    @Test
    void emptySummaryIsStillATable() throws IOException {
        assertEquals(1, printed(new HostSummary(1), false).lines().count());
    }

    @Test
    void hostsBeyondTheBoundShareARow() {
        HostSummary summary = new HostSummary(3);
        for (int host = 1; host <= 10; host++) {
            for (int i = 0; i < host; i++) {
                record(summary, host, Method.TIMESTAMP, 1000L * host);
            }
        }
        List<HostSummary.Row> rows = summary.rows();

        assertEquals(4, rows.size());
        assertEquals("2001:db8::3", rows.get(0).name());
        assertEquals("(other)", rows.get(3).name());
        assertEquals(4 + 5 + 6 + 7 + 8 + 9 + 10, rows.get(3).delays().count());
        assertEquals(4000, rows.get(3).delays().min());
    }

    @Test
    void allHostsAreFoundAgainAfterGrowing() {
        HostSummary summary = new HostSummary(5000);
        for (int round = 0; round < 3; round++) {
            for (int host = 0; host < 5000; host++) {
                record(summary, host, Method.HANDSHAKE, host);
            }
        }

        assertEquals(5000, summary.rows().size());
        summary.rows().forEach(row -> assertEquals(3, row.delays().count()));
    }

    @Test
    void millionsOfHostsTakeBoundedMemory() {
        HostSummary summary = new HostSummary(1000);
        for (int host = 0; host < 3_000_000; host++) {
            record(summary, host, Method.HANDSHAKE, host);
        }

        assertEquals(1001, summary.rows().size());
        assertTrue(summary.rows().get(1000).delays().count() == 2_999_000);
    }
}
