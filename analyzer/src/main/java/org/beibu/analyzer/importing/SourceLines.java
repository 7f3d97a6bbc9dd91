package org.beibu.analyzer.importing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file with their places. A line longer than {@value #LONGEST} characters is none
 * that anybody's tool has written: it is refused without being held in memory.
 */
final class SourceLines implements Closeable {
    static final int LONGEST = 1 << 16;

    private final BufferedReader in;
    private final String file;
    private final SeriesRows rows;
    private final StringBuilder line = new StringBuilder();
    private int number;
    private int next = ' ';

    SourceLines(InputStream in, String file, SeriesRows rows) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        this.file = file;
        this.rows = rows;
    }

    /** The next line that is not too long; null at the end. */
    @Nullable String next() throws IOException {
        while (next >= 0) {
            boolean isWhole = read();
            if (next < 0 && line.isEmpty()) {
                return null;
            }
            number++;
            if (isWhole) {
                return line.toString();
            }
            rows.refuse(where(), "a line of more than " + LONGEST + " characters");
        }
        return null;
    }

    /** Reads a line up to its end, be it LF, CR or both; false when it is too long. */
    private boolean read() throws IOException {
        line.setLength(0);
        boolean isWhole = true;
        boolean wasReturn = next == '\r';
        next = in.read();
        next = wasReturn && next == '\n' ? in.read() : next;
        while (next >= 0 && next != '\n' && next != '\r') {
            isWhole = line.length() < LONGEST;
            if (isWhole) {
                line.append((char) next);
            }
            next = in.read();
        }
        return isWhole;
    }

    /** Where the line is that was given last: file and number. */
    String where() {
        return file + ":" + number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
