package org.beibu.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A process between a Session-Sender and a Session-Reflector that drops, copies and holds back
 * packets by their place in their direction. When it is asked to end it writes what really
 * happened, a line an event in the order of the events:
 *
 * <pre>
 *   life N                     a sender with another port has come
 *   forward NUMBER PASSES      a packet reached the relay and went on so many times
 *   backward NUMBER            a reply to this packet was handed to the sender
 * </pre>
 */
final class FaultyRelayMain {
    private static final int BASE_OCTETS = 44;
    private static final int SSID_AT = 14;
    private static final int SENDER_NUMBER_AT = 24;
    private static final long LONGEST_HELD_NANOS = 200_000_000L;
    private static final int FORWARD_DROP = 20;
    private static final int FORWARD_COPY = 31;
    private static final int BACKWARD_DROP = 25;
    private static final int BACKWARD_COPY = 29;
    private static final int BACKWARD_SWAP = 23;

    private final DatagramChannel near;
    private final DatagramChannel far;
    private final SocketAddress reflector;
    private final List<String> truth = new ArrayList<>();
    private final ByteBuffer held = ByteBuffer.allocate(2_048);
    private @Nullable SocketAddress sender;
    private boolean holding;
    private long heldNanos;
    private int lives;
    private int forwardPackets;
    private int backwardPackets;

    private FaultyRelayMain(InetSocketAddress listen, InetSocketAddress reflector)
            throws IOException {
        near = open(listen);
        far = open(new InetSocketAddress(0));
        this.reflector = reflector;
    }

    private static DatagramChannel open(InetSocketAddress at) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.bind(at);
        channel.configureBlocking(false);
        return channel;
    }

    /** Arguments: own address, own port, the reflector's address, its port, the file. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FaultyRelayMain relay =
                new FaultyRelayMain(
                        new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])),
                        new InetSocketAddress(arguments[2], Integer.parseInt(arguments[3])));
        AtomicBoolean ending = new AtomicBoolean();
        Thread mover = new Thread(() -> relay.run(ending), "relay");
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    ending.set(true);
                                    relay.write(mover, Path.of(arguments[4]));
                                }));
        mover.start();
        mover.join();
    }

    private void write(Thread mover, Path file) {
        try {
            mover.join();
            Files.write(file, truth);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(AtomicBoolean ending) {
        try (Selector selector = Selector.open()) {
            near.register(selector, SelectionKey.OP_READ);
            far.register(selector, SelectionKey.OP_READ);
            while (!ending.get()) {
                selector.select(50);
                selector.selectedKeys().clear();
                move();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move() throws IOException {
        if (holding && System.nanoTime() - heldNanos > LONGEST_HELD_NANOS) {
            holding = false; // nothing passes it: a reply ten seconds late is another fault
            deliver(held);
        }
        ByteBuffer packet = ByteBuffer.allocate(2_048);
        for (SocketAddress from = near.receive(packet); from != null; from = near.receive(packet)) {
            forward(packet.flip(), from);
            packet.clear();
        }
        while (receiveFar(packet)) {
            backward(packet.flip());
            packet.clear();
        }
    }

    /** A reflector that is away answers by ICMP, which is an exception here. */
    private boolean receiveFar(ByteBuffer packet) throws IOException {
        return far.receive(packet) != null;
    }

    private static boolean is(int packet, int every, int offset) {
        return packet % every == offset;
    }

    /** A trace leaves from the session's socket, with numbers of its own and another SSID. */
    private static boolean isOfSession(ByteBuffer packet) {
        return packet.remaining() >= BASE_OCTETS && packet.getShort(SSID_AT) == 1;
    }

    private void forward(ByteBuffer packet, SocketAddress from) throws IOException {
        if (!from.equals(sender)) {
            sender = from;
            holding = false;
            truth.add("life " + lives++);
        }
        if (!isOfSession(packet)) {
            far.send(packet, reflector);
            return;
        }
        int number = forwardPackets++;
        int passes = is(number, FORWARD_DROP, 3) ? 0 : is(number, FORWARD_COPY, 11) ? 2 : 1;
        for (int i = 0; i < passes; i++) {
            far.send(packet.duplicate(), reflector);
        }
        truth.add("forward " + Integer.toUnsignedString(packet.getInt(0)) + " " + passes);
    }

    private void backward(ByteBuffer packet) throws IOException {
        if (!isOfSession(packet)) {
            near.send(packet, Objects.requireNonNull(sender));
            return;
        }
        int number = backwardPackets++;
        if (is(number, BACKWARD_DROP, 3)) {
            return;
        }
        if (!holding && is(number, BACKWARD_SWAP, 7)) {
            held.clear();
            held.put(packet).flip();
            holding = true;
            heldNanos = System.nanoTime();
            return;
        }
        deliver(packet);
        if (is(number, BACKWARD_COPY, 5)) {
            deliver(packet);
        }
        if (holding) {
            holding = false;
            deliver(held);
        }
    }

    private void deliver(ByteBuffer packet) throws IOException {
        SocketAddress to = sender;
        if (to != null) {
            near.send(packet.duplicate(), to);
            truth.add("backward " + Integer.toUnsignedString(packet.getInt(SENDER_NUMBER_AT)));
        }
    }
}
