package org.beibu.router.bmp.station;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.router.bmp.BmpCounter;
import org.beibu.router.bmp.BmpSession;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for monitored routers. The constructor opens nothing; {@link #start} does. The event loop
 * {@code beibu-bmp} owns everything but the fields of start and close.
 */
public final class BmpStation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BmpStation.class);

    /** Octets read at once, and reads before it is another connection's turn. */
    private static final int READ_SIZE = 64 * 1024;

    private static final int READS_A_TURN = 4;
    private static final int BACKLOG = 16;

    /** BMP has no keepalives: a router that has vanished is missed after 20 s by those of TCP. */
    private static final int KEEPALIVE_SECONDS = 5;

    private static final int KEEPALIVES = 3;
    private static final long TIDY_MILLIS = 20;
    private static final int TIDY_PLACES = 16_384;

    private final StationConfig config;
    private final Rib rib;
    private final Counters counters;
    private final Map<String, StationHandler> connected = new HashMap<>();
    private @Nullable EventLoopGroup loop;
    private @Nullable Channel listening;

    /** A station that fills these tables. */
    public BmpStation(StationConfig config, Rib rib, Counters counters) {
        this.config = config;
        this.rib = rib;
        this.counters = counters;
        config.routers().values().forEach(router -> rib.router(router.name()));
        counters.register(BmpCounter.class);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address cannot be listened on
     */
    public void start() throws IOException {
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("beibu-bmp"), EpollIoHandler.newFactory());
        loop = group;
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(READ_SIZE)
                                        .maxMessagesPerRead(READS_A_TURN))
                        .childOption(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_SECONDS)
                        .childOption(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_SECONDS)
                        .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVES)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        take(channel);
                                    }
                                });
        var bound = bootstrap.bind(config.listen()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new IOException("cannot listen for BMP on " + config.listen(), bound.cause());
        }
        listening = bound.channel();
        var unused =
                group.scheduleWithFixedDelay(
                        this::tidy, TIDY_MILLIS, TIDY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The port listened on. */
    public int port() {
        Channel channel = listening;
        if (channel == null) {
            throw new IllegalStateException("the station does not listen");
        }
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private void take(Channel channel) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        Address from = Address.of(remote.getAddress().getAddress());
        StationConfig.Router router = config.routers().get(from);
        if (router == null) {
            counters.increment(BmpCounter.SESSIONS_REFUSED);
            LOG.debug("BMP from {}, which is not configured: refused", from);
            var unused = channel.close();
            return;
        }
        StationHandler before = connected.get(router.name());
        if (before != null) {
            counters.increment(BmpCounter.SESSIONS_REPLACED);
            LOG.info("{} has connected again: the earlier BMP session ends", router.name());
            before.end();
        }
        counters.increment(BmpCounter.SESSIONS);
        RouterRib tables = rib.router(router.name());
        StationHandler handler =
                new StationHandler(
                        channel, new BmpSession(tables, router.monitored(), counters), this);
        connected.put(router.name(), handler);
        channel.pipeline().addLast(handler);
    }

    /** The connection has ended, for this reason where it was for one. */
    void ended(StationHandler handler, @Nullable String reason) {
        connected.values().remove(handler);
        if (reason != null && !handler.session().isTerminated()) {
            counters.increment(BmpCounter.SESSIONS_BROKEN);
        }
        LOG.info(
                "BMP of {} has ended: {}",
                handler.remote(),
                reason == null ? "the connection was closed" : reason);
    }

    private void tidy() {
        rib.routers().forEach(router -> router.tidy(TIDY_PLACES));
    }

    /** Stops listening and ends all sessions; what was learned from them is gone. */
    @Override
    public void close() {
        EventLoopGroup group = loop;
        loop = null;
        if (group == null) {
            return;
        }
        if (listening != null) {
            listening.close().awaitUninterruptibly();
            listening = null;
        }
        group.submit(() -> Map.copyOf(connected).values().forEach(StationHandler::end))
                .awaitUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
