package org.beibu.probe.active;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A relay between one Session-Sender and a reflector that harms packets by their place in their
 * direction, so that it is known what each direction did: every so many it drops one, sends one
 * twice, or holds one back until the next has passed. Counts what it did. Owns one thread.
 */
final class FaultyRelay implements AutoCloseable {
    /** Every so many packets: 0 for never. */
    record Faults(int drop, int copy, int swap) {}

    /** One direction, and what was done to it. */
    static final class Direction {
        private final Faults faults;
        private final ByteBuffer held = ByteBuffer.allocate(2_048);
        private int packets;
        private boolean holding;
        int dropped;
        int copied;
        int swapped;

        Direction(Faults faults) {
            this.faults = faults;
        }

        private static boolean is(int packet, int every, int offset) {
            return every > 0 && packet % every == offset % every;
        }

        void pass(ByteBuffer packet, DatagramChannel through, SocketAddress to) throws IOException {
            int number = packets++;
            if (is(number, faults.drop, 3)) {
                dropped++;
                return;
            }
            if (!holding && is(number, faults.swap, 7)) {
                held.clear();
                held.put(packet).flip();
                holding = true;
                return;
            }
            boolean twice = is(number, faults.copy, 11);
            through.send(packet.duplicate(), to);
            if (twice) {
                copied++;
                through.send(packet.duplicate(), to);
            }
            if (holding) {
                swapped++;
                holding = false;
                through.send(held, to);
            }
        }
    }

    final Direction forward;
    final Direction backward;
    private final SocketAddress reflector;
    private final DatagramChannel near = open();
    private final DatagramChannel far = open();
    private final Thread thread = new Thread(this::run, "faulty-relay");
    private @Nullable SocketAddress sender;
    private volatile boolean closed;

    FaultyRelay(int reflectorPort, Faults forward, Faults backward) throws IOException {
        reflector = new InetSocketAddress(InetAddress.getLoopbackAddress(), reflectorPort);
        this.forward = new Direction(forward);
        this.backward = new Direction(backward);
    }

    private static DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    void start() {
        thread.start();
    }

    /** The port that stands for the reflector's. */
    int port() throws IOException {
        return ((InetSocketAddress) near.getLocalAddress()).getPort();
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            near.register(selector, SelectionKey.OP_READ);
            far.register(selector, SelectionKey.OP_READ);
            while (!closed) {
                selector.select(100);
                selector.selectedKeys().clear();
                move();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move() throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(2_048);
        for (SocketAddress from = near.receive(packet); from != null; from = near.receive(packet)) {
            sender = from;
            forward.pass(packet.flip(), far, reflector);
            packet.clear();
        }
        while (far.receive(packet) != null) {
            SocketAddress to = sender;
            if (to != null) {
                backward.pass(packet.flip(), near, to);
            }
            packet.clear();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        boolean interrupted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        near.close();
        far.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
