package org.beibu.probe.udp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.SyncSource;

/**
 * What the kernel knows of its clock: {@code adjtimex(2)}, which chronyd, ntpd, systemd-timesyncd
 * and phc2sys keep up to date and which anybody may read.
 *
 * <pre>
 *   error = maxerror + |offset|
 *   maxerror   the daemon's bound (root dispersion + root delay / 2) at its last update; the kernel
 *              adds 500 ppm of the time since
 *   offset     what is still being corrected
 * </pre>
 *
 * <p>A daemon that states no estimate (esterror 0, as systemd-timesyncd does) sets maxerror to 0
 * too; it takes servers up to 5 s from the truth, so 5 s are added. Unsynchronised means that
 * nothing is known. Owned by one thread.
 */
public final class KernelClock implements ClockState.Source {
    private static final int TIMEX_LENGTH = 208;
    private static final int OFFSET_AT = 8;
    private static final int MAXERROR_AT = 24;
    private static final int ESTERROR_AT = 32;
    private static final int STATUS_AT = 40;

    private static final int TIME_ERROR = 5;
    private static final int STA_UNSYNC = 0x40;
    private static final int STA_CLOCKERR = 0x1000;
    private static final int STA_NANO = 0x2000;

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NO_ESTIMATE_NANOS = 5_000_000_000L;

    private final Memory timex = new Memory(TIMEX_LENGTH);

    /** The source for this system: the kernel, or one that knows nothing. */
    public static ClockState.Source ofSystem() {
        return LibC.isAvailable() ? new KernelClock() : () -> ClockState.UNSYNCHRONISED;
    }

    private KernelClock() {}

    @Override
    public ClockState read() {
        timex.clear();
        int outcome = LibC.adjtimex(Pointer.nativeValue(timex));
        return state(
                outcome,
                timex.getInt(STATUS_AT),
                timex.getLong(OFFSET_AT),
                timex.getLong(MAXERROR_AT),
                timex.getLong(ESTERROR_AT));
    }

    /** The state that these fields of struct timex tell; errors are in microseconds. */
    static ClockState state(int outcome, int status, long offset, long maxerror, long esterror) {
        boolean unsynchronised = (status & (STA_UNSYNC | STA_CLOCKERR)) != 0;
        if (outcome < 0 || outcome == TIME_ERROR || unsynchronised || maxerror < 0) {
            return ClockState.UNSYNCHRONISED;
        }
        long correction = Math.abs(offset) * ((status & STA_NANO) != 0 ? 1 : NANOS_PER_MICRO);
        long error = maxerror * NANOS_PER_MICRO + correction;
        return new ClockState(
                true, error + (esterror == 0 ? NO_ESTIMATE_NANOS : 0), SyncSource.NTP);
    }
}
