package org.beibu.probe.capture;

import java.io.IOException;
import java.util.List;

/** Reads the records of one capture file format out of an {@link OctetWindow}. */
sealed interface RecordReader permits PcapReader, PcapngReader {
    /** What {@link #next} found. */
    enum Found {
        /** The flyweight points at the next packet. */
        PACKET,
        /** The source has not got the whole of the next record yet; ask again. */
        NOTHING_YET,
        /** The file ended where a record might have begun. */
        END
    }

    /**
     * Points the flyweight at the next packet and moves the window behind it.
     *
     * @throws CaptureException when the file is damaged here; what went before was sound
     */
    Found next(OctetWindow window, CapturedPacket packet) throws IOException, CaptureException;

    /** Names of the interfaces met so far. */
    List<String> interfaceNames();
}
