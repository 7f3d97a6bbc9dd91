package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * Standard output that fails aloud. {@link PrintStream} swallows every {@link IOException}, so that
 * {@code beibu rtt big.pcap | head} would go on computing for nobody and a full disk would go
 * unseen; here the failure leaves {@code println} as an {@link UncheckedIOException}.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Puts such a stream in place of {@link System#out}, UTF-8, flushed by each println. */
    static void install() {
        OutputStream file =
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        System.setOut(new PrintStream(new StandardOutput(file), true, UTF_8));
    }

    /** Says where the page is: for people on standard error, for programs as JSON. */
    static void tellAddress(String schema, URI address, boolean json) {
        System.err.println("beibu: page at " + address);
        if (json) {
            System.out.println("{\"schema\":\"" + schema + "\",\"address\":\"" + address + "\"}");
        }
    }

    /** Whether the reader of the pipe went away, which is no error of ours. */
    static boolean isBrokenPipe(Throwable failure) {
        return failure instanceof UncheckedIOException unchecked
                && unchecked.getCause() != null
                && "Broken pipe".equals(unchecked.getCause().getMessage());
    }

    @Override
    public void write(int octet) {
        try {
            out.write(octet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
