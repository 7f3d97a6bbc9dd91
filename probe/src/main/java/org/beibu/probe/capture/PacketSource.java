package org.beibu.probe.capture;

import java.io.IOException;
import java.util.List;

/** A live interface, a capture file or a simulated link. Owned by the one thread that polls it. */
public interface PacketSource extends AutoCloseable {
    /** What {@link #poll} gives when no packet will ever come again. */
    int END = -1;

    /**
     * Opens the source. Until then nothing is opened and nothing runs.
     *
     * @throws CaptureException when it cannot be opened; the message says what, where and what to
     *     do
     */
    void start() throws CaptureException;

    /**
     * Hands at most {@code limit} packets to the handler; never blocks longer than about 10 ms.
     *
     * @return the number handed over, 0 when there is none now, or {@link #END}
     * @throws CaptureException when the source is damaged or fails from here on; the packets before
     *     have all been handed over
     */
    int poll(PacketHandler handler, int limit) throws CaptureException;

    /** Names of the interfaces, by {@link CapturedPacket#interfaceIndex()}; may grow in a file. */
    List<String> interfaceNames();

    /** Packets received and dropped so far. */
    CaptureStatistics statistics();

    @Override
    void close() throws IOException;
}
