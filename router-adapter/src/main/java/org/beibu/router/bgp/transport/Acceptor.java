package org.beibu.router.bgp.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.router.bgp.session.SessionConfig;
import org.beibu.router.bgp.session.SessionCounter;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the connections of configured routers, each to its router's thread, and closes all others
 * at once. Owned by its own thread once open.
 */
final class Acceptor extends ChannelInboundHandlerAdapter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long LONGEST_END_SECONDS = 2;

    private final Sockets sockets;
    private final List<InetSocketAddress> addresses;
    private final Map<Address, BgpTransport.Running> routers;
    private final Counters counters;
    private @Nullable MultiThreadIoEventLoopGroup group;

    Acceptor(
            Sockets sockets,
            List<InetSocketAddress> addresses,
            Map<Address, BgpTransport.Running> routers,
            Counters counters) {
        this.sockets = sockets;
        this.addresses = addresses;
        this.routers = routers;
        this.counters = counters;
    }

    /** Listens; the group is its own from here on. */
    void open(MultiThreadIoEventLoopGroup threads) throws IOException {
        group = threads;
        for (InetSocketAddress address : addresses) {
            listen(threads.next(), address);
        }
    }

    private void listen(EventLoop loop, InetSocketAddress address) throws IOException {
        boolean ipv4 = address.getAddress() instanceof Inet4Address;
        List<PeerConfig> peers =
                routers.values().stream()
                        .map(BgpTransport.Running::peer)
                        .filter(peer -> peer.address().isIpv4() == ipv4)
                        .filter(peer -> peer.session().role() != SessionConfig.Role.CONNECT)
                        .toList();
        ServerSocketChannel channel = sockets.server(peers, ipv4);
        channel.pipeline().addLast(this);
        ChannelFuture bound = loop.register(channel).awaitUninterruptibly();
        if (bound.isSuccess()) {
            bound = channel.bind(address).awaitUninterruptibly();
        }
        if (!bound.isSuccess()) {
            channel.close().awaitUninterruptibly();
            throw new IOException(
                    "cannot listen on " + address + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        SocketChannel channel = (SocketChannel) accepted;
        InetSocketAddress remote = channel.remoteAddress();
        BgpTransport.Running router =
                remote == null ? null : routers.get(Address.of(remote.getAddress().getAddress()));
        if (router == null || router.peer().session().role() == SessionConfig.Role.CONNECT) {
            counters.increment(SessionCounter.REFUSED_UNKNOWN);
            channel.unsafe().closeForcibly();
            return;
        }
        try {
            sockets.accepted(channel, router.peer());
            router.loop().execute(() -> router.session().accept(channel));
        } catch (IOException | RejectedExecutionException e) {
            LOG.warn("{}: connection not taken: {}", router.peer().router(), e.getMessage());
            channel.unsafe().closeForcibly();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("accepting a connection: {}", cause.getMessage());
    }

    @Override
    public void close() {
        if (group != null) {
            group.shutdownGracefully(0, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        }
    }
}
