package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocateCommandTest {
    private static final String PROBLEM =
            """
            {"links": [{"id": "A", "capacity": %s}, {"id": "B", "capacity": 10}],
             "prefixes": [
              {"id": "p1", "current": "A",
               "options": [{"link": "A", "cost": 10, "load": 5}, {"link": "B", "cost": 12, "load": 5}]},
              {"id": "p2",
               "options": [{"link": "A", "cost": 10, "load": 5}, {"link": "B", "cost": 30, "load": 5}]}]}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;

    @TempDir private Path folder;

    @BeforeEach
    void redirect() {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(outBefore);
        System.setErr(errBefore);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("problem.json"), text).toString();
    }

    @Test
    void theCheapestPlanThatFitsIsPrinted() throws IOException {
        int code = Beibu.run("allocate", file(PROBLEM.formatted("5")), "--json");

        JsonNode json = new ObjectMapper().readTree(out.toString(UTF_8));
        assertEquals(0, code, err.toString(UTF_8));
        assertTrue(json.get("feasible").asBoolean());
        assertEquals("B", json.get("assignment").get("p1").asText());
        assertEquals("A", json.get("assignment").get("p2").asText());
        assertEquals(22, json.get("cost").asDouble());
        assertEquals(22, json.get("lower_bound").asDouble(), 1e-6);
        assertEquals(0, json.get("gap").asDouble(), 1e-6);
        assertEquals(0, json.get("overload").size());
        assertTrue(json.get("seconds").asDouble() < 60);
    }

    @Test
    void peopleGetATable() throws IOException {
        int code = Beibu.run("allocate", file(PROBLEM.formatted("10")));

        String text = out.toString(UTF_8);
        assertEquals(0, code, err.toString(UTF_8));
        assertTrue(text.contains("A                                2         0.0000"), text);
        assertTrue(text.contains("optimal: cost 20.0000, no plan costs less than 20.0000"), text);
    }

    @Test
    void withoutAnyPlanTheLeastOverloadIsToldAndTheCodeIsThree() throws IOException {
        String text = PROBLEM.formatted("2").replace("\"capacity\": 10", "\"capacity\": 4");

        int code = Beibu.run("allocate", file(text), "--json");

        JsonNode json = new ObjectMapper().readTree(out.toString(UTF_8));
        assertEquals(3, code);
        assertEquals("INFEASIBLE", json.get("status").asText());
        assertEquals(
                4,
                json.get("overload").get("A").asDouble()
                        + json.get("overload").get("B").asDouble());
        assertTrue(
                err.toString(UTF_8).contains("no plan carries the load, which is proved"),
                err.toString(UTF_8));
    }

    @Test
    void whatCannotBeReadIsOneLineAndCodeTwo() throws IOException {
        assertEquals(2, Beibu.run("allocate", file("{\"links\": []}")));
        assertEquals(2, Beibu.run("allocate", folder.resolve("none").toString()));
        assertEquals(2, Beibu.run("allocate", file("{}"), "--seconds", "0"));

        String text = err.toString(UTF_8);
        assertTrue(text.contains("prefixes are missing"), text);
        assertTrue(text.contains("no such file: "), text);
        assertTrue(text.contains("--seconds: from above 0 to 3600: 0.0"), text);
    }
}
