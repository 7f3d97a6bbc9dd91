package org.beibu.router.bgp.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a router opens while its session stands: perhaps it was restarted and knows
 * nothing of the session any more. The session is put to the test by a KEEPALIVE; where the router
 * has forgotten it, its kernel answers with a reset, the session ends, and the newcomer is taken
 * long before the hold time is over. A session that lives stays: nobody ends it by connecting.
 *
 * <p>One waits at a time, for a second at most. Owned by the router's thread.
 */
final class Newcomer {
    private static final long LONGEST_MILLIS = 1_000;

    private final EventLoop loop;
    private final Consumer<SocketChannel> afterAll;
    private @Nullable SocketChannel waiting;

    /**
     * Nobody waits yet.
     *
     * @param afterAll takes one that has waited long enough
     */
    Newcomer(EventLoop loop, Consumer<SocketChannel> afterAll) {
        this.loop = loop;
        this.afterAll = afterAll;
    }

    /** Has this one wait; one that waits already is closed, for the router has given it up. */
    void await(SocketChannel channel) {
        close();
        waiting = channel;
        Future<?> unused =
                loop.schedule(() -> expire(channel), LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The one that waits, which does so no more. */
    @Nullable SocketChannel take() {
        SocketChannel taken = waiting;
        waiting = null;
        return taken;
    }

    private void expire(SocketChannel channel) {
        if (waiting == channel) {
            waiting = null;
            afterAll.accept(channel);
        }
    }

    void close() {
        SocketChannel channel = take();
        if (channel != null) {
            channel.unsafe().closeForcibly();
        }
    }
}
