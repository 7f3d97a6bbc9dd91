package org.beibu.analyzer.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesFileTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path folder = Path.of("");

    private SeriesRows read(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, String.join("\n", lines) + "\n");
        SeriesFormat format = SeriesFormat.of(file).orElseThrow();
        return SeriesFile.read(file, format, Optional.empty());
    }

    private static List<String> samples(SeriesRows rows, String source) {
        SeriesRows.Source of = rows.sources().get(source);
        return of == null
                ? List.of()
                : of.samples.stream()
                        .map(s -> s.epochNanos() / 1e9 + " " + s.delayNanos() / 1e6)
                        .toList();
    }

    private static SeriesRows.Source source(SeriesRows rows, String name) {
        return Objects.requireNonNull(rows.sources().get(name), name);
    }

    private static int[] sentAndLost(SeriesRows rows, String source) {
        TreeMap<Long, int[]> windows = source(rows, source).sentAndLost;
        int[] sum = new int[2];
        windows.values().forEach(counts -> Arrays.setAll(sum, i -> sum[i] + counts[i]));
        return sum;
    }

    @Test
    void csvIsTimeAndDelayInAnyOfItsSpellings() throws IOException {
        SeriesRows rows =
                read(
                        "Beijing Nanning.csv",
                        "\ufeff\"Time\";\"RTT\";note",
                        "1700000000;27,5;x",
                        "1700000001000;28",
                        "2023-11-14T22:13:22.5+00:00;\"29,25\"",
                        "2023-11-14 22:13:23;30",
                        "1700000004;*",
                        "1700000005;",
                        "1700000006;-1");

        assertEquals(
                List.of(
                        "1.7E9 27.5",
                        "1.700000001E9 28.0",
                        "1.7000000025E9 29.25",
                        "1.700000003E9 30.0"),
                samples(rows, "beijing-nanning"));
        assertEquals("[7, 3]", Arrays.toString(sentAndLost(rows, "beijing-nanning")));
        assertEquals(0, rows.refused());
    }

    @Test
    void unitAndSourceOfCsvStandInTheHeader() throws IOException {
        SeriesRows rows =
                read("x.csv", "source,epoch,rtt_s", "bj,1700000000,0.027", "sh,1700000000,3.1e-2");

        assertEquals(List.of("1.7E9 27.0"), samples(rows, "bj"));
        assertEquals(List.of("1.7E9 31.0"), samples(rows, "sh"));
    }

    @Test
    void badLinesAreNamedByPlaceAndTheOthersTaken() throws IOException {
        SeriesRows rows =
                read(
                        "x.csv",
                        "time,rtt",
                        "1700000000,27",
                        "yesterday,27",
                        "1700000002,fast",
                        "1700000003",
                        "1700000004,60001",
                        "1700000005,70000",
                        "99999999999999999999,1",
                        "1700000007,28");

        assertEquals(List.of("1.7E9 27.0", "1.700000007E9 28.0"), samples(rows, "x"));
        assertEquals(6, rows.refused());
        assertEquals(
                List.of(
                        folder.resolve("x.csv") + ":3: not a number: 'yesterday'",
                        folder.resolve("x.csv") + ":4: not a number: 'fast'",
                        folder.resolve("x.csv") + ":5: fewer fields than the header line has",
                        folder.resolve("x.csv") + ":6: a delay out of 0 to 60 s",
                        folder.resolve("x.csv") + ":7: a delay out of 0 to 60 s"),
                rows.refusals());
    }

    @Test
    void atlasResultsComeAsArrayOrByLine() throws IOException {
        String one =
                """
                {"fw":5080,"type":"ping","prb_id":6020,"msm_id":1001,"timestamp":1700000000,"af":4,\
                "result":[{"rtt":35.25,"ttl":58},{"x":"*"},{"rtt":36.5},{"rtt":37.0,"dup":1}]}""";
        String old =
                """
                {"fw":4460,"prb_id":6021,"msm_id":1001,"timestamp":1700000240,\
                "result":[{"rtt":40.125,"srcaddr":"192.0.2.1"},{"error":"connect failed"}]}""";
        SeriesRows array = read("a.json", "[", one + ",", old, "]");
        SeriesRows lines =
                read("b.json", one, "", old, "{\"broken\":", "{\"type\":\"traceroute\"}");

        for (SeriesRows rows : List.of(array, lines)) {
            assertEquals(List.of("1.7E9 35.25", "1.7E9 36.5"), samples(rows, "6020-1001"));
            assertEquals(List.of("1.70000024E9 40.125"), samples(rows, "6021-1001"));
            assertEquals("[3, 1]", Arrays.toString(sentAndLost(rows, "6020-1001")));
            assertEquals("[1, 0]", Arrays.toString(sentAndLost(rows, "6021-1001")));
            assertEquals(2, rows.passedOver());
        }
        assertEquals(0, array.refused());
        assertEquals(
                List.of(
                        folder.resolve("b.json") + ":4: not JSON",
                        folder.resolve("b.json")
                                + ":5: not a ping result but of type 'traceroute'"),
                lines.refusals());
    }

    @Test
    void arrayThatIsCutGivesWhatIsBeforeTheCut() throws IOException {
        SeriesRows rows =
                read(
                        "a.json",
                        "[{\"prb_id\":1,\"msm_id\":2,\"timestamp\":1700000000,\"result\":[{\"rtt\":1.5}]},",
                        "{\"prb_id\":1,\"msm_id\":2,\"timest");

        assertEquals(List.of("1.7E9 1.5"), samples(rows, "1-2"));
        assertEquals(1, rows.refused());
        assertTrue(rows.refusals().get(0).contains("a.json:2"), rows.refusals()::toString);
    }

    private static String dump(String perRow, String rows) {
        return """
        <rrd><step> 300 </step><lastupdate> 1700000400 </lastupdate>
        <ds><name> uptime </name></ds>
        <ds><name> loss </name></ds>
        <ds><name> median </name></ds>
        <ds><name> ping1 </name></ds>
        <ds><name> ping2 </name></ds>
        <ds><name> ping3 </name></ds>
        <rra><cf>AVERAGE</cf><pdp_per_row>%s</pdp_per_row>
        <database>
        %s
        </database></rra></rrd>
        """
                .formatted(perRow, rows);
    }

    private static String row(long time, String... values) {
        return "<!-- x / %d --> <row><v>NaN</v>%s</row>%n"
                .formatted(
                        time,
                        String.join(
                                "", Arrays.stream(values).map(v -> "<v> " + v + " </v>").toList()));
    }

    @Test
    void smokePingGivesEachPingAndItsLoss() throws IOException {
        SeriesRows rows =
                read(
                        "Beijing.xml",
                        dump(
                                "1",
                                row(1700000100, "1.0e+00", "2.71e-02", "2.7e-02", "2.72e-02", "NaN")
                                        + row(
                                                1700000400,
                                                "0",
                                                "2.8e-02",
                                                "2.8e-02",
                                                "2.8e-02",
                                                "2.9e-02")
                                        + row(1700000700, "NaN", "NaN", "NaN", "NaN", "NaN")
                                        + row(1700001000, "0", "0.028")));

        assertEquals(
                List.of(
                        "1.7000001E9 27.0",
                        "1.7000001E9 27.2",
                        "1.7000004E9 28.0",
                        "1.7000004E9 28.0",
                        "1.7000004E9 29.0"),
                samples(rows, "beijing"));
        assertEquals("[6, 1]", Arrays.toString(sentAndLost(rows, "beijing")));
        assertEquals(1, rows.refused());
        assertTrue(rows.refusals().get(0).endsWith("3 values for 6 data sources"));
    }

    @Test
    void consolidatedRowsAreNoSamples() throws IOException {
        SeriesRows rows =
                read("a.xml", dump("12", row(1700000100, "0", "0.03", "0.03", "0.03", "0.03")));

        assertTrue(rows.sources().isEmpty());
        assertEquals(1, rows.passedOver());
    }

    @Test
    void otherXmlIsRefusedWithItsName() {
        IOException refusal =
                assertThrows(
                        IOException.class, () -> read("a.xml", "<?xml version='1.0'?>", "<x/>"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("not a database of SmokePing"));
    }

    @Test
    void captureFilesAndTextAreNoSeries() throws IOException {
        Path file = folder.resolve("x");
        Files.write(file, new byte[] {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 2, 0});
        assertTrue(SeriesFormat.of(file).isEmpty());
        Files.writeString(file, "hello, world\n");
        assertTrue(SeriesFormat.of(file).isEmpty());
        Files.writeString(file, "");
        assertTrue(SeriesFormat.of(file).isEmpty());
    }

    @Test
    @Tag("interop")
    void databaseThatRrdtoolMadeIsReadThroughIt() throws IOException, InterruptedException {
        Path file = folder.resolve("Shanghai.rrd");
        Assumptions.assumeTrue(rrdtool("--version"), "rrdtool is not installed");
        long start = 1_700_000_100;
        assertTrue(
                rrdtool(
                        "create",
                        file.toString(),
                        "--step",
                        "300",
                        "--start",
                        start + "",
                        "DS:uptime:GAUGE:600:0:U",
                        "DS:loss:GAUGE:600:0:20",
                        "DS:median:GAUGE:600:0:180",
                        "DS:ping1:GAUGE:600:0:180",
                        "DS:ping2:GAUGE:600:0:180",
                        "RRA:AVERAGE:0.5:1:100",
                        "RRA:AVERAGE:0.5:12:100",
                        "RRA:MAX:0.5:12:100"));
        for (int step = 1; step <= 24; step++) {
            long time = start + step * 300L;
            String second = step % 4 == 0 ? "1:0.030:0.030:U" : "0:0.030:0.030:0.031";
            assertTrue(rrdtool("update", file.toString(), time + ":U:" + second));
        }

        SeriesRows rows =
                SeriesFile.read(file, SeriesFormat.of(file).orElseThrow(), Optional.empty());

        SeriesRows.Source source = source(rows, "shanghai");
        assertEquals("[48, 6]", Arrays.toString(sentAndLost(rows, "shanghai")));
        assertEquals(42, source.samples.size());
        assertEquals((start + 300) * SECOND, source.samples.get(0).epochNanos());
        assertTrue(
                source.samples.stream()
                        .allMatch(
                                s -> s.delayNanos() == 30_000_000 || s.delayNanos() == 31_000_000));
        assertTrue(rows.passedOver() > 0, "consolidated rows");
        assertEquals(List.of(), rows.refusals());
    }

    private static boolean rrdtool(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("rrdtool"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
