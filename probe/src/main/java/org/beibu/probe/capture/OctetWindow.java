package org.beibu.probe.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The octets of a capture file, of which a window is in memory. A reader asks for as many octets as
 * its next header or record has, reads them by absolute index, and skips on; the window follows.
 *
 * <p>Indices and the buffer are valid until the next call of {@link #available}.
 */
abstract sealed class OctetWindow implements Closeable permits MappedWindow, StreamWindow {
    /**
     * Makes octets from the position on readable.
     *
     * @return how many are: at least {@code wanted}, or fewer when the source ends before or,
     *     unless {@link #mayWait}, has not got them yet
     */
    abstract int available(int wanted) throws IOException;

    /** Big-endian, read-only by agreement. */
    abstract ByteBuffer buffer();

    /** Index of the current position in {@link #buffer()}. */
    abstract int index();

    /** Moves on by at most what {@link #available} gave. */
    abstract void skip(int octets);

    /** Octets before the current position. */
    abstract long position();

    /** Whether nothing follows the octets that {@link #available} gave. */
    abstract boolean ended();

    /** Whether {@link #available} may block until the source has what is wanted. */
    abstract void mayWait(boolean allowed);
}
