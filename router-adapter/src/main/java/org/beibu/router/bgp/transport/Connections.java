package org.beibu.router.bgp.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Future;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.BgpEncoder;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.Reaction;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.Event;
import org.beibu.router.bgp.session.SessionCounter;
import org.beibu.router.bgp.session.Side;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two connections that a router may have: opens, closes, reads and writes them. Owned by the
 * router's thread, but for {@link #cut}.
 */
final class Connections implements Wire.Events {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final PeerConfig peer;
    private final Sockets sockets;
    private final EventLoop loop;
    private final Machine machine;
    private final Counters counters;
    private volatile @Nullable Wire outgoing;
    private volatile @Nullable Wire incoming;
    private boolean notified;
    private int ending;

    /** Who decides. */
    interface Machine {
        /** This has happened on a connection. */
        void happened(Side side, Event event);

        /** How messages of this connection are laid out now. */
        SessionFormat format(Side side);

        /** There is room to write again. */
        void writable();
    }

    Connections(
            PeerConfig peer, Sockets sockets, EventLoop loop, Machine machine, Counters counters) {
        this.peer = peer;
        this.sockets = sockets;
        this.loop = loop;
        this.machine = machine;
        this.counters = counters;
    }

    @Nullable Wire on(Side side) {
        return side == Side.OUTGOING ? outgoing : incoming;
    }

    private void put(Side side, @Nullable Wire wire) {
        if (side == Side.OUTGOING) {
            outgoing = wire;
        } else {
            incoming = wire;
        }
    }

    /** Opens ours. */
    void connect() {
        counters.increment(SessionCounter.CONNECTS);
        try {
            SocketChannel channel = sockets.client(peer);
            Wire wire = new Wire(Side.OUTGOING, channel, this);
            outgoing = wire;
            Future<?> unused = loop.register(channel);
            InetSocketAddress from = peer.from();
            ChannelFuture opened =
                    from == null
                            ? channel.connect(peer.remote())
                            : channel.connect(peer.remote(), from);
            Future<?> unusedToo =
                    opened.addListener((ChannelFutureListener) done -> opened(wire, done));
        } catch (IOException e) {
            counters.increment(SessionCounter.CONNECTS_FAILED);
            machine.happened(Side.OUTGOING, new Event.Failed("no socket: " + e.getMessage()));
        }
    }

    private void opened(Wire wire, ChannelFuture done) {
        if (wire != outgoing) {
            return; // given up in the meantime
        }
        if (done.isSuccess()) {
            machine.happened(Side.OUTGOING, new Event.Connected());
        } else {
            counters.increment(SessionCounter.CONNECTS_FAILED);
            String reason = String.valueOf(done.cause().getMessage());
            machine.happened(Side.OUTGOING, new Event.Failed(reason));
        }
    }

    /** Takes one that the router has opened; its loop is ours already. */
    void adopt(SocketChannel channel) {
        counters.increment(SessionCounter.ACCEPTED);
        incoming = new Wire(Side.INCOMING, channel, this);
        Future<?> unused = loop.register(channel);
        machine.happened(Side.INCOMING, new Event.Connected());
    }

    /** Sends at once, or loses the message with the connection. */
    void send(Side side, BgpMessage message) {
        write(side, message);
        Wire wire = on(side);
        if (wire != null) {
            wire.flush();
        }
    }

    void write(Side side, BgpMessage message) {
        Wire wire = on(side);
        if (wire == null) {
            return;
        }
        notified = message instanceof NotificationMessage;
        if (notified) {
            counters.increment(SessionCounter.NOTIFICATIONS_OUT);
        }
        List<byte[]> encoded = BgpEncoder.encode(message, machine.format(side));
        for (byte[] octets : encoded) {
            counters.add(SessionCounter.OCTETS_OUT, octets.length);
            wire.write(octets);
        }
        if (message instanceof UpdateMessage) {
            counters.add(SessionCounter.UPDATES_OUT, encoded.size());
        }
    }

    /** Ends one, opened or not. */
    void close(Side side) {
        Wire wire = on(side);
        if (wire != null) {
            put(side, null);
            ending++;
            Future<?> unusedToo = wire.channel().closeFuture().addListener(closed -> ending--);
            wire.end(notified);
        }
    }

    /** Whether nothing of a connection is left. */
    boolean isOver() {
        return outgoing == null && incoming == null && ending == 0;
    }

    /** From any thread: the router sees the end of both, whatever the router's thread does. */
    void cut() {
        for (Side side : Side.values()) {
            Wire wire = on(side);
            if (wire != null) {
                try {
                    sockets.cut(wire.channel());
                } catch (IOException e) {
                    LOG.warn("{}: {} connection: {}", peer.router(), side, e.getMessage());
                }
            }
        }
    }

    @Override
    public void message(Wire wire, byte[] octets, int offset, int length) {
        Side side = wire.side();
        Decoded decoded = BgpDecoder.decode(octets, offset, length, machine.format(side));
        if (decoded instanceof Decoded.Bad bad) {
            counters.increment(SessionCounter.MALFORMED);
            machine.happened(side, new Event.Malformed(bad.answer(), bad.reason()));
            return;
        }
        Decoded.Good good = (Decoded.Good) decoded;
        if (good.reaction() != Reaction.NONE) {
            counters.increment(
                    good.reaction() == Reaction.TREAT_AS_WITHDRAW
                            ? SessionCounter.TREATED_AS_WITHDRAWN
                            : SessionCounter.ATTRIBUTES_DISCARDED);
        }
        if (good.message() instanceof UpdateMessage) {
            counters.increment(SessionCounter.UPDATES_IN);
        } else if (good.message() instanceof NotificationMessage) {
            counters.increment(SessionCounter.NOTIFICATIONS_IN);
        }
        machine.happened(side, new Event.Received(good.message()));
    }

    @Override
    public int longest(Wire wire) {
        return machine.format(wire.side()).longestMessage();
    }

    @Override
    public void failed(Wire wire, String reason) {
        if (wire == on(wire.side())) {
            machine.happened(wire.side(), new Event.Failed(reason));
        }
    }

    @Override
    public void writable(Wire wire) {
        machine.writable();
    }

    @Override
    public void received(int octets) {
        counters.add(SessionCounter.OCTETS_IN, octets);
    }
}
