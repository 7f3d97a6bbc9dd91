package org.beibu.probe.ping;

import java.io.IOException;

/** A ping: started, awaited and closed by one thread; stop may come from any. */
public interface RunningPing extends AutoCloseable {
    /**
     * Opens what it needs and sends the first packet.
     *
     * @throws IOException when the system does not let it
     */
    void start() throws IOException;

    /** Sends no more, and ends it as soon as what was sent last may have been answered. */
    void stop();

    /** Waits for the end. */
    void await() throws InterruptedException;

    @Override
    void close();
}
