package org.beibu.router.bgp.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.util.List;

/** Sockets of the JDK, for machines without epoll: nothing can be protected. */
final class NioSockets implements Sockets {

    /** A connection that can be ended from outside its thread. */
    private static final class CuttableChannel extends NioSocketChannel {
        private final java.nio.channels.SocketChannel socket;

        CuttableChannel(Channel parent, java.nio.channels.SocketChannel socket) {
            super(parent, socket);
            this.socket = socket;
        }

        CuttableChannel(java.nio.channels.SocketChannel socket) {
            super(socket);
            this.socket = socket;
        }

        void cut() throws IOException {
            socket.shutdownOutput();
            socket.shutdownInput();
        }
    }

    private static final class ServerChannel extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            java.nio.channels.SocketChannel socket = javaChannel().accept();
            if (socket == null) {
                return 0;
            }
            accepted.add(new CuttableChannel(this, socket));
            return 1;
        }
    }

    @Override
    public String method() {
        return "nio";
    }

    @Override
    public IoHandlerFactory handlers() {
        return NioIoHandler.newFactory();
    }

    @Override
    public SocketChannel client(PeerConfig peer) throws IOException {
        refuse(peer);
        CuttableChannel channel = new CuttableChannel(java.nio.channels.SocketChannel.open());
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        return channel;
    }

    @Override
    public ServerSocketChannel server(List<PeerConfig> peers, boolean ipv4) throws IOException {
        for (PeerConfig peer : peers) {
            refuse(peer);
        }
        ServerChannel channel = new ServerChannel();
        channel.config().setReuseAddress(true);
        return channel;
    }

    /** One clear line before anything is opened. */
    static void refuse(PeerConfig peer) throws IOException {
        if (peer.protection().isAny()) {
            throw new IOException(
                    peer.router()
                            + ": TCP MD5 and GTSM need epoll of Linux on x86-64 or aarch64, which"
                            + " is not here; without them its session would be unprotected and is"
                            + " not opened");
        }
    }

    @Override
    public void accepted(Channel channel, PeerConfig peer) throws IOException {
        refuse(peer);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    }

    @Override
    public void cut(Channel channel) throws IOException {
        ((CuttableChannel) channel).cut();
    }
}
