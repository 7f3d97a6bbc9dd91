package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.beibu.model.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBufferTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TextBuffer text = new TextBuffer(out);

    @ParameterizedTest
    @ValueSource(
            longs = {0, 9, 10, 99, 100, 65535, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000})
    void numbersReadAsJavaWritesThem(long number) throws IOException {
        assertEquals(Long.toString(number), text.append(number).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000000",
        "1, 0.000000001",
        "1700000000123456789, 1700000000.123456789",
        "1700000000000000000, 1700000000.000000000",
        "-1, -1.999999999"
    })
    void timesHaveNineDecimals(long nanos, String expected) throws IOException {
        assertEquals(expected, text.appendTime(nanos).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::"})
    void addressesReadAsTheModelWritesThem(String address) throws IOException {
        Address parsed = Address.parse(address);

        assertEquals(address, text.appendAddress(parsed.high(), parsed.low()).toString());
    }

    @Test
    void addressesThatShareAPlaceAreNotMixedUp() throws IOException {
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                Address address = new Address(i % 3 == 0 ? 0x2001_0db8_0000_0000L : 0, i);
                expected.append(address).append('\n');
                text.appendAddress(address.high(), address.low()).append('\n');
            }
        }
        text.flush();

        assertEquals(expected.toString(), out.toString(US_ASCII));
    }

    @Test
    void everySecondIsWrittenAnew() throws IOException {
        text.appendTime(1_999_999_999L).append(' ').appendTime(2_000_000_000L).append(' ');
        text.appendTime(-1).append(' ').appendTime(1_000_000_001L);

        assertEquals("1.999999999 2.000000000 -1.999999999 1.000000001", text.toString());
    }

    @Test
    void nothingIsLostAcrossManyBuffers() throws IOException {
        Random random = new Random(1);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            long number = random.nextLong() >>> random.nextInt(64);
            expected.append(number).append('\n');
            text.append(number).append('\n');
        }
        text.flush();

        assertEquals(expected.toString(), out.toString(US_ASCII));
    }
}
