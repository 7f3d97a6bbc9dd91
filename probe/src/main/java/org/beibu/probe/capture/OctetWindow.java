package org.beibu.probe.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The octets of a capture file, of which a window is in memory. A reader asks for as many octets as
 * its next header or record has, reads them by absolute index, and skips on. What is unread moves
 * to the front of the buffer when more is wanted; the buffer grows to the largest record.
 *
 * <p>Indices and the buffer are valid until the next call of {@link #available}.
 */
final class OctetWindow implements Closeable {
    /** Stays in the cache of a core between reading and decoding. */
    private static final int FILE_LENGTH = 256 << 10;

    private static final int STREAM_LENGTH = 1 << 20;

    private final OctetSource source;
    private ByteBuffer buffer;
    private int index;
    private int limit;
    private long octetsBeforeBuffer;
    private boolean ended;
    private boolean mayWait = true;

    /** A window on a source, with this buffer to begin with. */
    OctetWindow(OctetSource source, ByteBuffer buffer) {
        this.source = source;
        this.buffer = buffer;
    }

    /** A window on a regular file. */
    static OctetWindow of(FileOctets file) {
        return new OctetWindow(file, ByteBuffer.allocateDirect(FILE_LENGTH));
    }

    /** A window on a stream. */
    static OctetWindow of(StreamOctets stream) {
        return new OctetWindow(stream, ByteBuffer.allocate(STREAM_LENGTH));
    }

    /**
     * Makes octets from the position on readable.
     *
     * @return how many are: at least {@code wanted}, or fewer when the source ends before or,
     *     unless {@link #mayWait}, has not got them yet
     */
    int available(int wanted) throws IOException {
        if (limit - index < wanted && !ended) {
            makeRoom(wanted);
            fill(wanted);
        }
        return limit - index;
    }

    private void makeRoom(int wanted) {
        ByteBuffer from = buffer;
        if (wanted > from.capacity()) {
            int capacity = Math.max(wanted, 2 * from.capacity());
            buffer =
                    from.isDirect()
                            ? ByteBuffer.allocateDirect(capacity)
                            : ByteBuffer.allocate(capacity);
        }
        int unread = limit - index;
        buffer.put(0, from, index, unread);
        octetsBeforeBuffer += index;
        index = 0;
        limit = unread;
    }

    private void fill(int wanted) throws IOException {
        buffer.position(limit);
        while (limit < wanted && (mayWait || source.isReady())) {
            if (source.read(buffer) < 0) {
                ended = true;
                return;
            }
            limit = buffer.position();
        }
    }

    /** Big-endian, read-only by agreement. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Index of the current position in {@link #buffer()}. */
    int index() {
        return index;
    }

    /** Moves on by at most what {@link #available} gave. */
    void skip(int octets) {
        index += octets;
    }

    /** Octets before the current position. */
    long position() {
        return octetsBeforeBuffer + index;
    }

    /** Whether nothing follows the octets that {@link #available} gave. */
    boolean ended() {
        return ended;
    }

    /** Whether {@link #available} may block until the source has what is wanted. */
    void mayWait(boolean allowed) {
        mayWait = allowed;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
