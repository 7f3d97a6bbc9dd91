package org.beibu.probe.udp;

import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoOps;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * Opens TCP connections and closes each at once with RST (SO_LINGER 0), which leaves no TIME_WAIT
 * behind, so that a source port can be used again. What the kernel knows of the outcome is asked
 * before: SO_ERROR, the error queue (IP_RECVERR) and TCP_INFO.
 *
 * <pre>
 *   struct tcp_info   0 state (u8) | 36 unacked.. | 68 rtt in microseconds (u32) | 100 total_retrans
 * </pre>
 *
 * <p>Owned by the loop's thread.
 */
public final class TcpConnector {
    private static final int NAME_AT = 0;
    private static final int LINGER_AT = 32;
    private static final int OPTION_AT = 40;
    private static final int LENGTH_AT = 44;
    private static final int INFO_AT = 48;
    private static final int INFO_LENGTH = 104;
    private static final int HEADER_AT = INFO_AT + INFO_LENGTH;
    private static final int VECTOR_AT = HEADER_AT + MessageTable.HEADER;
    private static final int QUOTE_AT = VECTOR_AT + MessageTable.IOVEC;
    private static final int QUOTE_LENGTH = 64;
    private static final int SENDER_AT = QUOTE_AT + QUOTE_LENGTH;
    private static final int CONTROL_AT = SENDER_AT + 32;
    private static final int LENGTH = CONTROL_AT + ControlMessages.RECEIVED_LENGTH;

    private static final int INFO_RTT = 68;
    private static final int INFO_RETRANSMITTED = 100;

    private final IoEventLoop loop;
    private final EpochNanoClock clock;
    private final Consumer<TcpAttempt> onOutcome;
    private final NativeBlock block = new NativeBlock(LENGTH);
    private final MessageTable table = new MessageTable(block, HEADER_AT, VECTOR_AT);
    private final ErrorReport report = new ErrorReport();
    private final ControlMessages.Departure queued = new ControlMessages.Departure();

    TcpConnector(IoEventLoop loop, EpochNanoClock clock, Consumer<TcpAttempt> onOutcome) {
        this.loop = loop;
        this.clock = clock;
        this.onOutcome = onOutcome;
        block.octets().putInt(LINGER_AT, 1); // struct linger: on, for 0 seconds
    }

    /** Sends a SYN from this port; null when the kernel did not take it. */
    public @Nullable TcpAttempt begin(Destination to, int localPort, int mark, long tag) {
        boolean ipv4 = to.address().isIpv4();
        int descriptor =
                LibC.socket(
                        ipv4 ? LibC.AF_INET : LibC.AF_INET6,
                        LibC.SOCK_STREAM | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC,
                        0);
        if (descriptor < 0) {
            return null;
        }
        int error = prepare(descriptor, to, localPort, mark) ? connect(descriptor, to) : -1;
        if (error != LibC.EINPROGRESS && error != LibC.ECONNREFUSED) {
            LibC.close(descriptor);
            return null;
        }
        TcpAttempt attempt = new TcpAttempt(this, descriptor, localPort, tag);
        attempt.error = error == LibC.EINPROGRESS ? 0 : error;
        var registration = loop.register(attempt).getNow();
        attempt.registered(registration);
        registration.submit(EpollIoOps.EPOLLOUT);
        return attempt;
    }

    private boolean prepare(int descriptor, Destination to, int localPort, int mark) {
        boolean ipv4 = to.address().isIpv4();
        int level = ipv4 ? LibC.SOL_IP : LibC.SOL_IPV6;
        set(descriptor, LibC.SOL_SOCKET, LibC.SO_REUSEADDR, 1);
        LibC.setsockopt(descriptor, LibC.SOL_SOCKET, LibC.SO_LINGER, block.address(LINGER_AT), 8);
        set(descriptor, level, ipv4 ? LibC.IP_TOS : LibC.IPV6_TCLASS, to.trafficClass());
        set(descriptor, level, ipv4 ? LibC.IP_RECVERR : LibC.IPV6_RECVERR, 1);
        if (mark != 0 && !set(descriptor, LibC.SOL_SOCKET, LibC.SO_MARK, mark)) {
            return false;
        }
        Address source = to.source();
        Address any = ipv4 ? new Address(0, Address.ipv4Low(0)) : new Address(0, 0);
        name(source == null ? any : source, localPort);
        return LibC.bind(descriptor, block.address(NAME_AT), SocketAddress.length(ipv4)) == 0;
    }

    /** The RST of this machine's own ports may come within the call. */
    private int connect(int descriptor, Destination to) {
        name(to.address(), to.port());
        int length = SocketAddress.length(to.address().isIpv4());
        boolean done = LibC.connect(descriptor, block.address(NAME_AT), length) == 0;
        return done ? LibC.EINPROGRESS : LibC.errno();
    }

    private void name(Address address, int port) {
        SocketAddress.write(block.octets(), block.network(), NAME_AT, address, port);
    }

    private boolean set(int descriptor, int level, int option, int value) {
        block.octets().putInt(OPTION_AT, value);
        return LibC.setsockopt(descriptor, level, option, block.address(OPTION_AT), 4) == 0;
    }

    /** Asks the kernel what became of it. */
    void conclude(TcpAttempt attempt) {
        attempt.epochNanos = clock.nanoTime();
        int descriptor = attempt.descriptor();
        int later = get(descriptor, LibC.SOL_SOCKET, LibC.SO_ERROR, OPTION_AT, 4);
        int error = attempt.error != 0 ? attempt.error : later;
        if (error == 0) {
            attempt.outcome = TcpAttempt.Outcome.CONNECTED;
            get(descriptor, LibC.SOL_TCP, LibC.TCP_INFO, INFO_AT, INFO_LENGTH);
            boolean once = block.octets().getInt(INFO_AT + INFO_RETRANSMITTED) == 0;
            attempt.roundTripMicros = once ? block.octets().getInt(INFO_AT + INFO_RTT) : 0;
        } else if (isIcmp(descriptor)) {
            attempt.outcome = TcpAttempt.Outcome.ICMP_ERROR;
            attempt.icmpType = report.type;
            attempt.icmpCode = report.code;
        } else {
            boolean reset = error == LibC.ECONNREFUSED;
            attempt.outcome = reset ? TcpAttempt.Outcome.RESET : TcpAttempt.Outcome.FAILED;
        }
    }

    private int get(int descriptor, int level, int name, int at, int length) {
        block.octets().putInt(LENGTH_AT, length);
        LibC.getsockopt(descriptor, level, name, block.address(at), block.address(LENGTH_AT));
        return block.octets().getInt(at);
    }

    /** Whether an ICMP error ended it: a port unreachable looks like RST otherwise. */
    private boolean isIcmp(int descriptor) {
        table.point(0, SENDER_AT, QUOTE_AT, CONTROL_AT);
        table.lengths(0, 28, QUOTE_LENGTH, ControlMessages.RECEIVED_LENGTH);
        int taken =
                LibC.recvmmsg(
                        descriptor, table.address(0), 1, LibC.MSG_ERRQUEUE | LibC.MSG_DONTWAIT, 0);
        if (taken != 1) {
            return false;
        }
        ControlMessages control = new ControlMessages(block, true);
        control.readDeparture(CONTROL_AT, table.controlLength(0), queued);
        if (!queued.isIcmp()) {
            return false;
        }
        control.readError(queued.errorAt, report);
        return true;
    }

    void tell(TcpAttempt attempt) {
        onOutcome.accept(attempt);
    }

    void close(TcpAttempt attempt) {
        LibC.close(attempt.descriptor());
    }
}
