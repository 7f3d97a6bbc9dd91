package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A regular file up to the size that it had when it was opened; one that grows is read so far. */
final class FileOctets implements OctetSource {
    private final FileChannel channel;
    private final long size;
    private long position;

    FileOctets(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (position == size) {
            return -1;
        }
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + (size - position)));
        int count = channel.read(into, position);
        into.limit(limit);
        if (count < 0) {
            throw new IOException("damaged: became shorter while it was read");
        }
        position += count;
        return count;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
