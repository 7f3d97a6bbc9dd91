package org.beibu.probe.capture;

/**
 * What a source has seen since it was started.
 *
 * @param received packets that reached the source's filter, dropped ones included
 * @param dropped packets lost because the buffer was full
 * @param droppedByInterface packets lost in the network card or its driver
 */
public record CaptureStatistics(long received, long dropped, long droppedByInterface) {
    /** Nothing seen. */
    public static final CaptureStatistics NONE = new CaptureStatistics(0, 0, 0);

    /** What this source and another have seen together. */
    public CaptureStatistics plus(CaptureStatistics other) {
        return new CaptureStatistics(
                received + other.received,
                dropped + other.dropped,
                droppedByInterface + other.droppedByInterface);
    }
}
