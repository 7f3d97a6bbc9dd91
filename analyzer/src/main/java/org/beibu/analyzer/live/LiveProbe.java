package org.beibu.analyzer.live;

/**
 * How one probe is doing.
 *
 * @param name the probe's name
 * @param lastHeartbeatNanos time of its last heartbeat, epoch nanoseconds; 0 when none was heard
 * @param received packets that reached the capture since it began, those dropped included
 * @param dropped of these, dropped since the capture buffer was full
 * @param droppedByInterface packets dropped by the network interface before they reached the
 *     capture
 * @param lossRatio share of packets that the capture lost in the last 10 s, 0 to 1; -1 when unknown
 * @param lossRatioMinute the same over the last 60 s
 * @param detail what became of the packets
 */
public record LiveProbe(
        String name,
        long lastHeartbeatNanos,
        long received,
        long dropped,
        long droppedByInterface,
        double lossRatio,
        double lossRatioMinute,
        CaptureDetail detail) {

    /** A probe that has told nothing else. */
    public LiveProbe(
            String name,
            long lastHeartbeatNanos,
            long received,
            long dropped,
            long droppedByInterface,
            double lossRatio,
            double lossRatioMinute) {
        this(
                name,
                lastHeartbeatNanos,
                received,
                dropped,
                droppedByInterface,
                lossRatio,
                lossRatioMinute,
                CaptureDetail.NONE);
    }
}
