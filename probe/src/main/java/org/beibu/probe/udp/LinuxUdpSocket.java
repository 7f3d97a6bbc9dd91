package org.beibu.probe.udp;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.ClockQuality;

/**
 * A UDP or ICMP echo socket by the calls of the C library: recvmmsg and sendmmsg over memory that
 * is laid out once; between two batches the rows of arrivals serve for what is in the error queue.
 *
 * <p>Times of arrival are the kernel's (SO_TIMESTAMPNS), as are those of departure where they are
 * asked for: SO_TIMESTAMPING numbers the datagrams that want one, and {@link DepartureTags} knows
 * the tag of each number. Everything is sent with TTL 255 (RFC 5357 4.2). Owned by one thread.
 */
final class LinuxUdpSocket implements UdpSocket {
    private static final int NAME_ROOM = 32;

    /** Answers wait for so many more, so that their Timestamp is not far from their departure. */
    private static final int ANSWERS_AT_ONCE = 8;

    private static final int DEPARTURES_AT_ONCE = 32;

    private final UdpConfig config;
    private final boolean ipv4;
    private final EpochNanoClock clock;
    private final SocketKind kind;
    private final int descriptor;
    private final int localPort;

    private final NativeBlock block;
    private final MessageTable arrivals;
    private final MessageTable answers;
    private final ControlMessages control;
    private final ControlMessages.Departure departure = new ControlMessages.Departure();
    private final DepartureTags tags = new DepartureTags();
    private final Datagram datagram = new Datagram();
    private final ErrorReport report = new ErrorReport();
    private final int names;
    private final int controls;
    private final int answerControls;
    private final int payloads;
    private final int errorAt;
    private final int room;

    private boolean errors;
    private int waiting;
    private long sendFailures;
    private int sendErrno;
    private boolean closed;

    /** Opens and binds it. */
    static LinuxUdpSocket open(UdpConfig config, EpochNanoClock clock) throws IOException {
        return new LinuxUdpSocket(config, clock, SocketOpening.open(SocketKind.UDP, config));
    }

    /** Opens one for ICMP echo; its local port is the identifier of its requests. */
    static LinuxUdpSocket openEcho(UdpConfig config, EpochNanoClock clock) throws IOException {
        return new LinuxUdpSocket(config, clock, SocketOpening.openEcho(config));
    }

    /** Opens one that hears the ICMP errors of the host. */
    static LinuxUdpSocket openErrors(UdpConfig config, EpochNanoClock clock) throws IOException {
        return new LinuxUdpSocket(config, clock, SocketOpening.open(SocketKind.RAW_ERRORS, config));
    }

    private LinuxUdpSocket(UdpConfig config, EpochNanoClock clock, SocketOpening.Opened opened) {
        this.config = config;
        this.clock = clock;
        errors = config.errors();
        kind = opened.kind();
        descriptor = opened.descriptor();
        localPort = opened.localPort();
        ipv4 = config.local().isIpv4();
        room = NativeBlock.aligned(config.longest());
        int batch = config.batch();
        int headers = batch * (MessageTable.HEADER + MessageTable.IOVEC);
        names = 2 * headers;
        controls = names + batch * NAME_ROOM;
        answerControls = controls + batch * ControlMessages.RECEIVED_LENGTH;
        payloads = answerControls + batch * ControlMessages.SENT_LENGTH;
        errorAt = payloads + batch * room;
        block = new NativeBlock(errorAt + 2 * Integer.BYTES);
        arrivals = new MessageTable(block, 0, batch * MessageTable.HEADER);
        answers = new MessageTable(block, headers, headers + batch * MessageTable.HEADER);
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
        int taken = take(config.batch(), 0);
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

    /** An ICMP error for an earlier datagram ends one call, not the next. */
    private int take(int most, int flags) {
        int taken;
        int tries = 2;
        do {
            taken =
                    LibC.recvmmsg(
                            descriptor, arrivals.address(0), most, flags | LibC.MSG_DONTWAIT, 0);
        } while (taken < 0 && LibC.errno() != LibC.EAGAIN && --tries > 0);
        return taken;
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
        if (kind.isRaw() && ipv4) {
            int header = Math.min((network.get(payload(row)) & 0xf) * 4, datagram.length);
            datagram.offset += header; // raw sockets of IPv4 hand over its header too
            datagram.length -= header;
        }
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
        sendErrno = LibC.errno();
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
        return new LinuxOutbound(destination, length, false);
    }

    @Override
    public Outbound limited(Destination destination, int length) {
        return new LinuxOutbound(destination, length, true);
    }

    @Override
    public void reportErrors(boolean wanted) {
        errors = wanted || config.errors();
        new SocketOptions(descriptor, ipv4).reportErrors(errors);
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
        if (errors) {
            takeError();
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

    /** What an ICMP error left with the socket: by it the next call would fail. */
    private void takeError() {
        block.octets().putInt(errorAt, Integer.BYTES);
        LibC.getsockopt(
                descriptor,
                LibC.SOL_SOCKET,
                LibC.SO_ERROR,
                block.address(errorAt + Integer.BYTES),
                block.address(errorAt));
    }

    @Override
    public int departures(DepartureHandler handler) {
        if (closed) {
            return 0;
        }
        int most = Math.min(DEPARTURES_AT_ONCE, config.batch());
        int taken = take(most, LibC.MSG_ERRQUEUE);
        for (int row = 0; row < taken; row++) {
            ControlMessages.Departure found = departure;
            control.readDeparture(control(row), arrivals.controlLength(row), found);
            if (found.isDeparture()) {
                long tag = tags.take(found.number);
                if (tag != NO_TAG) {
                    handler.onDeparture(tag, found.epochNanos);
                }
            } else if (found.isIcmp()) {
                handler.onError(report(row));
            }
            ready(row);
        }
        return Math.max(taken, 0);
    }

    private ErrorReport report(int row) {
        ByteBuffer network = block.network();
        report.ipv4 = ipv4;
        control.readError(departure.errorAt, report);
        datagram.clear();
        datagram.epochNanos = 0;
        control.read(control(row), arrivals.controlLength(row), datagram);
        report.epochNanos = datagram.epochNanos;
        report.ttl = datagram.ttl;
        report.destinationPort = SocketAddress.port(network, name(row));
        report.destinationHigh = SocketAddress.high(network, name(row), ipv4);
        report.destinationLow = SocketAddress.low(network, name(row), ipv4);
        report.buffer = network;
        report.offset = payload(row);
        report.length = Math.min(arrivals.transferred(row), config.longest());
        return report;
    }

    @Override
    public long sendFailures() {
        return sendFailures;
    }

    @Override
    public String sendFailure() {
        return sendErrno == 0 ? "" : LibC.text(sendErrno);
    }

    @Override
    public long dropped() {
        return control.droppedByKernel();
    }

    @Override
    public String method() {
        return kind == SocketKind.UDP ? "epoll" : kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.close(descriptor);
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
