package org.beibu.analyzer.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody's tool has written: what is wrong is refused by place, the rest is taken. */
class HostileSeriesTest {
    @TempDir private Path folder = Path.of("");

    private SeriesRows read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        SeriesFormat format = SeriesFormat.of(file).orElseThrow();
        return SeriesFile.read(file, format, Optional.of("x"));
    }

    private static int taken(SeriesRows rows) {
        SeriesRows.Source source = rows.sources().get("x");
        return source == null ? 0 : source.samples.size();
    }

    @Test
    void timesBeyondAllMeasureInCsvAreRefusedLineByLine() throws IOException {
        SeriesRows rows =
                read(
                        "x.csv",
                        """
                        time,rtt
                        1e2147483647,1
                        -1e2147483647,1
                        1e-2147483647,1
                        +999999999-12-31T23:59:59Z,1
                        1700000000,1e2147483647
                        1700000001,27""");

        assertEquals(1, taken(rows));
        assertEquals(5, rows.refused(), rows.refusals()::toString);
    }

    @Test
    void timesBeyondAllMeasureInADumpAreRefusedLineByLine() throws IOException {
        String row = "<!-- x / %s --> <row><v>0.027</v></row>\n";
        SeriesRows rows =
                read(
                        "x.xml",
                        "<rrd><ds><name> ping1 </name></ds>\n<cf>AVERAGE</cf>\n"
                                + "<pdp_per_row>1</pdp_per_row>\n"
                                + row.formatted("99999999999999999999")
                                + row.formatted("18446744073")
                                + row.formatted("9999999999")
                                + row.formatted("1700000000"));

        assertEquals(1, taken(rows));
        assertEquals(3, rows.refused(), rows.refusals()::toString);
    }

    @Test
    void lineWithoutEndIsRefusedAndTheNextOneTaken() throws IOException {
        String endless = "9".repeat(3 * SourceLines.LONGEST);
        SeriesRows csv = read("x.csv", "time,rtt\n" + endless + "\r\n1700000000,27\n" + endless);
        SeriesRows json =
                read(
                        "x.json",
                        "{\"a\":\""
                                + endless
                                + "\"}\n"
                                + "{\"timestamp\":1700000000,\"result\":[{\"rtt\":27}]}");

        assertEquals(1, taken(csv));
        assertEquals(
                List.of(
                        folder.resolve("x.csv") + ":2: a line of more than 65536 characters",
                        folder.resolve("x.csv") + ":4: a line of more than 65536 characters"),
                csv.refusals());
        assertEquals(1, taken(json));
        assertEquals(
                List.of(folder.resolve("x.json") + ":1: a line of more than 65536 characters"),
                json.refusals());
    }

    @Test
    void linesMayEndWithLineFeedCarriageReturnOrBoth() throws IOException {
        SeriesRows rows =
                read("x.csv", "time,rtt\r1700000000,27\r\n1700000001,fast\n\r1700000002,28");

        assertEquals(2, taken(rows));
        assertEquals(
                List.of(folder.resolve("x.csv") + ":3: not a number: 'fast'"), rows.refusals());
    }

    @Test
    void textOfTheFileThatIsShownControlsNoTerminal() throws IOException {
        SeriesRows rows =
                read(
                        "x.json",
                        "[{\"type\":\"\\u001b[2Jgone\\u009b\",\"timestamp\":1},{\"type\":\""
                                + "y".repeat(4_000)
                                + "\"}]");

        assertEquals(2, rows.refused());
        assertTrue(
                rows.refusals().get(0).endsWith("of type '?[2Jgone?'"), rows.refusals()::toString);
        assertTrue(rows.refusals().get(1).endsWith("yyy..."), rows.refusals()::toString);
        assertTrue(rows.refusals().get(1).length() < 400, rows.refusals()::toString);
    }

    @Test
    void jsonNestedWithoutEndIsRefused() throws IOException {
        SeriesRows rows =
                read(
                        "x.json",
                        "[{\"timestamp\":1700000000,\"result\":[{\"rtt\":27}]},"
                                + "[".repeat(100_000));

        assertEquals(1, taken(rows));
        assertEquals(1, rows.refused());
        assertTrue(rows.refusals().get(0).contains("what follows was not read"));
    }
}
