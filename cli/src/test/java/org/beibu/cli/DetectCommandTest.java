package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class DetectCommandTest {
    @TempDir private Path folder = Path.of("");

    private String out = "";
    private String err = "";

    private int detect(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "detect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, UTF_8));
        System.setErr(new PrintStream(errBytes, true, UTF_8));
        try {
            return Beibu.run(all);
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
            out = outBytes.toString(UTF_8);
            err = errBytes.toString(UTF_8);
        }
    }

    private String file(String text) throws IOException {
        Path file = folder.resolve("series.csv");
        Files.writeString(file, text);
        return file.toString();
    }

    /** Two hundred rows at 30 ms, two hundred at 50. */
    private static String step() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("epoch;rtt\n");
        for (int row = 0; row < 400; row++) {
            double delay = (row < 200 ? 30 : 50) + random.nextDouble();
            text.append(
                    String.format(Locale.ROOT, "%d;%.2f%n", 1_500_000_000L + 240L * row, delay));
        }
        return text.toString();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    @Test
    void aStepIsFoundAtItsRowWithTheFiguresOfBothSides() throws IOException {
        assertEquals(ExitCode.OK, detect(file(step()), "--json"), err);

        JsonNode changes = json().get("changes");
        assertEquals(1, changes.size(), out);
        JsonNode change = changes.get(0);
        assertEquals(200, change.get("index").asInt());
        assertEquals("level", change.get("kind").asText());
        assertEquals("2017-07-14T16:00:00Z", change.get("time").asText());
        assertEquals(30.5, change.get("before_ms").asDouble(), 0.3);
        assertEquals(50.5, change.get("after_ms").asDouble(), 0.3);
        assertTrue(change.get("confidence").asDouble() > 0.5, out);
        assertEquals(399, change.get("decided_index").asInt());
    }

    @Test
    void onlineItIsDecidedWithThePastAtMostSixRowsLate() throws IOException {
        assertEquals(ExitCode.OK, detect(file(step()), "--online", "--json"), err);

        JsonNode change = json().get("changes").get(0);
        int late = change.get("decided_index").asInt() - 200;
        assertEquals(200, change.get("index").asInt(), 2);
        assertTrue(late >= 0 && late <= 6, () -> "decided " + late + " rows late");
    }

    @Test
    void theTableHasALineForEachChange() throws IOException {
        assertEquals(ExitCode.OK, detect(file(step())), err);

        assertTrue(out.startsWith("400 rows, 0 lost; 1 changes;"), out);
        assertEquals(3, out.lines().count());
        assertTrue(out.contains("routing step"), out);
    }

    @Test
    void standardInputIsRead() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(step().getBytes(UTF_8)));
        try {
            assertEquals(ExitCode.OK, detect("-"), err);
        } finally {
            System.setIn(before);
        }
        assertTrue(out.startsWith("400 rows"), out);
    }

    @Test
    void aBadLineIsNamedByItsNumber() throws IOException {
        assertEquals(ExitCode.USAGE, detect(file("time,rtt\n1,30\n2,thirty\n")));

        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains("series.csv") && err.contains("line 3"), err);
        assertTrue(err.contains("\"thirty\""), err);
        assertEquals("", out);
    }

    @Test
    void aFileWithoutHeaderSaysWhatIsExpected() throws IOException {
        assertEquals(ExitCode.USAGE, detect(file("1,30\n2,31\n")));

        assertTrue(err.contains("line 1") && err.contains("time and rtt"), err);
    }

    @Test
    void anEmptyFileIsAnErrorAndAHeaderAloneIsNoData() throws IOException {
        assertEquals(ExitCode.USAGE, detect(file("")));
        assertEquals(1, err.lines().count(), err);

        assertEquals(ExitCode.NO_DATA, detect(file("time,rtt\n"), "--json"));
        assertEquals(0, json().get("rows").asInt());
        assertEquals(0, json().get("changes").size());
    }

    @Test
    void aMissingFileIsOneLine() {
        int code = detect(folder.resolve("absent.csv").toString());

        assertTrue(code != ExitCode.OK, "code " + code);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains("absent.csv"), err);
    }

    @Test
    void aFileOfNothingButOctetsIsRefusedInOneLine() throws IOException {
        byte[] octets = new byte[100_000];
        new Random(1).nextBytes(octets);
        Path file = folder.resolve("octets");
        Files.write(file, octets);

        assertEquals(ExitCode.USAGE, detect(file.toString()));
        assertEquals(1, err.lines().count(), err);
    }
}
