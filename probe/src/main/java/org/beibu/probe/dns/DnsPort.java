package org.beibu.probe.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.ClockQuality;
import org.beibu.probe.icmp.IcmpErrorKind;
import org.beibu.probe.question.Answer;
import org.beibu.probe.question.Answers;
import org.beibu.probe.question.Question;
import org.beibu.probe.question.QuestionCounter;
import org.beibu.probe.question.QuestionPort;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.DatagramHandler;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/** The queries of some sessions over one UDP port. Owned by the loop's thread. */
public final class DnsPort implements QuestionPort {
    /** With more ids would run short: each stays with its query for ten seconds. */
    private static final double MOST_A_SECOND = 2_000;

    private final UdpSocket socket;
    private final Answers answers;
    private final Counters counters;
    private final QueryIds ids = new QueryIds();
    private final List<Asked> asked = new ArrayList<>();
    private final Answer answer = new Answer();
    private final DatagramHandler onResponse = this::onResponse;
    private final DepartureHandler onDeparture = new Departures();
    private double perSecond;

    /** A server, what it is asked, and the session that asks. */
    private record Asked(int session, Destination server, ByteBuffer question) {
        boolean isServer(long high, long low, int port) {
            return server.address().low() == low
                    && server.address().high() == high
                    && server.port() == port;
        }
    }

    DnsPort(UdpSocket socket, Answers answers, Counters counters) {
        this.socket = socket;
        this.answers = answers;
        this.counters = counters;
        counters.register(QuestionCounter.class);
    }

    /** Opens the socket, on a port that the system chooses. */
    public static DnsPort open(UdpLoop loop, UdpConfig config, Answers answers, Counters counters)
            throws IOException {
        return new DnsPort(loop.open(config.withErrors()), answers, counters);
    }

    /** The socket, for its loop. */
    public UdpSocket socket() {
        return socket;
    }

    /** Whether this port has as many queries a second as there are ids for. */
    public boolean isFull() {
        return perSecond >= MOST_A_SECOND;
    }

    /** Queries of a session, so many a second; before the first is asked only. */
    public Question question(
            int session, Destination server, DnsQuestion what, double packetsPerSecond)
            throws IOException {
        byte[] octets = what.octets();
        Outbound outbound = socket.outbound(server, DnsMessage.HEADER + octets.length);
        DnsMessage.prepare(outbound.content(), octets, what.recursive());
        int place = asked.size();
        asked.add(new Asked(session, server, ByteBuffer.wrap(octets)));
        perSecond += packetsPerSecond;
        return (sequence, epochNanos) -> {
            int id = ids.take(place, sequence, epochNanos);
            if (id == QueryIds.NONE) {
                counters.increment(QuestionCounter.DNS_NO_ID);
                return false;
            }
            outbound.content().putShort(0, (short) id);
            return socket.send(outbound, (long) place << Integer.SIZE | (sequence & 0xffff_ffffL));
        };
    }

    @Override
    public int localPort() {
        return socket.localPort();
    }

    @Override
    public void drain() {
        socket.drain(onDeparture, onResponse);
    }

    private int onResponse(Datagram datagram) {
        QuestionCounter refusal = take(datagram);
        if (refusal != null) {
            counters.increment(refusal);
        }
        return 0;
    }

    private @Nullable QuestionCounter take(Datagram datagram) {
        ByteBuffer buffer = datagram.buffer();
        int at = datagram.offset();
        if (datagram.length() < DnsMessage.HEADER || !DnsMessage.isResponse(buffer, at)) {
            return QuestionCounter.MALFORMED;
        }
        int id = DnsMessage.id(buffer, at);
        int place = ids.place(id);
        if (place == QueryIds.NONE) {
            return isServer(datagram) ? QuestionCounter.MISMATCHED : QuestionCounter.STRANGERS;
        }
        Asked whom = asked.get(place);
        if (!whom.isServer(datagram.sourceHigh(), datagram.sourceLow(), datagram.sourcePort())) {
            return isServer(datagram) ? QuestionCounter.MISMATCHED : QuestionCounter.STRANGERS;
        }
        if (!DnsMessage.repeats(whom.question(), buffer, at, datagram.length())) {
            return QuestionCounter.MISMATCHED;
        }
        answers.onAnswer(
                answer.to(whom.session(), ids.number(id))
                        .at(datagram.epochNanos(), datagram.stampedBy() != ClockQuality.USER_SPACE)
                        .looks(datagram.length(), datagram.ttl(), note(buffer, at)));
        return null;
    }

    private boolean isServer(Datagram datagram) {
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i)
                    .isServer(datagram.sourceHigh(), datagram.sourceLow(), datagram.sourcePort())) {
                return true;
            }
        }
        return false;
    }

    private String note(ByteBuffer buffer, int at) {
        boolean truncated = DnsMessage.isTruncated(buffer, at);
        if (truncated) {
            counters.increment(QuestionCounter.DNS_TRUNCATED);
        }
        return switch (DnsMessage.code(buffer, at)) {
            case DnsMessage.NO_ERROR -> truncated ? "truncated" : "";
            case DnsMessage.NO_SUCH_NAME -> noted(QuestionCounter.DNS_NO_SUCH_NAME, "NXDOMAIN");
            case DnsMessage.REFUSED -> noted(QuestionCounter.DNS_REFUSED, "REFUSED");
            case DnsMessage.SERVER_FAILED -> noted(QuestionCounter.DNS_SERVER_FAILED, "SERVFAIL");
            default -> noted(QuestionCounter.DNS_OTHER_CODE, "other response code");
        };
    }

    private String noted(QuestionCounter counter, String note) {
        counters.increment(counter);
        return note;
    }

    /** What the error queue tells. */
    private final class Departures implements DepartureHandler {
        @Override
        public void onDeparture(long tag, long epochNanos) {
            int session = asked.get((int) (tag >>> Integer.SIZE)).session();
            answers.onDeparture(session, (int) tag, epochNanos);
        }

        @Override
        public void onError(ErrorReport report) {
            var kind = IcmpErrorKind.of(report.isIpv4(), report.type(), report.code());
            int session = session(report);
            if (kind.isEmpty() || session == Answers.NO_SESSION) {
                counters.increment(QuestionCounter.ICMP_UNMATCHED);
                return;
            }
            counters.increment(QuestionCounter.of(kind.get()));
            answers.onError(
                    new Answers.Failure(
                            session,
                            kind.get(),
                            report.code(),
                            report.offenderHigh(),
                            report.offenderLow()));
        }

        private int session(ErrorReport report) {
            for (Asked one : asked) {
                if (one.isServer(
                        report.destinationHigh(),
                        report.destinationLow(),
                        report.destinationPort())) {
                    return one.session();
                }
            }
            return Answers.NO_SESSION;
        }
    }
}
