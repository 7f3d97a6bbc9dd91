package org.beibu.probe.active;

import java.io.IOException;
import org.beibu.probe.question.Question;
import org.beibu.probe.question.QuestionPort;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestWriter;
import org.beibu.probe.trace.StampProbes;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.Outbound;
import org.beibu.probe.udp.UdpSocket;

/** The test packets of sessions with the same keys. Owned by the sender's thread. */
final class StampPort implements QuestionPort {
    private final UdpSocket socket;
    private final Authenticator authenticator;
    private final ReplyReader reader;
    private final SenderClock clock;
    private final DepartureHandler reports;

    StampPort(
            UdpSocket socket,
            Authenticator authenticator,
            ReplyReader reader,
            SenderClock clock,
            DepartureHandler reports) {
        this.socket = socket;
        this.authenticator = authenticator;
        this.reader = reader;
        this.clock = clock;
        this.reports = reports;
    }

    /** Whether it has all the sessions that there are SSIDs for. */
    boolean isFull() {
        return reader.nextSsid() > ReplyReader.MOST_SESSIONS;
    }

    /** The packets of a session, which the reader will know by its SSID. */
    Question question(ActiveSession session, Destination destination) throws IOException {
        SessionConfig config = session.config;
        int octets = config.stream().octets();
        RequestFormat format = RequestFormat.of(config.mode()).withSsid(reader.nextSsid());
        format = octets == 0 ? format : format.withLength(octets);
        RequestWriter writer = new RequestWriter(format, authenticator);
        Outbound outbound = socket.outbound(destination, writer.length());
        writer.prepare(outbound.content(), 0);
        session.canBeTraced(tracing(session, destination, writer.length()));
        reader.add(session);
        long high = (long) session.number << Integer.SIZE;
        return (sequence, epochNanos) -> {
            writer.write(outbound.content(), 0, sequence, epochNanos, clock.errorEstimate());
            return socket.send(outbound, high | (sequence & 0xffff_ffffL));
        };
    }

    private Tracing tracing(ActiveSession session, Destination destination, int octets) {
        int ssid = reader.nextSsid() | SessionTracer.SSID_BIT;
        StampProbes.Format format =
                new StampProbes.Format(destination, session.config.mode(), ssid, octets);
        return new Tracing() {
            @Override
            public UdpSocket socket() {
                return socket;
            }

            @Override
            public StampProbes probes(long tags, int most) throws IOException {
                return new StampProbes(socket, format, authenticator, most, tags);
            }
        };
    }

    @Override
    public void drain() {
        socket.drain(reports, reader);
    }

    @Override
    public int localPort() {
        return socket.localPort();
    }
}
