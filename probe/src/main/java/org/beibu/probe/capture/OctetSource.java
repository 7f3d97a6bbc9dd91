package org.beibu.probe.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the octets of a capture file come from, in order. */
interface OctetSource extends Closeable {
    /**
     * Reads some octets into the buffer from its position on, and moves the position behind them;
     * may wait for them.
     *
     * @return how many, at least one if there is room; or -1 at the end
     */
    int read(ByteBuffer into) throws IOException;

    /** Whether {@link #read} gives something, or the end, without waiting. */
    boolean isReady() throws IOException;
}
