package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.beibu.model.Address;

/**
 * The texts of the addresses written last: line after line names the same hosts, and an IPv6
 * address takes longer to write than all the rest of a line. Each address has one place, which the
 * next one that belongs there takes. Owned by one thread.
 */
final class AddressTexts {
    private static final int PLACES = 1 << 12;

    private final long[] highs = new long[PLACES];
    private final long[] lows = new long[PLACES];
    private final byte[][] texts = new byte[PLACES][0];

    /** The address as {@link Address} writes it. */
    byte[] of(long high, long low) {
        long mixed = (high * 0x9e3779b97f4a7c15L ^ low) * 0xbf58476d1ce4e5b9L;
        int at = (int) (mixed >>> 32) & PLACES - 1;
        byte[] text = texts[at];
        if (text.length == 0 || highs[at] != high || lows[at] != low) {
            text = new Address(high, low).toString().getBytes(US_ASCII);
            texts[at] = text;
            highs[at] = high;
            lows[at] = low;
        }
        return text;
    }
}
