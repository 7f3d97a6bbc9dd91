package org.beibu.probe.capture;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An open capture file: its octets, unpacked if need be, and how far reading has come.
 *
 * @param window the octets
 * @param channel the file itself, or null when it is a pipe
 * @param octetsTotal its length when opened, or -1
 * @param packed whether the window shows other octets than the file holds
 */
record OpenedFile(
        OctetWindow window, @Nullable FileChannel channel, long octetsTotal, boolean packed)
        implements Closeable {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int GZIP_BUFFER_LENGTH = 64 << 10;

    static OpenedFile open(Path path, FileDamage damage) throws IOException, CaptureException {
        if (Files.isDirectory(path)) {
            throw damage.refused("is a directory", "name a capture file in it");
        }
        boolean stream = Files.exists(path) && !Files.isRegularFile(path);
        return stream ? openStream(path) : openRegular(path);
    }

    private static OpenedFile openRegular(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = channel.size();
            ByteBuffer magic = ByteBuffer.allocate(2);
            boolean packed = channel.read(magic, 0) == 2 && isGzip(magic);
            OctetWindow window =
                    packed
                            ? OctetWindow.of(
                                    new StreamOctets(unpack(Channels.newInputStream(channel))))
                            : OctetWindow.of(new FileOctets(channel));
            return new OpenedFile(window, channel, size, packed);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static OpenedFile openStream(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        // Not Files.newInputStream: that one seeks to find out what a pipe has ready, and fails.
        InputStream stream = new FileInputStream(path.toFile());
        try {
            PushbackInputStream peeked = new PushbackInputStream(stream, 2);
            byte[] magic = peeked.readNBytes(2);
            peeked.unread(magic);
            boolean packed = magic.length == 2 && isGzip(ByteBuffer.wrap(magic));
            OctetWindow window = OctetWindow.of(new StreamOctets(packed ? unpack(peeked) : peeked));
            return new OpenedFile(window, null, -1, packed);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private static boolean isGzip(ByteBuffer magic) {
        return (magic.getShort(0) & 0xffff) == GZIP_MAGIC;
    }

    private static InputStream unpack(InputStream stream) throws IOException {
        return new GZIPInputStream(stream, GZIP_BUFFER_LENGTH);
    }

    long octetsRead() {
        try {
            return packed && channel != null ? channel.position() : window.position();
        } catch (IOException e) {
            return octetsTotal; // closed: nothing more will be read
        }
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
