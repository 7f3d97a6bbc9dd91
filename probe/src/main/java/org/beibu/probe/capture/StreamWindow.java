package org.beibu.probe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Octets that can only be read in order: packed files, pipes, standard input. What is unread moves
 * to the front of one buffer when more is wanted; the buffer grows to the largest record.
 */
final class StreamWindow extends OctetWindow {
    private static final int INITIAL_LENGTH = 1 << 20;

    private final InputStream stream;
    private ByteBuffer buffer;
    private int index;
    private int limit;
    private long octetsBeforeBuffer;
    private boolean ended;
    private boolean mayWait = true;

    StreamWindow(InputStream stream) {
        this(stream, INITIAL_LENGTH);
    }

    StreamWindow(InputStream stream, int initialLength) {
        this.stream = stream;
        this.buffer = ByteBuffer.allocate(initialLength);
    }

    @Override
    int available(int wanted) throws IOException {
        if (limit - index < wanted && !ended) {
            makeRoom(wanted);
            fill(wanted);
        }
        return limit - index;
    }

    private void makeRoom(int wanted) {
        int unread = limit - index;
        ByteBuffer to =
                wanted <= buffer.capacity()
                        ? buffer
                        : ByteBuffer.allocate(Math.max(wanted, 2 * buffer.capacity()));
        System.arraycopy(buffer.array(), index, to.array(), 0, unread);
        buffer = to;
        octetsBeforeBuffer += index;
        index = 0;
        limit = unread;
    }

    private void fill(int wanted) throws IOException {
        while (limit < wanted && (mayWait || stream.available() > 0)) {
            int count = stream.read(buffer.array(), limit, buffer.capacity() - limit);
            if (count < 0) {
                ended = true;
                return;
            }
            limit += count;
        }
    }

    @Override
    ByteBuffer buffer() {
        return buffer;
    }

    @Override
    int index() {
        return index;
    }

    @Override
    void skip(int octets) {
        index += octets;
    }

    @Override
    long position() {
        return octetsBeforeBuffer + index;
    }

    @Override
    boolean ended() {
        return ended;
    }

    @Override
    void mayWait(boolean allowed) {
        mayWait = allowed;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
