package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import org.beibu.probe.passive.PassiveTiming;

/**
 * ASCII text on its way to a stream: numbers and addresses are written as octets without a String
 * in between. Hands over what it holds when it is nearly full and on {@link #flush}.
 */
final class TextBuffer {
    private static final int CAPACITY = 1 << 16;

    /** No single append takes more. */
    private static final int ROOM = 256;

    /** 10^0 to 10^18. */
    private static final long[] POWERS = new long[19];

    /** 00 to 99. */
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = i == 0 ? 1 : POWERS[i - 1] * 10;
        }
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private final byte[] octets = new byte[CAPACITY];
    private final AddressTexts addresses = new AddressTexts();
    private final OutputStream out;
    private int length;
    private long second = Long.MIN_VALUE;
    private byte[] secondText = {};

    TextBuffer(OutputStream out) {
        this.out = out;
    }

    TextBuffer append(char octet) throws IOException {
        makeRoom();
        octets[length++] = (byte) octet;
        return this;
    }

    /** ASCII text of at most 256 characters. */
    TextBuffer append(CharSequence text) throws IOException {
        makeRoom();
        for (int i = 0; i < text.length(); i++) {
            octets[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** ASCII text of at most 256 octets. */
    TextBuffer append(byte[] ascii) throws IOException {
        makeRoom();
        put(ascii);
        return this;
    }

    private void put(byte[] ascii) {
        System.arraycopy(ascii, 0, octets, length, ascii.length);
        length += ascii.length;
    }

    /** A port, or this text for a method without ports. */
    TextBuffer appendPort(int port, String none) throws IOException {
        return port == PassiveTiming.NO_PORT ? append(none) : append(port);
    }

    TextBuffer append(long number) throws IOException {
        makeRoom();
        if (number < 0) {
            return append(Long.toString(number));
        }
        digits(number, 1);
        return this;
    }

    /** Epoch seconds with nine decimals. */
    TextBuffer appendTime(long epochNanos) throws IOException {
        makeRoom();
        long seconds = Math.floorDiv(epochNanos, 1_000_000_000L);
        if (seconds != second || secondText.length == 0) {
            second = seconds;
            secondText = (seconds + ".").getBytes(US_ASCII);
        }
        put(secondText);
        digits(epochNanos - seconds * 1_000_000_000L, 9);
        return this;
    }

    TextBuffer appendAddress(long high, long low) throws IOException {
        makeRoom();
        put(addresses.of(high, low));
        return this;
    }

    /** Hands all text to the stream, and flushes that. */
    void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public String toString() {
        return new String(octets, 0, length, ISO_8859_1);
    }

    /** Two digits at a time; a number that is not negative. */
    private void digits(long number, int least) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(number | 1);
        int atLeast = (bits * 1233) >>> 12; // log10(2) = 0.30103, 1233 / 4096 = 0.30103
        int count = Math.max(least, number >= POWERS[atLeast] ? atLeast + 1 : atLeast);
        int at = length + count;
        length = at;
        long rest = number;
        for (int left = count; left > 1; left -= 2) {
            long hundredth = rest / 100;
            int pair = (int) (rest - hundredth * 100) << 1;
            octets[--at] = PAIRS[pair + 1];
            octets[--at] = PAIRS[pair];
            rest = hundredth;
        }
        if ((count & 1) != 0) {
            octets[--at] = (byte) ('0' + rest);
        }
    }

    private void makeRoom() throws IOException {
        if (length > CAPACITY - ROOM) {
            drain();
        }
    }

    private void drain() throws IOException {
        out.write(octets, 0, length);
        length = 0;
    }
}
