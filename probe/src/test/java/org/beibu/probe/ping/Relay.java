package org.beibu.probe.ping;

import java.io.IOException;
import java.util.function.IntUnaryOperator;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a sender and a reflector on loopback and loses or doubles packets as told: each
 * way has a function from the number of the packet, counted on that way, to how often it passes.
 */
final class Relay implements AutoCloseable {
    private static final Address LOOPBACK = Address.parse("127.0.0.1");

    private final UdpLoop loop;
    private final UdpSocket front;
    private final UdpSocket back;
    private final Outbound towards;
    private final int length;
    private final IntUnaryOperator forward;
    private final IntUnaryOperator backward;
    private @Nullable Outbound home;
    private int forwarded;
    private int returned;

    Relay(int port, int length, IntUnaryOperator forward, IntUnaryOperator backward)
            throws IOException {
        this.length = length;
        this.forward = forward;
        this.backward = backward;
        loop = UdpLoop.start("relay", new SystemEpochNanoClock());
        front = loop.open(UdpConfig.of(LOOPBACK, 0));
        back = loop.open(UdpConfig.of(LOOPBACK, 0));
        towards = back.outbound(new Destination(LOOPBACK, port, null, 0), length);
        loop.listen(front, () -> front.receive(this::forward));
        loop.listen(back, () -> back.receive(this::backward));
    }

    int port() {
        return front.localPort();
    }

    private int forward(Datagram datagram) {
        Outbound reply = home;
        if (reply == null) {
            try {
                Destination sender = new Destination(LOOPBACK, datagram.sourcePort(), null, 0);
                home = front.outbound(sender, length);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        pass(datagram, back, towards, forward.applyAsInt(forwarded++));
        return 0;
    }

    private int backward(Datagram datagram) {
        Outbound reply = home;
        if (reply != null) {
            pass(datagram, front, reply, backward.applyAsInt(returned++));
        }
        return 0;
    }

    private void pass(Datagram datagram, UdpSocket socket, Outbound outbound, int times) {
        for (int i = 0; i < length; i++) {
            outbound.content().put(i, datagram.buffer().get(datagram.offset() + i));
        }
        for (int i = 0; i < times; i++) {
            socket.send(outbound, UdpSocket.NO_TAG);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
