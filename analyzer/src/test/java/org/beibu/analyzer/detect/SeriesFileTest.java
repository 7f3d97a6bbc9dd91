package org.beibu.analyzer.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesFileTest {
    private static RttSeries read(String text) throws IOException, SeriesFormatException {
        return SeriesFile.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1476479820|2016-10-14T21:17:00Z",
                "1476479820.25|2016-10-14T21:17:00.250Z",
                "2016-10-14 21:17:28|2016-10-14T21:17:28Z",
                "2016-10-14T21:17:28|2016-10-14T21:17:28Z",
                "2016-10-14T21:17:28.500|2016-10-14T21:17:28.500Z",
                "2016-10-14T21:17:28Z|2016-10-14T21:17:28Z",
                "2016-10-14 21:17:28+08:00|2016-10-14T13:17:28Z",
                "14/10/2016 21:17|2016-10-14T21:17:00Z",
                "14/10/2016 21:17:05|2016-10-14T21:17:05Z"
            })
    void timesAreSecondsOrDates(String text, Instant time) throws Exception {
        RttSeries series = read("time,rtt\n" + text + ",5.5\n");

        assertEquals(time, Instant.ofEpochMilli(series.epochMillis(0)));
    }

    @Test
    void theDecimalSignMayBeAComma() throws Exception {
        assertEquals(12.25, read("epoch;rtt;cp\n1;12,25;0\n").rttMs(0));
        assertEquals(12.25, read("time,rtt\n1,12,25\n").rttMs(0));
        assertEquals(12.25, read("time,rtt\n1,\"12,25\"\n").rttMs(0));
    }

    @Test
    void columnsAreFoundByTheirNames() throws Exception {
        RttSeries series = read("probe\tRTT\ttime\nnn1\t7.5\t100\n");

        assertEquals(7.5, series.rttMs(0));
        assertEquals(100_000, series.epochMillis(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1.0", "", "NaN", "nan", "*", "-"})
    void whatHasNoDelayIsLost(String text) throws Exception {
        assertTrue(read("time;rtt\n1;" + text + "\n").isLost(0));
    }

    @Test
    void byteOrderMarkCarriageReturnsAndBlankLinesAreNoRows() throws Exception {
        RttSeries series = read("\uFEFFepoch;rtt\r\n1;5\r\n\r\n2;6\r\n");

        assertEquals(2, series.rows());
        assertEquals(6, series.rttMs(1));
    }

    @Test
    void aHeaderAloneIsAnEmptySeries() throws Exception {
        assertEquals(0, read("time,rtt\n").rows());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|line 1: empty; a header such as time,rtt is expected",
                "1476479820,5|line 1: a header with the columns time and rtt is expected",
                "time,rtt@1,5@2,abc|line 3: not a delay in milliseconds: \"abc\"",
                "time,rtt@noon,5|line 2: not a time: \"noon\"",
                "time,rtt@31/2/2016 25:00,5|line 2: not a time",
                "time,rtt@@5|line 3: 1 columns, the header has 2",
                "time,rtt@1,Infinity|line 2: a delay over an hour"
            })
    void badLinesAreNamed(String text, String message) {
        SeriesFormatException refused =
                assertThrows(SeriesFormatException.class, () -> read(text.replace('@', '\n')));

        String said = String.valueOf(refused.getMessage());
        assertTrue(said.startsWith(message), said);
    }
}
