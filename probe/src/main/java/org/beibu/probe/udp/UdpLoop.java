package org.beibu.probe.udp;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Address;

/**
 * One thread that waits for all of its sockets and for moments: Netty's epoll event loop, or its
 * NIO loop where epoll is absent. Everything given to it runs on that thread.
 *
 * <p>Assumes that the handlers return quickly. Guarantees that after {@link #close} its sockets are
 * closed and no handler runs any more.
 */
public final class UdpLoop implements AutoCloseable {
    private static final String NIO_PROPERTY = "beibu.udp.nio";
    private static final long LONGEST_END_SECONDS = 5;

    private final boolean epoll;
    private final EpochNanoClock clock;
    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final List<IoRegistration> registrations = new ArrayList<>();
    private final List<UdpSocket> sockets = new ArrayList<>();

    /** Starts with a thread of this name; {@code -Dbeibu.udp.nio=true} has it do without epoll. */
    public static UdpLoop start(String threadName, EpochNanoClock clock) {
        boolean nio = Boolean.getBoolean(NIO_PROPERTY);
        return new UdpLoop(threadName, clock, !nio && Epoll.isAvailable() && LibC.isAvailable());
    }

    /** With {@code epoll} false NIO is used although epoll would do. */
    UdpLoop(String threadName, EpochNanoClock clock, boolean epoll) {
        this.epoll = epoll;
        this.clock = clock;
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(threadName, true), factory);
        loop = group.next();
    }

    /** Opens a socket; it hears nothing before {@link #listen}. */
    public UdpSocket open(UdpConfig config) throws IOException {
        return epoll ? LinuxUdpSocket.open(config, clock) : NioUdpSocket.open(config, clock);
    }

    /**
     * Opens a socket for ICMP echo, or ICMPv6 echo; datagrams are whole ICMP messages, the local
     * port is the identifier that the kernel or the caller puts into requests.
     *
     * @throws IOException when it is not permitted, or not Linux
     */
    public UdpSocket openEcho(UdpConfig config) throws IOException {
        if (!epoll) {
            throw new IOException("ICMP echo needs Linux on x86-64 or aarch64");
        }
        return LinuxUdpSocket.openEcho(config, clock);
    }

    /**
     * Opens a socket that hears all ICMP errors of a family that come to this host; datagrams are
     * whole messages. Nothing can be sent by it.
     *
     * @throws IOException when it is not permitted, or not Linux
     */
    public UdpSocket openErrors(Address any) throws IOException {
        if (!epoll) {
            throw new IOException("ICMP needs Linux on x86-64 or aarch64");
        }
        return LinuxUdpSocket.openErrors(UdpConfig.of(any, 0), clock);
    }

    /**
     * What opens TCP connections on the loop's thread, and there tells what became of each.
     *
     * @throws IOException when it is not Linux
     */
    public TcpConnector connector(Consumer<TcpAttempt> onOutcome) throws IOException {
        if (!epoll) {
            throw new IOException("TCP connects need Linux on x86-64 or aarch64");
        }
        return new TcpConnector(loop, clock, onOutcome);
    }

    /**
     * Runs {@code onReadable} on the loop's thread whenever the socket has datagrams or times of
     * departure; it must take both. The loop closes the socket at its end.
     */
    public void listen(UdpSocket socket, Runnable onReadable) throws IOException {
        IoHandle handle =
                socket instanceof LinuxUdpSocket linux
                        ? new EpollHandle(linux, new FileDescriptor(linux.descriptor()), onReadable)
                        : new NioHandle((NioUdpSocket) socket, onReadable);
        await(
                () -> {
                    IoRegistration registration = loop.register(handle).getNow();
                    registration.submit(epoll ? EpollIoOps.EPOLLIN : NioIoOps.READ);
                    registrations.add(registration);
                    sockets.add(socket);
                    return true;
                });
    }

    /** Runs something on the loop's thread, soon; nothing once it is closed. */
    public void execute(Runnable task) {
        if (!group.isShuttingDown()) {
            loop.execute(task);
        }
    }

    /**
     * Runs something on the loop's thread after this time, more exactly than a millisecond; it must
     * not throw.
     */
    public void schedule(Runnable task, long delayNanos) {
        Future<?> unused = loop.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
    }

    /** Runs something on the loop's thread and waits for its outcome. */
    public <T> T await(Callable<T> task) throws IOException {
        try {
            return loop.submit(task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** {@code epoll} or {@code nio}. */
    public String method() {
        return epoll ? "epoll" : "nio";
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return; // closed before
        }
        loop.execute(this::release);
        group.shutdownGracefully(0, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    }

    private void release() {
        registrations.forEach(IoRegistration::cancel);
        registrations.clear();
        sockets.forEach(UdpSocket::close);
        sockets.clear();
    }

    /** What epoll waits for on behalf of a socket. */
    private record EpollHandle(LinuxUdpSocket socket, FileDescriptor fd, Runnable onReadable)
            implements EpollIoHandle {

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            onReadable.run();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** What a selector waits for on behalf of a socket. */
    private record NioHandle(NioUdpSocket socket, Runnable onReadable) implements NioIoHandle {
        @Override
        public SelectableChannel selectableChannel() {
            return socket.channel();
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            onReadable.run();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
