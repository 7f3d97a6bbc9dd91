package org.beibu.probe.udp;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket by the calls of the C library: recvmmsg and sendmmsg over memory that is laid out
 * once.
 *
 * <p>Times of arrival are the kernel's (SO_TIMESTAMPNS), as are those of departure where they are
 * asked for: SO_TIMESTAMPING numbers the datagrams that want one, and {@link DepartureTags} knows
 * the tag of each number. Everything is sent with TTL 255 (RFC 5357 4.2). Owned by one thread.
 */
final class LinuxUdpSocket implements UdpSocket {
    private static final int BUFFER_OCTETS = 4 << 20;
    private static final int HIGHEST_TTL = 255;
    private static final int NAME_ROOM = 32;

    /** Answers wait for so many more, so that their Timestamp is not far from their departure. */
    private static final int ANSWERS_AT_ONCE = 8;

    private static final int DEPARTURES_AT_ONCE = 32;

    private final UdpConfig config;
    private final boolean ipv4;
    private final EpochNanoClock clock;
    private final int descriptor;
    private final int localPort;

    private final NativeBlock block;
    private final MessageTable arrivals;
    private final MessageTable answers;
    private final MessageTable reports;
    private final ControlMessages control;
    private final ControlMessages.Departure departure = new ControlMessages.Departure();
    private final DepartureTags tags = new DepartureTags();
    private final Datagram datagram = new Datagram();
    private final int names;
    private final int controls;
    private final int answerControls;
    private final int payloads;
    private final int room;

    private int waiting;
    private long sendFailures;
    private boolean closed;

    /** Opens and binds it. */
    static LinuxUdpSocket open(UdpConfig config, EpochNanoClock clock) throws IOException {
        boolean ipv4 = config.local().isIpv4();
        int descriptor =
                LibC.socket(
                        ipv4 ? LibC.AF_INET : LibC.AF_INET6,
                        LibC.SOCK_DGRAM | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC,
                        0);
        if (descriptor < 0) {
            throw failure("cannot open a UDP socket", config);
        }
        try {
            new SocketOptions(descriptor, ipv4).setAll(config, BUFFER_OCTETS, HIGHEST_TTL);
            return new LinuxUdpSocket(config, clock, descriptor, bind(config, descriptor));
        } catch (IOException | RuntimeException e) {
            LibC.close(descriptor);
            throw e;
        }
    }

    private static int bind(UdpConfig config, int descriptor) throws IOException {
        boolean ipv4 = config.local().isIpv4();
        NativeBlock address = new NativeBlock(2 * NAME_ROOM);
        SocketAddress.write(address.octets(), address.network(), 0, config.local(), config.port());
        if (LibC.bind(descriptor, address.address(0), SocketAddress.length(ipv4)) != 0) {
            throw failure("cannot listen", config);
        }
        address.octets().putInt(NAME_ROOM, SocketAddress.IPV6_LENGTH);
        if (LibC.getsockname(descriptor, address.address(0), address.address(NAME_ROOM)) != 0) {
            throw failure("cannot tell the port", config);
        }
        return SocketAddress.port(address.network(), 0);
    }

    private static IOException failure(String what, UdpConfig config) {
        int errno = LibC.errno();
        String why =
                switch (errno) {
                    case LibC.EADDRINUSE -> "another process has this port";
                    case LibC.EADDRNOTAVAIL -> "this machine does not have the address";
                    case LibC.EACCES -> "not permitted: ports below 1024 need CAP_NET_BIND_SERVICE";
                    default -> "error " + errno + " of the system";
                };
        return new IOException(
                "%s: %s port %d: %s".formatted(what, config.local(), config.port(), why));
    }

    private LinuxUdpSocket(UdpConfig config, EpochNanoClock clock, int descriptor, int localPort) {
        this.config = config;
        this.clock = clock;
        this.descriptor = descriptor;
        this.localPort = localPort;
        ipv4 = config.local().isIpv4();
        room = NativeBlock.aligned(config.longest());
        int batch = config.batch();
        int headers = batch * (MessageTable.HEADER + MessageTable.IOVEC);
        names = 2 * headers;
        controls = names + batch * NAME_ROOM;
        answerControls = controls + batch * ControlMessages.RECEIVED_LENGTH;
        payloads = answerControls + batch * ControlMessages.SENT_LENGTH;
        block = new NativeBlock(payloads + batch * room);
        arrivals = new MessageTable(block, 0, batch * MessageTable.HEADER);
        answers = new MessageTable(block, headers, headers + batch * MessageTable.HEADER);
        reports = arrivals; // between two batches its rows are free
        control = new ControlMessages(block, ipv4);
        for (int row = 0; row < batch; row++) {
            arrivals.point(row, name(row), payload(row), control(row));
            ready(row);
        }
        datagram.buffer = block.network();
        datagram.capacity = config.longest();
        datagram.destinationPort = localPort;
    }

    private int name(int row) {
        return names + row * NAME_ROOM;
    }

    private int control(int row) {
        return controls + row * ControlMessages.RECEIVED_LENGTH;
    }

    private int payload(int row) {
        return payloads + row * room;
    }

    private void ready(int row) {
        arrivals.lengths(row, NAME_ROOM, config.longest(), ControlMessages.RECEIVED_LENGTH);
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public int receive(DatagramHandler handler) {
        if (closed) {
            return 0;
        }
        int taken =
                LibC.recvmmsg(
                        descriptor, arrivals.address(0), config.batch(), LibC.MSG_DONTWAIT, 0);
        for (int row = 0; row < taken; row++) {
            describe(row);
            int answer = handler.onDatagram(datagram);
            if (answer > 0) {
                enqueue(row, answer);
            }
        }
        flush();
        for (int row = 0; row < taken; row++) {
            ready(row);
        }
        return Math.max(taken, 0);
    }

    private void describe(int row) {
        ByteBuffer network = block.network();
        datagram.clear();
        datagram.offset = payload(row);
        datagram.length = arrivals.transferred(row);
        datagram.truncated = arrivals.isTruncated(row);
        datagram.sourcePort = SocketAddress.port(network, name(row));
        datagram.sourceHigh = SocketAddress.high(network, name(row), ipv4);
        datagram.sourceLow = SocketAddress.low(network, name(row), ipv4);
        datagram.stampedBy = ClockQuality.UNKNOWN;
        control.read(control(row), arrivals.controlLength(row), datagram);
        if (datagram.stampedBy == ClockQuality.UNKNOWN) {
            datagram.epochNanos = clock.nanoTime();
            datagram.stampedBy = ClockQuality.USER_SPACE;
        }
    }

    private void enqueue(int row, int length) {
        int place = answerControls + waiting * ControlMessages.SENT_LENGTH;
        boolean timed = datagram.departureTag != NO_TAG;
        int octets = control.writeAnswer(place, datagram.answerTrafficClass, timed);
        answers.point(waiting, name(row), payload(row), place);
        answers.lengths(waiting, SocketAddress.length(ipv4), length, octets);
        if (timed) {
            tags.add(datagram.departureTag);
        }
        if (++waiting == Math.min(ANSWERS_AT_ONCE, config.batch())) {
            flush();
        }
    }

    private void flush() {
        int from = 0;
        while (from < waiting) {
            int sent =
                    LibC.sendmmsg(
                            descriptor, answers.address(from), waiting - from, LibC.MSG_DONTWAIT);
            if (sent > 0) {
                from += sent;
            } else if (LibC.errno() != LibC.EINTR) {
                from++; // it is lost, those behind it need not be
                failed();
            }
        }
        waiting = 0;
    }

    /** After a failure the kernel's numbers may be off: begin to count anew. */
    private void failed() {
        sendFailures++;
        if (tags.anyPending()) {
            tags.clear();
            new SocketOptions(descriptor, ipv4).restartDepartures();
        }
    }

    @Override
    public Outbound outbound(Destination destination, int length) {
        if (destination.address().isIpv4() != ipv4) {
            throw new IllegalArgumentException(
                    destination.address() + " is not of the address family of " + config.local());
        }
        return new LinuxOutbound(destination, length);
    }

    @Override
    public boolean send(Outbound outbound, long tag) {
        if (closed || !(outbound instanceof LinuxOutbound ours)) {
            return false;
        }
        boolean timed = tag != NO_TAG;
        ours.timed(timed);
        if (timed) {
            tags.add(tag);
        }
        int sent;
        do {
            sent = LibC.sendmmsg(descriptor, ours.message(), 1, LibC.MSG_DONTWAIT);
        } while (sent < 0 && LibC.errno() == LibC.EINTR);
        if (sent != 1) {
            failed();
        }
        return sent == 1;
    }

    @Override
    public int departures(DepartureHandler handler) {
        if (closed) {
            return 0;
        }
        int most = Math.min(DEPARTURES_AT_ONCE, config.batch());
        int taken =
                LibC.recvmmsg(
                        descriptor,
                        reports.address(0),
                        most,
                        LibC.MSG_ERRQUEUE | LibC.MSG_DONTWAIT,
                        0);
        int known = 0;
        for (int row = 0; row < taken; row++) {
            if (control.readDeparture(control(row), reports.controlLength(row), departure)) {
                long tag = tags.take(departure.number);
                if (tag != NO_TAG) {
                    handler.onDeparture(tag, departure.epochNanos);
                    known++;
                }
            }
            ready(row);
        }
        return known;
    }

    @Override
    public long sendFailures() {
        return sendFailures;
    }

    @Override
    public long dropped() {
        return control.droppedByKernel();
    }

    @Override
    public String method() {
        return "epoll";
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.close(descriptor);
        }
    }

    /** A message to one destination. */
    private final class LinuxOutbound implements Outbound {
        private static final int NAME_AT = MessageTable.HEADER + MessageTable.IOVEC;
        private static final int CONTROL_AT = NAME_AT + NAME_ROOM;
        private static final int CONTENT_AT = CONTROL_AT + ControlMessages.SENT_LENGTH;

        private final NativeBlock own;
        private final MessageTable table;
        private final ByteBuffer content;
        private final int length;
        private final int untimedControl;
        private final int timedControl;

        LinuxOutbound(Destination destination, int length) {
            this.length = length;
            own = new NativeBlock(CONTENT_AT + NativeBlock.aligned(length));
            table = new MessageTable(own, 0, MessageTable.HEADER);
            content = own.part(CONTENT_AT, Math.max(length, 1));
            SocketAddress.write(
                    own.octets(),
                    own.network(),
                    NAME_AT,
                    destination.address(),
                    destination.port());
            @Nullable Address source = destination.source();
            ControlMessages messages = new ControlMessages(own, ipv4);
            Address from = source == null ? new Address(0, 0) : source;
            int octets = destination.trafficClass();
            untimedControl = messages.write(CONTROL_AT, from, octets, false);
            timedControl = messages.write(CONTROL_AT, from, octets, true);
            table.point(0, NAME_AT, CONTENT_AT, CONTROL_AT);
            timed(false);
        }

        /** The control message that asks for the departure is the last one: it is left off. */
        void timed(boolean wanted) {
            int octets = wanted ? timedControl : untimedControl;
            table.lengths(0, SocketAddress.length(ipv4), length, octets);
        }

        long message() {
            return table.address(0);
        }

        @Override
        public ByteBuffer content() {
            return content;
        }

        @Override
        public void close() {
            // the memory goes when nothing refers to it any more
        }
    }

    /** The name of an interface for SO_BINDTODEVICE. */
    static Memory text(String name) {
        byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
        Memory text = new Memory(octets.length + 1L);
        text.clear();
        text.write(0, octets, 0, octets.length);
        return text;
    }
}
