package org.beibu.probe.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.beibu.probe.icmp.IcmpErrorKind;
import org.beibu.probe.passive.Mixing;
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

/** The echo requests of all sessions of one address family and mark. Owned by the loop's thread. */
public final class EchoPort implements QuestionPort {
    /** Octets of data that a request has at least. */
    public static final int LEAST_DATA = EchoMessage.LENGTH - EchoMessage.HEADER;

    private final UdpSocket socket;
    private final boolean ipv4;
    private final Answers answers;
    private final Counters counters;
    private final long secret = new SecureRandom().nextLong();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Address, Integer> sessionsByTarget = new LinkedHashMap<>();
    private final Answer answer = new Answer();
    private final DatagramHandler onReply = this::onReply;
    private final DepartureHandler onDeparture = new Departures();

    /** A target with the session that asks it. */
    private record Asked(int session, Address target) {}

    EchoPort(UdpSocket socket, boolean ipv4, Answers answers, Counters counters) {
        this.socket = socket;
        this.ipv4 = ipv4;
        this.answers = answers;
        this.counters = counters;
        counters.register(QuestionCounter.class);
    }

    /**
     * Opens the socket and listens.
     *
     * @throws IOException when neither ping nor raw sockets are permitted
     */
    public static EchoPort open(UdpLoop loop, UdpConfig config, Answers answers, Counters counters)
            throws IOException {
        UdpSocket socket = loop.openEcho(config.withErrors());
        return new EchoPort(socket, config.local().isIpv4(), answers, counters);
    }

    /** The socket, for its loop. */
    public UdpSocket socket() {
        return socket;
    }

    /**
     * Requests of a session with so many octets of data; before the first is asked only.
     *
     * @param octets of data, at least {@link #LEAST_DATA}; 0 for that
     */
    public Question question(int session, Destination destination, int octets) throws IOException {
        int length = EchoMessage.HEADER + Math.max(LEAST_DATA, octets);
        Outbound outbound = socket.outbound(destination, length);
        int place = asked.size();
        asked.add(new Asked(session, destination.address()));
        sessionsByTarget.putIfAbsent(destination.address(), session);
        return (sequence, epochNanos) -> {
            long numbers = (long) place << Integer.SIZE | (sequence & 0xffff_ffffL);
            int identifier = socket.localPort();
            EchoMessage.write(outbound.content(), ipv4, identifier, numbers, token(numbers));
            return socket.send(outbound, numbers);
        };
    }

    private long token(long numbers) {
        return Mixing.spread(secret ^ Mixing.spread(numbers ^ Long.rotateLeft(secret, 23)));
    }

    @Override
    public int localPort() {
        return socket.localPort();
    }

    @Override
    public void drain() {
        socket.drain(onDeparture, onReply);
    }

    private int onReply(Datagram datagram) {
        ByteBuffer buffer = datagram.buffer();
        int at = datagram.offset();
        if (datagram.length() < EchoMessage.HEADER) {
            counters.increment(QuestionCounter.MALFORMED);
        } else if (EchoMessage.identifier(buffer, at) == socket.localPort()) {
            // others' replies come to a raw socket too: they are nobody's fault
            take(datagram, buffer, at);
        }
        return 0;
    }

    private void take(Datagram datagram, ByteBuffer buffer, int at) {
        boolean reply =
                EchoMessage.type(buffer, at) == EchoMessage.reply(ipv4)
                        && EchoMessage.code(buffer, at) == 0;
        if (!reply || datagram.length() < EchoMessage.LENGTH) {
            counters.increment(QuestionCounter.MALFORMED);
            return;
        }
        int place = EchoMessage.session(buffer, at);
        int number = EchoMessage.number(buffer, at);
        long numbers = (long) place << Integer.SIZE | (number & 0xffff_ffffL);
        boolean ours =
                place >= 0
                        && place < asked.size()
                        && EchoMessage.sequence(buffer, at) == (number & 0xffff)
                        && EchoMessage.token(buffer, at) == token(numbers);
        if (!ours) {
            counters.increment(QuestionCounter.MISMATCHED);
            return;
        }
        Asked whom = asked.get(place);
        if (whom.target().low() != datagram.sourceLow()
                || whom.target().high() != datagram.sourceHigh()) {
            counters.increment(QuestionCounter.STRANGERS);
            return;
        }
        boolean byKernel = datagram.stampedBy() != ClockQuality.USER_SPACE;
        answers.onAnswer(
                answer.to(whom.session(), number)
                        .at(datagram.epochNanos(), byKernel)
                        .looks(datagram.length(), datagram.ttl(), ""));
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
            boolean ours =
                    report.length() >= EchoMessage.HEADER
                            && EchoMessage.identifier(report.buffer(), report.offset())
                                    == socket.localPort();
            Integer session =
                    sessionsByTarget.get(
                            new Address(report.destinationHigh(), report.destinationLow()));
            if (kind.isEmpty() || !ours || session == null) {
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
    }
}
