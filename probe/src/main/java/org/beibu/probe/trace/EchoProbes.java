package org.beibu.probe.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.beibu.model.Address;
import org.beibu.probe.echo.EchoMessage;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.icmp.IcmpErrorKind;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpSocket;

/**
 * The packets of a trace as ICMP echo requests, for targets that run no reflector: all of one
 * identifier and, by two octets of data that make up for the Sequence Number, of one checksum,
 * since routers that spread flows take these for ports (Paris traceroute). The Sequence Number
 * tells them apart; it is in the 8 octets that every router quotes.
 *
 * <p>Owned by the thread of the socket.
 */
public final class EchoProbes implements TraceProbes {
    /** Octets of a request: a message of a session and the two that keep the checksum. */
    static final int LENGTH = EchoMessage.LENGTH + 4;

    /** The checksum of all of them; with ICMPv6 addresses count too, so there it is another. */
    static final int CHECKSUM = 0xbe1b;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private final UdpSocket socket;
    private final Address target;
    private final boolean ipv4;
    private final long token;
    private final Outbound outbound;

    /**
     * Prepares them.
     *
     * @param socket one for ICMP echo
     * @param token what replies must bring back
     * @throws IOException when the system cannot send packets with a TTL of their own
     */
    public EchoProbes(UdpSocket socket, Destination to, long token) throws IOException {
        this.socket = socket;
        this.token = token;
        target = to.address();
        ipv4 = target.isIpv4();
        outbound = socket.limited(to, LENGTH);
    }

    @Override
    public boolean send(int ttl, int number, long epochNanos) {
        ByteBuffer content = outbound.content();
        EchoMessage.write(content, ipv4, socket.localPort(), number, token);
        if (ipv4) {
            EchoMessage.checksum(content, CHECKSUM);
        }
        ConstantChecksum.set(content, LENGTH, EchoMessage.LENGTH);
        outbound.ttl(ttl);
        return socket.send(outbound, number);
    }

    @Override
    public Optional<TraceAnswer> ofReply(Datagram datagram) {
        ByteBuffer buffer = datagram.buffer();
        int at = datagram.offset();
        boolean own =
                datagram.length() >= EchoMessage.LENGTH
                        && EchoMessage.type(buffer, at) == EchoMessage.reply(ipv4)
                        && EchoMessage.code(buffer, at) == 0
                        && EchoMessage.identifier(buffer, at) == socket.localPort()
                        && EchoMessage.token(buffer, at) == token
                        && isTarget(datagram.sourceHigh(), datagram.sourceLow());
        return own
                ? Optional.of(TraceAnswer.reply(EchoMessage.sequence(buffer, at), datagram))
                : Optional.empty();
    }

    private boolean isTarget(long high, long low) {
        return target.high() == high && target.low() == low;
    }

    @Override
    public Optional<TraceAnswer> ofReport(ErrorReport report) {
        Optional<TraceAnswer.End> end =
                end(IcmpErrorKind.of(report.isIpv4(), report.type(), report.code()));
        ByteBuffer quote = report.buffer();
        int at = report.offset();
        boolean own =
                report.length() >= EchoMessage.HEADER
                        && EchoMessage.type(quote, at) == EchoMessage.request(ipv4)
                        && EchoMessage.identifier(quote, at) == socket.localPort()
                        && isTarget(report.destinationHigh(), report.destinationLow());
        if (end.isEmpty() || !own) {
            return Optional.empty();
        }
        int number = EchoMessage.sequence(quote, at);
        int header = ipv4 ? IPV4_HEADER : IPV6_HEADER;
        return Optional.of(TraceAnswer.error(number, report, end.get(), header));
    }

    /** What an error of this kind means for the packets behind; empty when it is no answer. */
    private static Optional<TraceAnswer.End> end(Optional<IcmpErrorKind> kind) {
        if (kind.equals(Optional.of(IcmpErrorKind.TIME_EXCEEDED))) {
            return Optional.of(TraceAnswer.End.NONE);
        }
        return kind.filter(IcmpErrorKind.UNREACHABLE::equals)
                .map(unreachable -> TraceAnswer.End.UNREACHABLE);
    }

    @Override
    public OptionalInt ofQuote(IcmpError error) {
        boolean own =
                error.protocol() == (ipv4 ? ICMP : ICMPV6)
                        && isTarget(error.destinationHigh(), error.destinationLow())
                        && error.echoType() == EchoMessage.request(ipv4)
                        && error.echoIdentifier() == socket.localPort();
        return own ? OptionalInt.of(error.echoSequence()) : OptionalInt.empty();
    }
}
