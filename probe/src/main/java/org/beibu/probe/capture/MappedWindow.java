package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.agrona.IoUtil;

/**
 * A regular file, mapped one window after another: nothing is copied, and of a file of any size
 * only one window counts as resident memory. Ends at the size seen when it was opened: a file that
 * grows is read up to there; one that shrinks while mapped faults, which the JVM reports as
 * InternalError.
 */
final class MappedWindow extends OctetWindow {
    /** Mapping costs nothing per packet; all of it counts as resident memory. */
    static final int WINDOW_LENGTH = 8 << 20;

    private final FileChannel channel;
    private final long size;
    private final int windowLength;
    private MappedByteBuffer window;
    private long windowStart;
    private int index;

    MappedWindow(FileChannel channel) throws IOException {
        this(channel, WINDOW_LENGTH);
    }

    /** Another length of window, for tests. */
    MappedWindow(FileChannel channel, int windowLength) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.windowLength = windowLength;
        this.window = map(0);
    }

    @Override
    int available(int wanted) throws IOException {
        int left = window.limit() - index;
        if (left >= wanted || windowStart + window.limit() == size) {
            return left;
        }
        long position = position();
        MappedByteBuffer next = map(position);
        IoUtil.unmap(window);
        window = next;
        windowStart = position;
        index = 0;
        return window.limit();
    }

    private MappedByteBuffer map(long start) throws IOException {
        if (channel.size() < size) {
            throw new IOException("damaged: became shorter while it was read");
        }
        return channel.map(MapMode.READ_ONLY, start, Math.min(windowLength, size - start));
    }

    @Override
    ByteBuffer buffer() {
        return window;
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
        return windowStart + index;
    }

    @Override
    boolean ended() {
        return windowStart + window.limit() == size;
    }

    @Override
    void mayWait(boolean allowed) {}

    @Override
    public void close() throws IOException {
        IoUtil.unmap(window);
        channel.close();
    }
}
