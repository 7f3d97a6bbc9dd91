package org.beibu.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.beibu.probe.stamp.KeyFile;
import org.beibu.probe.stamp.KeyRing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys that {@code beibu ping} and {@code trace} sign packets with. */
final class AuthKeyOption {
    @Option(
            names = "--auth-key",
            paramLabel = "FILE",
            description = "Sign packets with the key of the highest id: ID HEXADECIMAL a line.")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /** Those of the file, none without one; {@code err} is told when others may read it. */
    KeyRing keys(PrintWriter err) {
        if (file == null) {
            return KeyRing.NONE;
        }
        KeyRing keys = KeyFile.read(file);
        if (!KeyFile.isPrivate(file)) {
            err.println("beibu: others than its owner have rights to " + file);
        }
        return keys;
    }
}
