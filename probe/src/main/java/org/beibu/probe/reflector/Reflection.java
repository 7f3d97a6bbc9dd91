package org.beibu.probe.reflector;

import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ErrorEstimate;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.SenderPacket;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.DatagramHandler;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Turns a sender's packet into its answer, in place (RFC 8762 4.3, RFC 8972 4). In this order:
 * source, rate, length, HMAC, Multiplier, STAMP session, TLVs; the first refusal is counted and
 * ends it without an answer. An answer is as long as its question, or a base packet where a TWAMP
 * sender's question was shorter. Owned by the reflector's thread.
 */
final class Reflection implements DatagramHandler {
    /** Other bits of the traffic class than ECN. */
    private static final int DSCP_BITS = 0xfc;

    private static final int TTL_WITHOUT_KNOWLEDGE = ReflectorPacket.TTL_UNKNOWN;

    private final ReflectorPolicy policy;
    private final PacketMode mode;
    private final SourceGuard guard;
    private final SourceRates rates;
    private final Authenticator authenticator;
    private final @Nullable SessionTable sessions;
    private final StampClock clock;
    private final Counters counters;
    private final TlvReflection tlvs;
    private final SenderPacket request = new SenderPacket();
    private final ReflectorPacket answer = new ReflectorPacket();
    private long second;

    Reflection(ReflectorConfig config, StampClock clock, Counters counters, long seed) {
        policy = config.policy();
        mode = policy.mode();
        guard = new SourceGuard(config.allow());
        rates = new SourceRates(config.limits().packetsPerSecond(), seed);
        authenticator = new Authenticator(config.keys());
        sessions = policy.stateful() ? new SessionTable(config.limits().maxSessions(), seed) : null;
        this.clock = clock;
        this.counters = counters;
        tlvs = new TlvReflection(policy, authenticator, clock, counters);
    }

    @Override
    public int onDatagram(Datagram datagram) {
        counters.increment(ReflectorCounter.RECEIVED);
        ReflectorCounter refusal = guard.refusal(datagram);
        if (refusal == null) {
            refusal = refusalOfPacket(datagram);
        }
        if (refusal != null) {
            return refused(refusal);
        }
        int key = mode == PacketMode.OPEN ? Authenticator.NO_KEY : authenticator.verify(request);
        if (mode == PacketMode.AUTHENTICATED && key == Authenticator.NO_KEY) {
            return refused(ReflectorCounter.REFUSED_HMAC);
        }
        if (ErrorEstimate.multiplier(request.errorEstimate()) == 0) {
            return refused(ReflectorCounter.REFUSED_MULTIPLIER);
        }
        if (sessions == null) {
            return answer(datagram, null, key);
        }
        ReflectorSession session = sessions.findOrBegin(datagram, request.ssid(), second);
        if (session == null) {
            return refused(ReflectorCounter.REFUSED_SESSIONS);
        }
        return place(session) ? answer(datagram, session, key) : 0;
    }

    private int refused(ReflectorCounter reason) {
        counters.increment(reason);
        return 0;
    }

    private @Nullable ReflectorCounter refusalOfPacket(Datagram datagram) {
        if (datagram.isTruncated()) {
            return ReflectorCounter.REFUSED_OVERSIZE;
        }
        if (!request.wrap(datagram.buffer(), datagram.offset(), datagram.length(), mode)) {
            return ReflectorCounter.REFUSED_SHORT;
        }
        if (!policy.lengthening() && request.length() < mode.length()) {
            return ReflectorCounter.REFUSED_SHORT;
        }
        boolean fromReflector = datagram.sourcePort() == datagram.destinationPort();
        if (fromReflector && request.hasReceiveTimestamp()) {
            return ReflectorCounter.REFUSED_REPLY;
        }
        boolean within =
                rates.take(datagram.sourceHigh(), datagram.sourceLow(), datagram.epochNanos());
        return within ? null : ReflectorCounter.REFUSED_RATE;
    }

    /** Gives the packet its place in its session; false when it is not to be answered. */
    private boolean place(ReflectorSession session) {
        if (session.isNew()) {
            counters.increment(ReflectorCounter.SESSIONS_OPENED);
        }
        ReflectorSession.Order order = session.place(request.sequenceNumber(), request.timestamp());
        switch (order) {
            case NEXT -> {}
            case LATE -> counters.increment(ReflectorCounter.LATE);
            case DUPLICATE -> counters.increment(ReflectorCounter.DUPLICATES);
            case RESTARTED -> counters.increment(ReflectorCounter.SESSIONS_RESTARTED);
            case REPLAYED -> {
                if (mode == PacketMode.AUTHENTICATED) {
                    counters.increment(ReflectorCounter.REFUSED_REPLAYED);
                    return false;
                }
                counters.increment(ReflectorCounter.LATE); // in open mode it proves nothing
            }
        }
        session.lastSecond = second; // a replay keeps no session alive
        session.received();
        return true;
    }

    private int answer(Datagram datagram, @Nullable ReflectorSession session, int key) {
        final TimestampFormat format =
                policy.timestamps().orElse(ErrorEstimate.format(request.errorEstimate()));
        int length = Math.max(request.length(), mode.length());
        int octet = datagram.trafficClass();
        datagram.answerTrafficClass(octet == Datagram.UNKNOWN ? 0 : octet & DSCP_BITS);
        answer.wrap(datagram.buffer(), datagram.offset(), length, mode);
        answer.copyRequest(request);
        int integrity = tlvs.check(answer, key);
        if (session != null) {
            answer.sequenceNumber(session.sentCount());
        }
        tlvs.reflect(answer, integrity, datagram, session, format);
        int ttl = datagram.ttl();
        answer.senderTtl(ttl == Datagram.UNKNOWN ? TTL_WITHOUT_KNOWLEDGE : ttl);
        answer.errorEstimate(clock.errorEstimate(format, datagram.stampedBy()));
        answer.receiveTimestamp(format.fromEpochNanos(datagram.epochNanos()));
        tlvs.sign(answer, integrity);
        answer.timestamp(format.fromEpochNanos(clock.epochNanos()));
        if (key != Authenticator.NO_KEY) {
            authenticator.sign(answer, key);
        }
        if (session != null) {
            if (session.isFollowed()) {
                datagram.reportDeparture(departureTag(session));
            }
            session.sent();
        }
        counters.increment(ReflectorCounter.ANSWERED);
        return length;
    }

    private static long departureTag(ReflectorSession session) {
        return (long) session.id << 32 | (session.sentCount() & 0xffff_ffffL);
    }

    /** A new second has begun: forgets the sessions that were idle for so many. */
    void onSecond(long idleSeconds) {
        second++;
        clock.refresh();
        if (sessions != null) {
            int expired = sessions.expire(second - idleSeconds);
            counters.add(ReflectorCounter.SESSIONS_EXPIRED, expired);
        }
    }

    /** An answer left: its session may be asked about it (Follow-Up Telemetry). */
    void onDeparture(long tag, long epochNanos) {
        ReflectorSession session = sessions == null ? null : sessions.ofId((int) (tag >>> 32));
        if (session != null) {
            session.departed((int) tag, epochNanos);
        }
    }

    /** Sessions at present. */
    int sessions() {
        return sessions == null ? 0 : sessions.size();
    }
}
