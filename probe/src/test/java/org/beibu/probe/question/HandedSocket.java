package org.beibu.probe.question;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.probe.udp.DatagramHandler;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpSocket;

/** A socket whose other end is a test: what was sent is kept, what is handed over arrives. */
public final class HandedSocket implements UdpSocket {
    /** What was sent, in its order. */
    public final List<byte[]> sent = new ArrayList<>();

    private final Deque<ArrivingDatagram> arriving = new ArrayDeque<>();

    /** This arrives next. */
    public void hand(ArrivingDatagram datagram) {
        arriving.add(datagram);
    }

    @Override
    public int localPort() {
        return 0xbeeb;
    }

    @Override
    public int receive(DatagramHandler handler) {
        int taken = arriving.size();
        while (!arriving.isEmpty()) {
            handler.onDatagram(arriving.remove().get());
        }
        return taken;
    }

    private record Octets(ByteBuffer content) implements Outbound {
        @Override
        public void ttl(int ttl) {}

        @Override
        public void close() {}
    }

    @Override
    public Outbound outbound(Destination destination, int length) {
        return new Octets(ByteBuffer.allocate(length));
    }

    @Override
    public Outbound limited(Destination destination, int length) {
        return outbound(destination, length);
    }

    @Override
    public void reportErrors(boolean wanted) {}

    @Override
    public boolean send(Outbound outbound, long tag) {
        return sent.add(outbound.content().array().clone());
    }

    @Override
    public int departures(DepartureHandler handler) {
        return 0;
    }

    @Override
    public long sendFailures() {
        return 0;
    }

    @Override
    public String sendFailure() {
        return "";
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public String method() {
        return "handed";
    }

    @Override
    public void close() {}
}
