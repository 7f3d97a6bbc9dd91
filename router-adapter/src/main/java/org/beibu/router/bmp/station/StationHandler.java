package org.beibu.router.bmp.station;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import org.beibu.router.bmp.BmpFramer;
import org.beibu.router.bmp.BmpSession;
import org.jspecify.annotations.Nullable;

/** One connection: hands its octets to the session and ends with it. Owned by the event loop. */
final class StationHandler extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final SocketAddress remote;
    private final BmpSession session;
    private final BmpStation station;
    private final BmpFramer framer = new BmpFramer();
    private boolean ended;

    StationHandler(Channel channel, BmpSession session, BmpStation station) {
        this.channel = channel;
        this.remote = channel.remoteAddress();
        this.session = session;
        this.station = station;
    }

    BmpSession session() {
        return session;
    }

    SocketAddress remote() {
        return remote;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            String reason = ended ? null : framer.accept(octets.nioBuffer(), session);
            if (reason != null) {
                end(reason);
            }
        } finally {
            octets.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(null);
    }

    /** A connection reset, or a mistake of ours: either way this session is over. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(cause.toString());
    }

    /** Ends the session; the router may connect again. */
    void end() {
        end(null);
    }

    private void end(@Nullable String reason) {
        if (!ended) {
            ended = true;
            session.close();
            station.ended(this, reason);
            var unused = channel.close();
        }
    }
}
