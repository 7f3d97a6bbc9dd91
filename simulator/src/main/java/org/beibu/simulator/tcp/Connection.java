package org.beibu.simulator.tcp;

import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.SimulatedPath;
import org.beibu.simulator.event.Chance;
import org.jspecify.annotations.Nullable;

/** One TCP connection between a host of the bureau and an ASEAN host, and what it is used for. */
public final class Connection {
    private static final int SEGMENT_SIZE_IPV4 = 1460;
    private static final int SEGMENT_SIZE_IPV6 = 1440;
    private static final int TIMESTAMPS_SIZE = 12;
    private static final long LEAST_NEAR_NANOS = 80_000;
    private static final long MOST_NEAR_NANOS = 4_000_000;

    /** How far a connection goes. */
    public enum Course {
        /** Handshake, exchanges, end. */
        WHOLE,
        /** Nothing follows the handshake. */
        HANDSHAKE_ONLY,
        /** The SYN is dropped somewhere and not repeated. */
        UNANSWERED,
        /** The SYN bears a forged source address: the answers reach nobody. */
        FORGED
    }

    private final Hosts hosts;
    private final SimulatedPath path;
    private final Course course;
    private final Links links;
    private final Endpoint initiator;
    private final Endpoint responder;
    private final boolean finRidesOnData;
    private final boolean timestamps;
    private final int addressHash;
    private final TimestampClock[] clocks;
    private @Nullable Conversation conversation;

    /** What the truth has noted about this connection. */
    final Passage passage = new Passage();

    /**
     * A connection that opens with {@link #open}.
     *
     * @param sameHosts a former connection of the same hosts, whose timestamp clocks go on
     */
    public Connection(
            Hosts hosts,
            SimulatedPath path,
            Course course,
            Surroundings surroundings,
            @Nullable Connection sameHosts) {
        this.hosts = hosts;
        this.path = path;
        this.course = course;
        Chance chance = surroundings.chance();
        Impairments impairments = surroundings.impairments();
        this.addressHash = (int) Chance.mix(hosts.hashCode());
        this.finRidesOnData = chance.happens(0.5);
        this.timestamps = !chance.happens(impairments.share(Impairment.WITHOUT_TIMESTAMPS));
        this.clocks = sameHosts != null ? sameHosts.clocks : drawClocks(surroundings);
        double nearShare = chance.uniform();
        this.links =
                new Links(
                        this,
                        surroundings,
                        (long)
                                (LEAST_NEAR_NANOS
                                        * StrictMath.pow(
                                                (double) MOST_NEAR_NANOS / LEAST_NEAR_NANOS,
                                                nearShare)));
        this.initiator = new Endpoint(this, true, timestamps ? clocks[0] : null, surroundings);
        this.responder = new Endpoint(this, false, timestamps ? clocks[1] : null, surroundings);
    }

    private static TimestampClock[] drawClocks(Surroundings surroundings) {
        Chance chance = surroundings.chance();
        double share = surroundings.impairments().share(Impairment.TSVAL_WRAP);
        long now = surroundings.timeline().nowNanos();
        return new TimestampClock[] {
            TimestampClock.draw(chance, now, chance.happens(share)),
            TimestampClock.draw(chance, now, chance.happens(share))
        };
    }

    /** Sends the SYN; afterwards the conversation, if any, decides what the hosts say. */
    public void open(long nowNanos, @Nullable Conversation whatIsSaid) {
        this.conversation = whatIsSaid;
        initiator.open(nowNanos);
    }

    /** The two ends. */
    public Hosts hosts() {
        return hosts;
    }

    /** The route and the exit. */
    public SimulatedPath path() {
        return path;
    }

    /** Whether both hosts will send nothing more of their own accord. */
    public boolean isDone() {
        return initiator.isDone() && responder.isDone();
    }

    /** A hash of hosts and ports. */
    public int addressHash() {
        return addressHash;
    }

    Endpoint initiator() {
        return initiator;
    }

    Endpoint responder() {
        return responder;
    }

    Endpoint receiverOf(Segment segment) {
        return segment.fromInitiator ? responder : initiator;
    }

    Links links() {
        return links;
    }

    boolean isInbound() {
        return hosts.inbound();
    }

    boolean finRidesOnData() {
        return finRidesOnData;
    }

    /** Whether the initiator sends its SYN again when nobody answers. */
    boolean initiatorRepeats() {
        return course == Course.WHOLE;
    }

    /** Whether the responder sends its SYN/ACK again when nobody answers. */
    boolean responderRepeats() {
        return course == Course.WHOLE || course == Course.FORGED;
    }

    /** Whether a segment vanishes behind the capture point. */
    boolean swallows(Segment segment) {
        return (course == Course.UNANSWERED && segment.fromInitiator)
                || (course == Course.FORGED && !segment.fromInitiator);
    }

    /** Octets of payload in a full segment. */
    int segmentSize() {
        int size = hosts.initiator().isIpv4() ? SEGMENT_SIZE_IPV4 : SEGMENT_SIZE_IPV6;
        return timestamps ? size - TIMESTAMPS_SIZE : size;
    }

    void established(long nowNanos) {
        if (conversation != null) {
            conversation.begin(nowNanos);
        }
    }

    void received(long nowNanos, Endpoint by) {
        if (conversation != null) {
            conversation.received(nowNanos, by == initiator);
        }
    }
}
