package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import org.beibu.model.Address;
import org.beibu.probe.passive.PassiveTiming;

/**
 * ASCII text on its way to a stream: numbers and addresses are written as octets without a String
 * in between. Hands over what it holds when it is nearly full and on {@link #flush}.
 */
final class TextBuffer {
    private static final int CAPACITY = 1 << 16;

    /** No single append takes more. */
    private static final int ROOM = 256;

    private final byte[] octets = new byte[CAPACITY];
    private final StringBuilder ipv6 = new StringBuilder(39);
    private final OutputStream out;
    private int length;

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
        append(seconds);
        octets[length++] = '.';
        digits(epochNanos - seconds * 1_000_000_000L, 9);
        return this;
    }

    TextBuffer appendAddress(long high, long low) throws IOException {
        makeRoom();
        if (!Address.isIpv4(high, low)) {
            ipv6.setLength(0);
            Address.appendTo(ipv6, high, low);
            return append(ipv6);
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            digits(low >>> shift & 0xff, 1);
            octets[length++] = '.';
        }
        length--;
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

    private void digits(long number, int least) {
        int count = least;
        for (long bound = POWERS[least]; count < 19 && number >= bound; bound = POWERS[count]) {
            count++;
        }
        long rest = number;
        for (int at = length + count - 1; at >= length; at--) {
            long tenth = rest / 10;
            octets[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        length += count;
    }

    private static final long[] POWERS = new long[20];

    static {
        long power = 1;
        for (int i = 0; i < 19; i++) {
            POWERS[i] = power;
            power *= 10;
        }
        POWERS[19] = Long.MAX_VALUE;
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
