package org.beibu.simulator.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.beibu.model.Address;
import org.beibu.simulator.tcp.TruthSink.Timing;

/** Writes timings with the columns of {@code beibu rtt}. */
public final class TruthFileWriter implements AutoCloseable {
    /** The header line. */
    public static final String HEADER =
            "time\tmethod\trtt_ns\thost\thost_port\tpeer\tpeer_port\tclass";

    private static final long NANOS = 1_000_000_000;

    private final Writer writer;
    private final StringBuilder line = new StringBuilder(160);

    /** A file that begins with the header; the writer is closed with it. */
    public TruthFileWriter(Writer writer) throws IOException {
        this.writer = writer;
        writer.write(HEADER + "\n");
    }

    /** Writes one line. */
    public void write(Timing timing) {
        line.setLength(0);
        line.append(timing.epochNanos() / NANOS).append('.');
        String fraction = Long.toString(NANOS + timing.epochNanos() % NANOS);
        line.append(fraction, 1, fraction.length()).append('\t');
        line.append(timing.method()).append('\t').append(timing.delayNanos()).append('\t');
        appendAddress(timing.host());
        line.append('\t').append(timing.hostPort()).append('\t');
        appendAddress(timing.peer());
        line.append('\t').append(timing.peerPort());
        line.append('\t').append(timing.qualityClass()).append('\n');
        try {
            writer.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private void appendAddress(Address address) {
        Address.appendTo(line, address.high(), address.low());
    }
}
