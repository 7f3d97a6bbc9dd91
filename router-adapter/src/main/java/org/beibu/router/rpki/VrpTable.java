package org.beibu.router.rpki;

import java.util.Collection;
import java.util.List;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.jspecify.annotations.Nullable;

/**
 * Validated ROA payloads, to be asked about routes. Built once, then immutable: sorted columns of
 * 26 octets a payload, one binary search for each prefix length that occurs.
 */
public final class VrpTable {
    /** No payload at all: every route is not-found. */
    public static final VrpTable EMPTY = new VrpTable(new Vrp[0]);

    private static final int LENGTHS = 129;
    private static final int IPV4_LENGTH = 96;

    /** An AS_PATH that ends in a set has no origin; nothing matches it. */
    private static final long NO_ORIGIN = -1;

    private final long[] highs;
    private final long[] lows;
    private final byte[] maxLengths;
    private final int[] asNumbers;

    /** Where the payloads of each mapped length begin. */
    private final int[] begins = new int[LENGTHS + 1];

    private VrpTable(Vrp[] sorted) {
        highs = new long[sorted.length];
        lows = new long[sorted.length];
        maxLengths = new byte[sorted.length];
        asNumbers = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            Prefix prefix = sorted[i].prefix();
            highs[i] = prefix.high();
            lows[i] = prefix.low();
            maxLengths[i] = (byte) sorted[i].maxLength();
            asNumbers[i] = (int) sorted[i].asNumber();
            begins[prefix.mappedLength() + 1] = i + 1;
        }
        for (int length = 1; length <= LENGTHS; length++) {
            begins[length] = Math.max(begins[length], begins[length - 1]);
        }
    }

    /** A table of these, in any order; doubled ones count once. */
    public static VrpTable of(Collection<Vrp> payloads) {
        return payloads.isEmpty()
                ? EMPTY
                : new VrpTable(payloads.stream().distinct().sorted().toArray(Vrp[]::new));
    }

    /** How many payloads there are. */
    public int size() {
        return highs.length;
    }

    /** Validates a route by its prefix and AS_PATH; a missing path has no origin. */
    public OriginState validate(Prefix prefix, @Nullable AsPath path) {
        return validate(prefix, path == null ? NO_ORIGIN : origin(path));
    }

    /**
     * The AS at the end of the path (RFC 6811 section 2): none when that is a set, or when the
     * route was made here.
     */
    private static long origin(AsPath path) {
        List<AsPath.Segment> segments = path.segments();
        if (segments.isEmpty()) {
            return NO_ORIGIN;
        }
        AsPath.Segment last = segments.get(segments.size() - 1);
        return last.kind() == AsPath.Kind.SEQUENCE && !last.asNumbers().isEmpty()
                ? last.asNumbers().get(last.asNumbers().size() - 1)
                : NO_ORIGIN;
    }

    /** Validates a route by its prefix and origin. */
    public OriginState validate(Prefix prefix, long origin) {
        boolean covered = false;
        int shortest = prefix.isIpv4() ? IPV4_LENGTH : 0;
        for (int length = shortest; length <= prefix.mappedLength(); length++) {
            int end = begins[length + 1];
            long high = Prefix.maskHigh(prefix.high(), length);
            long low = Prefix.maskLow(prefix.low(), length);
            for (int i = first(length, high, low);
                    i < end && highs[i] == high && lows[i] == low;
                    i++) {
                covered = true;
                if (matches(i, prefix.length(), origin)) {
                    return OriginState.VALID;
                }
            }
        }
        return covered ? OriginState.INVALID : OriginState.NOT_FOUND;
    }

    private boolean matches(int index, int length, long origin) {
        long asNumber = asNumbers[index] & 0xffff_ffffL;
        return asNumber != 0 && asNumber == origin && length <= (maxLengths[index] & 0xff);
    }

    private int first(int length, long high, long low) {
        int from = begins[length];
        int to = begins[length + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            int by = Long.compareUnsigned(highs[middle], high);
            by = by != 0 ? by : Long.compareUnsigned(lows[middle], low);
            if (by < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
