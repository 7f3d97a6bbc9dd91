package org.beibu.analyzer.alert;

import java.io.IOException;
import java.util.List;

/** Somebody outside who is told of alerts. Called by one thread. */
public interface Receiver {

    /** The receiver cannot take this message whatever happens: it is not to be tried again. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Its name in outputs and in the state: its kind and address, never a secret. */
    String name();

    /**
     * Whether it is told again and again what fires now, as an Alertmanager is; otherwise of each
     * turn of an alert once.
     */
    default boolean wantsState() {
        return false;
    }

    /**
     * Tells it, waiting for its answer for a bounded time.
     *
     * @param alerts one turn of an alert; with {@link #wantsState} everything that fires or was
     *     resolved lately, which may be nothing
     * @throws RefusedException when trying again is of no use
     * @throws IOException when it did not take them
     */
    void tell(List<Alert> alerts, long nowNanos) throws IOException;
}
