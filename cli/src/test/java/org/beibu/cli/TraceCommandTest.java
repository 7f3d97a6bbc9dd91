package org.beibu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.stamp.ClockState;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way to a reflector next door; {@code PathChangeTest} has routers. */
class TraceCommandTest {
    private static Reflector reflector() throws Exception {
        Reflector reflector =
                new Reflector(
                        ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0")),
                        new SystemEpochNanoClock(),
                        () -> ClockState.UNSYNCHRONISED,
                        new Counters());
        reflector.start();
        return reflector;
    }

    @Test
    @Tag("scenario")
    void theReflectorIsTheOnlyHop() throws Exception {
        try (Reflector reflector = reflector()) {
            String target = reflector.addresses().get(0).toString();

            String text = Commands.outputOf("trace", target, "--source", "127.0.0.9");
            JsonNode json =
                    new ObjectMapper()
                            .readTree(
                                    Commands.outputOf(
                                            "trace", target, "--attempts", "1", "--json"));

            String[] lines = text.split("\n", -1);
            assertTrue(lines[0].startsWith("trace to " + target + " from port "), text);
            assertTrue(lines[1].startsWith("  1  127.0.0.1 "), text);
            assertTrue(lines[1].endsWith("  reply"), text);
            assertTrue(lines[2].startsWith("reached: 1 hops, 3 packets, 3 answered, "), text);
            assertEquals("beibu/trace/v1", json.get("schema").asText());
            assertEquals("reached", json.get("outcome").asText());
            assertEquals("127.0.0.1", json.get("hops").get(0).get("address").asText());
            assertEquals(1, json.get("hops").get(0).get("delays_ns").size());
        }
    }

    @Test
    @Tag("scenario")
    void aHostWithoutAReflectorIsTracedByIcmp() throws Exception {
        String[] command = {"trace", "127.0.0.1", "--protocol", "icmp", "--attempts", "1"};
        int code = Beibu.run(command);
        Assumptions.assumeTrue(code != ExitCode.NOT_PERMITTED, "ICMP echo is not permitted");

        String[] lines = Commands.outputOf(command).split("\n", -1);
        String[] withJson = Arrays.copyOf(command, command.length + 1);
        withJson[command.length] = "--json";
        JsonNode json = new ObjectMapper().readTree(Commands.outputOf(withJson));

        assertTrue(lines[0].matches("trace to 127.0.0.1 by ICMP with identifier \\d+, 30 .*"));
        assertTrue(lines[1].startsWith("  1  127.0.0.1 "), lines[1]);
        assertEquals("icmp", json.get("protocol").asText());
        assertTrue(json.get("identifier").asInt() > 0);
        assertTrue(json.get("hops").get(0).get("quoted_ttl").isNull());
    }

    @Test
    void whatCannotBeTracedIsAWrongCommandLine() {
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1:0"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "[fe80::1%lo]:862"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1", "--source-port", "70000"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1", "--max-ttl", "65"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1", "--dscp", "64"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1", "--exit", "gz-1"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1", "--protocol", "tcp"));
        assertEquals(ExitCode.USAGE, Beibu.run("trace", "127.0.0.1:862", "--protocol", "icmp"));
        assertEquals(
                ExitCode.USAGE,
                Beibu.run("trace", "127.0.0.1", "--protocol", "icmp", "--auth-key", "none"));
    }
}
