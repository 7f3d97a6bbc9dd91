package org.beibu.probe.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;

/**
 * A UDP socket of the JDK, for systems without the calls of {@link LinuxUdpSocket}: stamps are of
 * user space, TTL and traffic class of what comes are not known, nor is the address it came to when
 * bound to all; the TTL of what goes is the system's. Owned by one thread.
 */
final class NioUdpSocket implements UdpSocket {
    private static final int BUFFER_OCTETS = 4 << 20;

    private final DatagramChannel channel;
    private final UdpConfig config;
    private final EpochNanoClock clock;
    private final Datagram datagram = new Datagram();
    private final ByteBuffer buffer;
    private final ByteBuffer outgoing;
    private final Address local;
    private int trafficClass;
    private long sendFailures;
    private String sendFailure = "";

    static NioUdpSocket open(UdpConfig config, EpochNanoClock clock) throws IOException {
        if (config.mark() != 0 || config.interfaceName() != null) {
            throw new IOException("marks and interfaces cannot be chosen on this system");
        }
        DatagramChannel channel =
                DatagramChannel.open(
                        config.local().isIpv4()
                                ? StandardProtocolFamily.INET
                                : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_OCTETS);
            channel.bind(socketAddress(config.local(), config.port()));
            return new NioUdpSocket(config, clock, channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen: %s port %d: %s"
                            .formatted(config.local(), config.port(), e.getMessage()),
                    e);
        }
    }

    private NioUdpSocket(UdpConfig config, EpochNanoClock clock, DatagramChannel channel)
            throws IOException {
        this.config = config;
        this.clock = clock;
        this.channel = channel;
        buffer = ByteBuffer.allocateDirect(config.longest() + 1).order(ByteOrder.BIG_ENDIAN);
        outgoing = buffer.duplicate();
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        local = bound.getAddress().isAnyLocalAddress() ? new Address(0, 0) : config.local();
        datagram.buffer = buffer;
        datagram.capacity = config.longest();
        datagram.destinationPort = bound.getPort();
    }

    private static InetSocketAddress socketAddress(Address address, int port) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(16);
        octets.putLong(address.high()).putLong(address.low());
        byte[] bytes = new byte[address.isIpv4() ? 4 : 16];
        octets.get(16 - bytes.length, bytes);
        return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    public int localPort() {
        return datagram.destinationPort;
    }

    @Override
    public int receive(DatagramHandler handler) {
        int taken = 0;
        while (taken < config.batch() && channel.isOpen()) {
            buffer.clear();
            InetSocketAddress from;
            try {
                from = (InetSocketAddress) channel.receive(buffer);
            } catch (IOException e) {
                return taken; // an error of an earlier datagram; the next call goes on
            }
            if (from == null) {
                return taken;
            }
            taken++;
            describe(from);
            int answer = handler.onDatagram(datagram);
            if (answer > 0) {
                outgoing.limit(answer).position(0);
                write(outgoing, from, datagram.answerTrafficClass);
            }
        }
        return taken;
    }

    private void describe(InetSocketAddress from) {
        datagram.clear();
        datagram.epochNanos = clock.nanoTime();
        datagram.stampedBy = ClockQuality.USER_SPACE;
        datagram.length = Math.min(buffer.position(), config.longest());
        datagram.truncated = buffer.position() > config.longest();
        Address source = Address.of(from.getAddress().getAddress());
        datagram.sourceHigh = source.high();
        datagram.sourceLow = source.low();
        datagram.sourcePort = from.getPort();
        datagram.destinationHigh = local.high();
        datagram.destinationLow = local.low();
    }

    private boolean write(ByteBuffer octets, InetSocketAddress to, int octet) {
        try {
            if (octet != trafficClass) {
                channel.setOption(StandardSocketOptions.IP_TOS, octet);
                trafficClass = octet;
            }
            if (channel.send(octets, to) > 0) {
                return true;
            }
            sendFailure = "the buffer for sending is full";
        } catch (IOException e) {
            sendFailure = String.valueOf(e.getMessage());
        }
        sendFailures++;
        return false;
    }

    @Override
    public Outbound outbound(Destination destination, int length) throws IOException {
        Address source = destination.source();
        if (source != null && !source.equals(config.local())) {
            throw new IOException("a source address needs a socket of its own on this system");
        }
        return new NioOutbound(
                ByteBuffer.allocateDirect(length).order(ByteOrder.BIG_ENDIAN),
                socketAddress(destination.address(), destination.port()),
                destination.trafficClass());
    }

    @Override
    public Outbound limited(Destination destination, int length) throws IOException {
        throw new IOException("packets with a TTL of their own cannot be sent on this system");
    }

    @Override
    public void reportErrors(boolean wanted) {
        // no errors are told here
    }

    private record NioOutbound(ByteBuffer content, InetSocketAddress to, int trafficClass)
            implements Outbound {
        @Override
        public void ttl(int ttl) {
            throw new IllegalStateException("no TTL of its own");
        }

        @Override
        public void close() {
            // the memory goes when nothing refers to it any more
        }
    }

    @Override
    public boolean send(Outbound outbound, long tag) {
        if (!(outbound instanceof NioOutbound ours)) {
            return false;
        }
        return write(ours.content().duplicate().clear(), ours.to(), ours.trafficClass());
    }

    @Override
    public int departures(DepartureHandler handler) {
        return 0;
    }

    @Override
    public long sendFailures() {
        return sendFailures;
    }

    @Override
    public String sendFailure() {
        return sendFailure;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public String method() {
        return "nio";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            sendFailures++; // nothing else is left to do for a socket that cannot be closed
        }
    }
}
