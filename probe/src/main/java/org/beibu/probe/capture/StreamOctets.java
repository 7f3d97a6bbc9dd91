package org.beibu.probe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** What can only be read in order: packed files, pipes, standard input. Into heap buffers only. */
final class StreamOctets implements OctetSource {
    private final InputStream stream;

    StreamOctets(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int at = into.arrayOffset() + into.position();
        int count = stream.read(into.array(), at, into.remaining());
        if (count > 0) {
            into.position(into.position() + count);
        }
        return count;
    }

    @Override
    public boolean isReady() throws IOException {
        return stream.available() > 0;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
