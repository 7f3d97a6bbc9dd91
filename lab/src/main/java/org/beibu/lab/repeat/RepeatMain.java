package org.beibu.lab.repeat;

import java.io.IOException;
import java.nio.file.Path;

/** {@code RepeatMain RECORDING PACKETS FILE}: makes a large capture out of a recording. */
public final class RepeatMain {
    private RepeatMain() {}

    /** Makes the file. */
    public static void main(String[] args) throws IOException {
        RepeatedCapture.write(Path.of(args[0]), Long.parseLong(args[1]), Path.of(args[2]));
    }
}
