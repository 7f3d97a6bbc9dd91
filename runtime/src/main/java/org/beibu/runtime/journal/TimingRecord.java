package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.QualityClass;
import org.beibu.model.TimingSample;

/**
 * One timing on its way into or out of the journal ({@link JournalFormat}, kind TIMING). Mutable
 * and reused: the writer copies it, the reader fills the same one again and again.
 */
public final class TimingRecord {
    private static final int METHOD_AT = 1;
    private static final int METRIC_AT = 2;
    private static final int CLOCK_QUALITY_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int PREFIX_LENGTH_AT = 6;
    private static final int QUALITY_CLASS_AT = 7;
    private static final int TIME_AT = 8;
    private static final int DELAY_AT = 16;
    private static final int PREFIX_HIGH_AT = 24;
    private static final int PREFIX_LOW_AT = 32;
    private static final int ROUTE_AT = 40;
    private static final int EXIT_HIGH_AT = 48;
    private static final int EXIT_LOW_AT = 56;

    private static final Method[] METHODS = byCode(Method.values());
    private static final Metric[] METRICS = byCode(Metric.values());
    private static final ClockQuality[] CLOCK_QUALITIES = ClockQuality.values();
    private static final QualityClass[] QUALITY_CLASSES = QualityClass.values();

    private long epochNanos;
    private long delayNanos;
    private Method method = Method.HANDSHAKE;
    private Metric metric = Metric.FAR_ROUND_TRIP;
    private ClockQuality clockQuality = ClockQuality.UNKNOWN;
    private QualityClass qualityClass = QualityClass.UNCLASSIFIED;
    private int flags;
    private long prefixHigh;
    private long prefixLow;
    private int prefixLength;
    private long routeKey;
    private long exitKeyHigh;
    private long exitKeyLow;

    /** Capture time of the packet that completes the timing, epoch nanoseconds. */
    public long epochNanos() {
        return epochNanos;
    }

    public TimingRecord epochNanos(long value) {
        epochNanos = value;
        return this;
    }

    /** The delay, nanoseconds, 0 to {@link TimingSample#MAX_DELAY_NANOS}. */
    public long delayNanos() {
        return delayNanos;
    }

    public TimingRecord delayNanos(long value) {
        delayNanos = value;
        return this;
    }

    public Method method() {
        return method;
    }

    public TimingRecord method(Method value) {
        method = value;
        return this;
    }

    public Metric metric() {
        return metric;
    }

    public TimingRecord metric(Metric value) {
        metric = value;
        return this;
    }

    public ClockQuality clockQuality() {
        return clockQuality;
    }

    public TimingRecord clockQuality(ClockQuality value) {
        clockQuality = value;
        return this;
    }

    /** What the timing may hold besides the delay of the network. */
    public QualityClass qualityClass() {
        return qualityClass;
    }

    public TimingRecord qualityClass(QualityClass value) {
        qualityClass = value;
        return this;
    }

    /** {@link TimingSample#PSEUDONYM} or 0; the other bits of 16 are reserved. */
    public int flags() {
        return flags;
    }

    public TimingRecord flags(int value) {
        flags = value;
        return this;
    }

    /** Upper half of the host's prefix, as in {@link org.beibu.model.Prefix}. */
    public long prefixHigh() {
        return prefixHigh;
    }

    /** Lower half of the host's prefix. */
    public long prefixLow() {
        return prefixLow;
    }

    /** Length of the host's prefix as written: at most 32 for IPv4. */
    public int prefixLength() {
        return prefixLength;
    }

    public TimingRecord prefix(long high, long low, int length) {
        prefixHigh = high;
        prefixLow = low;
        prefixLength = length;
        return this;
    }

    /** The AseanRoute's id by {@link AsciiKey#route}. */
    public long routeKey() {
        return routeKey;
    }

    public TimingRecord routeKey(long value) {
        routeKey = value;
        return this;
    }

    /** First half of the exit's name by {@link AsciiKey#exitHigh}. */
    public long exitKeyHigh() {
        return exitKeyHigh;
    }

    /** Second half of the exit's name by {@link AsciiKey#exitLow}. */
    public long exitKeyLow() {
        return exitKeyLow;
    }

    public TimingRecord exitKey(long high, long low) {
        exitKeyHigh = high;
        exitKeyLow = low;
        return this;
    }

    void encode(ByteBuffer document, int at) {
        document.put(at, RecordKind.TIMING.code())
                .put(at + METHOD_AT, (byte) method.code())
                .put(at + METRIC_AT, (byte) metric.code())
                .put(at + CLOCK_QUALITY_AT, (byte) clockQuality.code())
                .putShort(at + FLAGS_AT, (short) flags)
                .put(at + PREFIX_LENGTH_AT, (byte) prefixLength)
                .put(at + QUALITY_CLASS_AT, (byte) qualityClass.code())
                .putLong(at + TIME_AT, epochNanos)
                .putLong(at + DELAY_AT, delayNanos)
                .putLong(at + PREFIX_HIGH_AT, prefixHigh)
                .putLong(at + PREFIX_LOW_AT, prefixLow)
                .putLong(at + ROUTE_AT, routeKey)
                .putLong(at + EXIT_HIGH_AT, exitKeyHigh)
                .putLong(at + EXIT_LOW_AT, exitKeyLow);
    }

    void decode(ByteBuffer document, int at) {
        method = METHODS[document.get(at + METHOD_AT)];
        metric = METRICS[document.get(at + METRIC_AT)];
        int quality = document.get(at + CLOCK_QUALITY_AT);
        clockQuality =
                quality >= 0 && quality < CLOCK_QUALITIES.length
                        ? CLOCK_QUALITIES[quality]
                        : ClockQuality.UNKNOWN;
        qualityClass = QUALITY_CLASSES[document.get(at + QUALITY_CLASS_AT)];
        flags = document.getShort(at + FLAGS_AT) & 0xffff;
        prefixLength = document.get(at + PREFIX_LENGTH_AT) & 0xff;
        epochNanos = document.getLong(at + TIME_AT);
        delayNanos = document.getLong(at + DELAY_AT);
        prefixHigh = document.getLong(at + PREFIX_HIGH_AT);
        prefixLow = document.getLong(at + PREFIX_LOW_AT);
        routeKey = document.getLong(at + ROUTE_AT);
        exitKeyHigh = document.getLong(at + EXIT_HIGH_AT);
        exitKeyLow = document.getLong(at + EXIT_LOW_AT);
    }

    /** Whether {@link #decode} understands this record: known codes, a delay that is one. */
    static boolean isKnown(ByteBuffer document, int at) {
        int method = document.get(at + METHOD_AT);
        int metric = document.get(at + METRIC_AT);
        int qualityClass = document.get(at + QUALITY_CLASS_AT);
        long delayNanos = document.getLong(at + DELAY_AT);
        return method > 0
                && method < METHODS.length
                && metric > 0
                && metric < METRICS.length
                && qualityClass >= 0
                && qualityClass < QUALITY_CLASSES.length
                && delayNanos >= 0
                && delayNanos <= TimingSample.MAX_DELAY_NANOS;
    }

    private static Method[] byCode(Method[] methods) {
        Method[] byCode = new Method[methods.length + 1];
        for (int code = 0; code < byCode.length; code++) {
            byCode[code] = Method.ofCode(code).orElse(methods[0]);
        }
        return byCode;
    }

    private static Metric[] byCode(Metric[] metrics) {
        Metric[] byCode = new Metric[metrics.length + 1];
        for (int code = 0; code < byCode.length; code++) {
            byCode[code] = Metric.ofCode(code).orElse(metrics[0]);
        }
        return byCode;
    }
}
