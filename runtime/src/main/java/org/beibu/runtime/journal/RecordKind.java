package org.beibu.runtime.journal;

/** What a journal record is; the first octet of each. */
public enum RecordKind {
    /** A kind, method or metric of a newer writer: counted and passed over, never an error. */
    UNKNOWN(0),
    /** One observed delay: {@link TimingRecord}. */
    TIMING(1),
    /** Packets of an active method sent and lost in a while: {@link LossWindowRecord}. */
    LOSS_WINDOW(2),
    /** Octets and packets of one class in a while: {@link TrafficRecord}. */
    TRAFFIC(3),
    /** What the capture saw and dropped since it began: {@link CaptureStatisticsRecord}. */
    CAPTURE_STATISTICS(4),
    /** The probe is alive: {@link HeartbeatRecord}. */
    HEARTBEAT(5),
    /** Packets that a capture skipped for one reason since it began: {@link CaptureSkipsRecord}. */
    CAPTURE_SKIPS(6),
    /** How the losses of a loss window lay among its packets: {@link LossEpisodesRecord}. */
    LOSS_EPISODES(7),
    /** Something that an active session noticed about its path: {@link PathEventRecord}. */
    PATH_EVENT(8),
    /** A trace of a path: {@link TraceRecord}. */
    TRACE(9),
    /** One hop of a trace: {@link TraceHopRecord}. */
    TRACE_HOP(10),
    /** How many routers a session's packets pass: {@link HopCountsRecord}. */
    HOP_COUNTS(11);

    private static final RecordKind[] BY_CODE = values();

    private final byte code;

    RecordKind(int code) {
        this.code = (byte) code;
    }

    /** The code on disk; a published code is never given to another kind. */
    byte code() {
        return code;
    }

    static RecordKind ofCode(byte code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }
}
