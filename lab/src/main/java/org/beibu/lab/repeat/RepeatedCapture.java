package org.beibu.lab.repeat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes copies of a recording into one capture file, in order of time. A copy begins whenever a
 * sixth of the recording's time has passed, so that six are under way at once.
 */
public final class RepeatedCapture {
    private static final int AT_ONCE = 6;
    private static final int BUFFER = 1 << 20;
    private static final int LARGEST_RECORD = 2048;

    private final RecordedFrames frames;
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final int[] next;

    private RepeatedCapture(RecordedFrames frames, long packets) {
        this.frames = frames;
        long copies = (packets + frames.count() - 1) / frames.count();
        if (copies > Addresses.MOST_COPIES) {
            throw new IllegalArgumentException(
                    "at most " + (long) frames.count() * Addresses.MOST_COPIES + " packets");
        }
        next = new int[(int) copies];
    }

    /**
     * Makes the file.
     *
     * @param recording what tcpdump wrote at one end of the rig
     * @param packets how many to write: those that come first
     */
    public static void write(Path recording, long packets, Path file) throws IOException {
        RepeatedCapture capture = new RepeatedCapture(RecordedFrames.read(recording), packets);
        try (WritableByteChannel channel =
                Files.newByteChannel(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            capture.write(packets, channel);
        }
    }

    private void write(long packets, WritableByteChannel channel) throws IOException {
        frames.putFileHeader(out);
        int oldest = 0;
        for (long i = 0; i < packets; i++) {
            while (next[oldest] == frames.count()) {
                oldest++;
            }
            int first = oldest;
            for (int copy = oldest + 1; copy < next.length; copy++) {
                if (next[copy] < frames.count() && micros(copy) < micros(first)) {
                    first = copy;
                }
                if (next[copy] == 0) {
                    break; // those behind it begin later still
                }
            }
            put(first);
            if (out.remaining() < LARGEST_RECORD) {
                drain(channel);
            }
        }
        drain(channel);
    }

    /** When the next frame of a copy was seen. */
    private long micros(int copy) {
        long start = copy * (frames.spanMicros() / AT_ONCE);
        return frames.firstMicros() + start + frames.microsFromStart(next[copy]);
    }

    private void put(int copy) {
        long micros = micros(copy);
        int at = out.position();
        frames.putRecord(next[copy]++, out);
        out.putInt(at, (int) (micros / 1_000_000));
        out.putInt(at + 4, (int) (micros % 1_000_000));
        Addresses.move(out, at + RecordedFrames.RECORD_HEADER, copy);
    }

    private void drain(WritableByteChannel channel) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }
}
