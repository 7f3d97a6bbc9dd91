package org.beibu.analyzer.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a secret; read at each use, so that a new secret needs no restart. */
record SecretFile(Path file) {

    String read() throws IOException {
        String secret;
        try {
            secret = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("secret cannot be read: " + file, e);
        }
        if (secret.isEmpty()) {
            throw new IOException("secret is empty: " + file);
        }
        return secret;
    }

    /** The name of the file, never what is in it. */
    @Override
    public String toString() {
        return file.toString();
    }
}
