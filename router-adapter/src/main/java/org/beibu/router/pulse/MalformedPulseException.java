package org.beibu.router.pulse;

import java.io.IOException;

/** What should be a probe's pulse is none. */
public final class MalformedPulseException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedPulseException(String message) {
        super(message);
    }
}
