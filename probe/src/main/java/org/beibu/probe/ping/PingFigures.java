package org.beibu.probe.ping;

import java.util.Map;
import org.beibu.probe.active.metrics.SessionFigures;

/**
 * What a run found.
 *
 * @param session delays, loss, duplicates, reordering
 * @param elapsedNanos from its start to its end
 * @param notSent packets that the kernel did not take; they count as sent and lost
 * @param refused packets that came back and were no replies, by why
 * @param ssid whether the reflector copies the SSID (RFC 8972 3)
 * @param clocks why one-way delays are not determinable, empty when they are
 */
public record PingFigures(
        SessionFigures session,
        long elapsedNanos,
        NotSent notSent,
        Map<PingRefusal, Long> refused,
        boolean ssid,
        String clocks) {
    /**
     * Packets that the kernel did not take.
     *
     * @param count how many
     * @param why what it said of the last, empty without any
     */
    public record NotSent(long count, String why) {}

    public PingFigures {
        refused = Map.copyOf(refused);
    }
}
