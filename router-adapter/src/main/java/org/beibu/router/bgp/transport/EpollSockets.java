package org.beibu.router.bgp.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sockets of Linux. */
final class EpollSockets implements Sockets {
    private static final int IPPROTO_IP = 0;
    private static final int IP_TTL = 2;
    private static final int IP_MINTTL = 21;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IPV6_MINHOPCOUNT = 73;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;
    private static final int TCP_NOTSENT_LOWAT = 25;

    /** The TTL that only a neighbour's packets arrive with (RFC 5082). */
    private static final int GTSM_TTL = 255;

    /** Internetwork Control, as routers send BGP. */
    private static final int CS6 = 0xc0;

    /** What the kernel takes beyond what it has sent: a withdrawal waits behind no more. */
    private static final int NOT_SENT = 64 * 1024;

    @Override
    public String method() {
        return "epoll";
    }

    @Override
    public IoHandlerFactory handlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public SocketChannel client(PeerConfig peer) throws IOException {
        EpollSocketChannel channel = new EpollSocketChannel(family(peer.address().isIpv4()));
        try {
            prepare(channel, peer);
            Md5Key key = peer.protection().md5();
            if (key != null) {
                InetAddress address = PeerConfig.inet(peer.address());
                channel.config().setTcpMd5Sig(Map.of(address, key.octets()));
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.fd().close();
            throw e;
        }
    }

    @Override
    public ServerSocketChannel server(List<PeerConfig> peers, boolean ipv4) throws IOException {
        EpollServerSocketChannel channel = new EpollServerSocketChannel(family(ipv4));
        Map<InetAddress, byte[]> keys = new HashMap<>();
        boolean gtsm = false;
        for (PeerConfig peer : peers) {
            Md5Key key = peer.protection().md5();
            if (key != null) {
                keys.put(PeerConfig.inet(peer.address()), key.octets());
            }
            gtsm |= peer.protection().gtsm();
        }
        try {
            channel.config().setReuseAddress(true);
            if (!keys.isEmpty()) {
                channel.config().setOption(EpollChannelOption.TCP_MD5SIG, keys);
            }
            if (gtsm) { // the answer to a SYN has to show it already
                sendTtl(channel, ipv4);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.fd().close();
            throw e;
        }
    }

    @Override
    public void accepted(Channel channel, PeerConfig peer) throws IOException {
        prepare(channel, peer);
    }

    private static void prepare(Channel channel, PeerConfig peer) throws IOException {
        Socket socket = socket(channel);
        boolean ipv4 = peer.address().isIpv4();
        if (peer.protection().gtsm()) {
            sendTtl(channel, ipv4);
            socket.setIntOpt(
                    ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
                    ipv4 ? IP_MINTTL : IPV6_MINHOPCOUNT,
                    GTSM_TTL);
        }
        socket.setTcpNoDelay(true);
        socket.setTrafficClass(CS6);
        int holdMillis = peer.session().timing().holdSeconds() * 1000;
        socket.setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, holdMillis);
        socket.setIntOpt(IPPROTO_TCP, TCP_NOTSENT_LOWAT, NOT_SENT);
    }

    private static void sendTtl(Channel channel, boolean ipv4) throws IOException {
        socket(channel)
                .setIntOpt(
                        ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
                        ipv4 ? IP_TTL : IPV6_UNICAST_HOPS,
                        GTSM_TTL);
    }

    /**
     * Shutting down leaves the descriptor to its thread, where closing it would let the number be
     * used again under that thread's hands.
     */
    @Override
    public void cut(Channel channel) throws IOException {
        socket(channel).shutdown();
    }

    private static Socket socket(Channel channel) {
        return (Socket) ((UnixChannel) channel).fd();
    }

    private static SocketProtocolFamily family(boolean ipv4) {
        return ipv4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
