package org.beibu.probe.active;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.ClockQuality;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ErrorEstimate;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.DatagramHandler;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * What comes back to one socket: finds the session of a reply by its SSID, or where the reflector
 * knows none (RFC 8972 3) by its address, number and T1, and tells the session's meter. Nothing
 * counts that does not come from the session's target. Owned by the sender's thread.
 */
final class ReplyReader implements DatagramHandler {
    /** Less than this nobody's clock is off: such estimates are constants of the program. */
    private static final long LEAST_ERROR_NANOS = 1_000;

    private final PacketMode mode;
    private final Authenticator authenticator;
    private final SenderClock clock;
    private final SessionSink sink;
    private final SessionTracer tracer;
    private final Counters counters;
    private final List<ActiveSession> sessions = new ArrayList<>();
    private final ReflectorPacket packet = new ReflectorPacket();
    private final Reply reply = new Reply();

    ReplyReader(
            PacketMode mode,
            Authenticator authenticator,
            SenderClock clock,
            Takers takers,
            Counters counters) {
        this.mode = mode;
        this.authenticator = authenticator;
        this.clock = clock;
        this.sink = takers.sink;
        this.tracer = takers.tracer;
        this.counters = counters;
    }

    /** Who is told of replies. */
    record Takers(SessionSink sink, SessionTracer tracer) {}

    /** The SSID of the next session: its place here, from 1. */
    int nextSsid() {
        return sessions.size() + 1;
    }

    /** How many sessions a socket can have: 0 is no SSID, and half of them are of traces. */
    static final int MOST_SESSIONS = SessionTracer.SSID_BIT - 1;

    void add(ActiveSession session) {
        sessions.add(session);
    }

    @Override
    public int onDatagram(Datagram datagram) {
        counters.increment(read(datagram));
        return 0;
    }

    private SenderCounter read(Datagram datagram) {
        boolean whole =
                !datagram.isTruncated()
                        && packet.wrap(
                                datagram.buffer(), datagram.offset(), datagram.length(), mode);
        if (!whole || ErrorEstimate.multiplier(packet.errorEstimate()) == 0) {
            return SenderCounter.REPLIES_MALFORMED;
        }
        if (mode == PacketMode.AUTHENTICATED
                && authenticator.verify(packet) == Authenticator.NO_KEY) {
            return SenderCounter.REPLIES_WRONG_KEY;
        }
        ActiveSession session = session(datagram);
        if (session != null) {
            return account(session, datagram);
        }
        return tracer.replied(packet, datagram)
                ? SenderCounter.REPLIES_TO_TRACES
                : SenderCounter.REPLIES_UNEXPECTED;
    }

    private @Nullable ActiveSession session(Datagram datagram) {
        int ssid = packet.ssid();
        if (ssid > 0) {
            ActiveSession session = ssid <= sessions.size() ? sessions.get(ssid - 1) : null;
            return session != null && isFromTarget(session, datagram) ? session : null;
        }
        for (int i = 0; i < sessions.size(); i++) {
            ActiveSession session = sessions.get(i);
            if (isFromTarget(session, datagram)
                    && session.meter.expects(
                            packet.senderSequenceNumber(), packet.senderTimestamp())) {
                return session;
            }
        }
        return null;
    }

    private static boolean isFromTarget(ActiveSession session, Datagram datagram) {
        SessionConfig config = session.config;
        return config.target().low() == datagram.sourceLow()
                && config.target().high() == datagram.sourceHigh()
                && config.port() == datagram.sourcePort();
    }

    private SenderCounter account(ActiveSession session, Datagram datagram) {
        boolean byKernel = datagram.stampedBy() != ClockQuality.USER_SPACE;
        long returned = datagram.epochNanos();
        int estimate = packet.errorEstimate();
        var format = ErrorEstimate.format(estimate);
        reply.numbers(packet.senderSequenceNumber(), packet.sequenceNumber())
                .senderStamp(packet.senderTimestamp())
                .reflected(
                        format.toEpochNanos(packet.receiveTimestamp(), returned),
                        format.toEpochNanos(packet.timestamp(), returned))
                .returned(returned, byKernel)
                .clockErrors(clock.errorNanos(byKernel), reflectorError(estimate));
        Arrival arrival = session.meter.replied(reply);
        if (arrival != Arrival.UNKNOWN && arrival != Arrival.DUPLICATE) {
            session.watch.replied(clock.tickNanos(), packet.senderTtl(), datagram.ttl());
        }
        return arrival == Arrival.TIMED ? timed(session, returned) : SenderCounter.of(arrival);
    }

    private SenderCounter timed(ActiveSession session, long returned) {
        boolean byKernel = session.meter.isByKernel();
        if (!byKernel) {
            counters.increment(SenderCounter.REPLIES_USER_SPACE);
        }
        session.watch.timed(clock.tickNanos(), session.meter.delayNanos());
        sink.onTiming(session.number, returned, session.meter.delayNanos(), byKernel);
        long forward = session.meter.forwardNanos();
        long backward = session.meter.backwardNanos();
        if (forward != SessionMeter.NOT_DETERMINABLE || backward != SessionMeter.NOT_DETERMINABLE) {
            long error = session.meter.clockErrorNanos();
            sink.onOneWay(session.number, returned, forward, backward, error);
        }
        return SenderCounter.REPLIES_TIMED;
    }

    private static long reflectorError(int estimate) {
        long error = ErrorEstimate.errorNanos(estimate);
        boolean believable = ErrorEstimate.isSynchronised(estimate) && error >= LEAST_ERROR_NANOS;
        return believable ? error : Reply.UNSYNCHRONISED;
    }
}
