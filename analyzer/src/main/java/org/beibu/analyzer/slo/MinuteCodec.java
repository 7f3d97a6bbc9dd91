package org.beibu.analyzer.slo;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;

/**
 * An hour of minutes as octets, big-endian; minute {@code i} of the hour begins at {@code 32 * i}:
 *
 * <pre>
 *   0  method     u8   code of the Method; 0 = too few timings
 *   1  class      u8   code of the QualityClass
 *   2  flags      u16  1 = withheld
 *   4  count      u32
 *   8  p50        i64  nanoseconds
 *  16  p95        i64  nanoseconds
 *  24  sent       u32
 *  28  lost       u32
 * </pre>
 */
final class MinuteCodec {
    private static final int LENGTH = 32;
    private static final int MINUTES = 60;
    private static final short WITHHELD = 1;

    private MinuteCodec() {}

    static byte[] emptyHour() {
        return new byte[MINUTES * LENGTH];
    }

    /** Puts a minute into its hour. */
    static void put(byte[] hour, MinuteFact fact) {
        int at = minuteOf(fact.startNanos()) * LENGTH;
        ByteBuffer.wrap(hour)
                .put(at, (byte) fact.kind().map(kind -> kind.method().code()).orElse(0).intValue())
                .put(
                        at + 1,
                        (byte)
                                fact.kind()
                                        .map(kind -> kind.qualityClass().code())
                                        .orElse(0)
                                        .intValue())
                .putShort(at + 2, fact.withheld() ? WITHHELD : 0)
                .putInt(at + 4, saturated(fact.count()))
                .putLong(at + 8, fact.p50Nanos())
                .putLong(at + 16, fact.p95Nanos())
                .putInt(at + 24, saturated(fact.sent()))
                .putInt(at + 28, saturated(fact.lost()));
    }

    private static int minuteOf(long startNanos) {
        return (int)
                ((startNanos - Resolution.HOUR.startOf(startNanos)) / Resolution.MINUTE.nanos());
    }

    private static int saturated(long count) {
        return (int) Math.min(count, 0xffff_ffffL);
    }

    /**
     * Hands over the minutes of an hour in which something was measured; none of garbled octets.
     */
    static void forEach(long hourStartNanos, byte[] hour, Consumer<MinuteFact> consumer) {
        if (hour.length != MINUTES * LENGTH) {
            return;
        }
        ByteBuffer octets = ByteBuffer.wrap(hour);
        for (int minute = 0; minute < MINUTES; minute++) {
            MinuteFact fact =
                    get(octets, minute, hourStartNanos + minute * Resolution.MINUTE.nanos());
            if (!fact.isEmpty()) {
                consumer.accept(fact);
            }
        }
    }

    private static MinuteFact get(ByteBuffer octets, int minute, long startNanos) {
        int at = minute * LENGTH;
        Optional<TimingKind> kind =
                Method.ofCode(octets.get(at))
                        .flatMap(
                                method ->
                                        QualityClass.ofCode(octets.get(at + 1))
                                                .map(quality -> new TimingKind(method, quality)));
        long sent = Integer.toUnsignedLong(octets.getInt(at + 24));
        return new MinuteFact(
                startNanos,
                kind,
                Integer.toUnsignedLong(octets.getInt(at + 4)),
                octets.getLong(at + 8),
                octets.getLong(at + 16),
                sent,
                Math.min(sent, Integer.toUnsignedLong(octets.getInt(at + 28))),
                octets.getShort(at + 2) == WITHHELD);
    }
}
