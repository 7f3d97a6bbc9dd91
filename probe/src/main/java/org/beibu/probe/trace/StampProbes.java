package org.beibu.probe.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.beibu.model.Address;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.icmp.IcmpErrorKind;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestWriter;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpSocket;

/**
 * The packets of a trace as STAMP test packets: all of one socket, target, traffic class and
 * length, with one UDP checksum. The Sequence Number tells them apart; the SSID tells them from
 * those of sessions, and a reflector that counts by session counts them apart. The target answers
 * as it does a session, or says that nobody listens.
 *
 * <p>Owned by the thread of the socket.
 */
public final class StampProbes implements TraceProbes {
    private static final int TLV_HEADER = 4;
    private static final int LEAST_PADDING = 2;
    private static final int IPV4_UDP = 28;
    private static final int IPV6_UDP = 48;
    private static final int PORT_UNREACHABLE = 3;
    private static final int PORT_UNREACHABLE_V6 = 4;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;

    /** The bit of the SSID that no session of ours has, so that no trace is taken for one. */
    public static final int SSID_BIT = 0x8000;

    private final UdpSocket socket;
    private final Format format;
    private final Outbound outbound;
    private final RequestWriter writer;
    private final long[] stamps;
    private final int errorEstimate;
    private final long tags;
    private final ReflectorPacket packet = new ReflectorPacket();

    /**
     * What the packets look like.
     *
     * @param to where they go, and how
     * @param mode open or authenticated
     * @param ssid their SSID
     * @param octets of UDP payload at least
     */
    public record Format(Destination to, PacketMode mode, int ssid, int octets) {
        /** Octets of the payload: room for the two that keep the checksum. */
        int length() {
            return Math.max(octets, mode.length() + TLV_HEADER + LEAST_PADDING);
        }
    }

    /**
     * Prepares them.
     *
     * @param tags the tag of a packet's departure is this and its number
     * @throws IOException when the system cannot send packets with a TTL of their own
     */
    public StampProbes(
            UdpSocket socket, Format format, Authenticator authenticator, int most, long tags)
            throws IOException {
        this.socket = socket;
        this.format = format;
        this.tags = tags;
        stamps = new long[most];
        errorEstimate = ClockState.UNSYNCHRONISED.errorEstimate(TimestampFormat.NTP, 0);
        RequestFormat request =
                RequestFormat.of(format.mode()).withSsid(format.ssid()).withLength(format.length());
        writer = new RequestWriter(request, authenticator);
        outbound = socket.limited(format.to(), writer.length());
        writer.prepare(outbound.content(), 0);
    }

    @Override
    public boolean send(int ttl, int number, long epochNanos) {
        ByteBuffer content = outbound.content();
        writer.write(content, 0, number, epochNanos, errorEstimate);
        ConstantChecksum.set(content, format.length(), format.mode().length() + TLV_HEADER);
        outbound.ttl(ttl);
        stamps[number] = TimestampFormat.NTP.fromEpochNanos(epochNanos);
        return socket.send(outbound, tags | number);
    }

    /** Whether a reply with this number and T1 answers one of them. */
    public boolean expects(int number, long senderStamp) {
        return number >= 0 && number < stamps.length && stamps[number] == senderStamp;
    }

    /** Whether these are the target and its port. */
    public boolean isTarget(long high, long low, int port) {
        Address target = format.to().address();
        return target.high() == high && target.low() == low && format.to().port() == port;
    }

    @Override
    public Optional<TraceAnswer> ofReply(Datagram datagram) {
        boolean own =
                packet.wrap(datagram.buffer(), datagram.offset(), datagram.length(), format.mode())
                        && isTarget(
                                datagram.sourceHigh(), datagram.sourceLow(), datagram.sourcePort())
                        && expects(packet.senderSequenceNumber(), packet.senderTimestamp());
        return own
                ? Optional.of(TraceAnswer.reply(packet.senderSequenceNumber(), datagram))
                : Optional.empty();
    }

    /**
     * The answer that an ICMP error is; empty when it is about something else. Where it quotes too
     * little to tell, only what cannot come from packets of full TTL is taken.
     */
    @Override
    public Optional<TraceAnswer> ofReport(ErrorReport report) {
        Optional<IcmpErrorKind> kind =
                IcmpErrorKind.of(report.isIpv4(), report.type(), report.code());
        boolean exceeded = kind.equals(Optional.of(IcmpErrorKind.TIME_EXCEEDED));
        boolean known = exceeded || kind.equals(Optional.of(IcmpErrorKind.UNREACHABLE));
        if (!known
                || !isTarget(
                        report.destinationHigh(),
                        report.destinationLow(),
                        report.destinationPort())) {
            return Optional.empty();
        }
        int number = number(report.buffer(), report.offset(), report.length(), exceeded);
        if (number < TraceAnswer.UNKNOWN) {
            return Optional.empty();
        }
        Address address = new Address(report.offenderHigh(), report.offenderLow());
        TraceAnswer.End end = exceeded ? TraceAnswer.End.NONE : end(report, address);
        int headers = report.isIpv4() ? IPV4_UDP : IPV6_UDP;
        return Optional.of(TraceAnswer.error(number, report, end, headers));
    }

    @Override
    public OptionalInt ofQuote(IcmpError error) {
        boolean own =
                error.protocol() == UDP
                        && error.sourcePort() == socket.localPort()
                        && isTarget(
                                error.destinationHigh(),
                                error.destinationLow(),
                                error.destinationPort());
        if (!own) {
            return OptionalInt.empty();
        }
        int at = error.payloadAt() + UDP_HEADER;
        boolean exceeded = error.kind().equals(Optional.of(IcmpErrorKind.TIME_EXCEEDED));
        int number = number(error.octets(), at, error.end() - at, exceeded);
        return number < TraceAnswer.UNKNOWN ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** -1 when the quote is too short to tell, -2 when it is of another packet. */
    private int number(ByteBuffer quote, int at, int length, boolean timeExceeded) {
        int ssidAt = format.mode().ssidAt();
        if (length < ssidAt + Short.BYTES) {
            return timeExceeded ? TraceAnswer.UNKNOWN : TraceAnswer.UNKNOWN - 1;
        }
        boolean own = (quote.getShort(at + ssidAt) & 0xffff) == format.ssid();
        return own ? Math.max(0, quote.getInt(at)) : TraceAnswer.UNKNOWN - 1;
    }

    /** That nobody listens there is as good as a reply. */
    private TraceAnswer.End end(ErrorReport report, Address address) {
        int port = report.isIpv4() ? PORT_UNREACHABLE : PORT_UNREACHABLE_V6;
        return report.code() == port && address.equals(format.to().address())
                ? TraceAnswer.End.REACHED
                : TraceAnswer.End.UNREACHABLE;
    }
}
