package org.beibu.router.mrt;

import java.io.IOException;

/** Octets that are no MRT file, or one that is cut off. */
public final class MrtException extends IOException {
    private static final long serialVersionUID = 1;

    MrtException(String message) {
        super(message);
    }
}
