package org.beibu.router.bgp.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.beibu.router.bgp.session.Side;

/**
 * One TCP connection with a router: octets in, messages out, and the other way round.
 *
 * <p>Once ended it tells nothing more. An end after a NOTIFICATION half-closes first and gives the
 * router a second to read it: closing with octets unread would have the kernel reset the connection
 * and the NOTIFICATION with it.
 *
 * <p>Owned by the router's thread.
 */
final class Wire extends ChannelInboundHandlerAdapter {
    private static final int READ = 64 * 1024;

    /** Few reads in a row, so that a withdrawal does not wait behind a whole table. */
    private static final int READS_IN_A_ROW = 2;

    private static final WriteBufferWaterMark WAITING =
            new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final long LINGER_SECONDS = 1;

    private final Side side;
    private final SocketChannel channel;
    private final Events events;
    private final Framer framer = new Framer();
    private boolean ended;

    /** What a connection tells, on the router's thread. */
    interface Events {
        /** A message lies in these octets; they change after the call. */
        void message(Wire wire, byte[] octets, int offset, int length);

        /** The longest message now. */
        int longest(Wire wire);

        /** The connection is gone. */
        void failed(Wire wire, String reason);

        /** There is room to write again. */
        void writable(Wire wire);

        /** So many octets have come. */
        void received(int octets);
    }

    @SuppressWarnings("deprecation") // the number of reads in a row has no other place
    Wire(Side side, SocketChannel channel, Events events) {
        this.side = side;
        this.channel = channel;
        this.events = events;
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING);
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ));
        channel.config().setMaxMessagesPerRead(READS_IN_A_ROW);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        channel.config().setConnectTimeoutMillis(0); // the ConnectRetryTimer is for that
        channel.pipeline().addLast(this);
    }

    Side side() {
        return side;
    }

    SocketChannel channel() {
        return channel;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void write(byte[] octets) {
        Future<?> unused = channel.write(Unpooled.wrappedBuffer(octets), channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Ends it; what was written goes first. */
    void end(boolean notified) {
        ended = true;
        if (!notified || !channel.isActive()) {
            closeNow();
            return;
        }
        channel.flush();
        Future<?> unused = channel.shutdownOutput();
        Future<?> unusedToo =
                channel.eventLoop().schedule(this::closeNow, LINGER_SECONDS, TimeUnit.SECONDS);
    }

    private void closeNow() {
        Future<?> unused = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            int count = octets.readableBytes();
            events.received(count);
            if (ended) {
                return;
            }
            framer.room(count);
            octets.readBytes(framer.octets(), framer.end(), count);
            framer.added(count);
        } finally {
            ReferenceCountUtil.release(message);
        }
        while (!ended && framer.next(events.longest(this))) {
            events.message(this, framer.octets(), framer.begin(), framer.length());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!ended && channel.isWritable()) {
            events.writable(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail("the connection was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(String.valueOf(cause.getMessage()));
        closeNow();
    }

    private void fail(String reason) {
        if (!ended) {
            ended = true;
            events.failed(this, reason);
        }
    }
}
