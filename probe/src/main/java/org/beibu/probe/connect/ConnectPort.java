package org.beibu.probe.connect;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.icmp.IcmpErrorKind;
import org.beibu.probe.question.Answer;
import org.beibu.probe.question.Answers;
import org.beibu.probe.question.Question;
import org.beibu.probe.question.QuestionCounter;
import org.beibu.probe.question.QuestionPort;
import org.beibu.probe.udp.Destination;
import org.beibu.probe.udp.TcpAttempt;
import org.beibu.probe.udp.TcpConnector;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * The connects of all sessions. Each has a source port of its own, by which the capture knows its
 * segments; it is given up before the kernel would send the SYN again, so that each question is one
 * SYN. Owned by the loop's thread.
 */
public final class ConnectPort implements QuestionPort {
    /** Octets that are captured of each segment. */
    public static final int CAPTURED_OCTETS = SegmentCapture.SNAP_LENGTH;

    /** Linux sends a SYN again after a second. */
    private static final long LONGEST_NANOS = 900_000_000L;

    /** So long the capture may take to show what the connector knows already. */
    private static final long CAPTURE_LAG_NANOS = 300_000_000L;

    private static final String RST = "RST";

    private final TcpConnector connector;
    private final SegmentCapture capture;
    private final PortRange range;
    private final SourcePorts ports;
    private final Answers answers;
    private final Counters counters;
    private final EpochNanoClock clock;
    private final List<Asked> asked = new ArrayList<>();
    private final Slot[] slots;
    private final ArrayDeque<Slot> open = new ArrayDeque<>();
    private final Answer answer = new Answer();

    /** Where a session connects to. */
    private record Asked(int session, Destination target, int mark) {}

    /** One source port and the last connect from it. */
    private static final class Slot {
        final Segments segments = new Segments();
        @Nullable TcpAttempt attempt;
        int session;
        int sequence;
        boolean told;
        long begunNanos;
    }

    private ConnectPort(
            UdpLoop loop, PortRange range, Answers answers, EpochNanoClock clock, Counters counters)
            throws IOException {
        this.range = range;
        this.answers = answers;
        this.clock = clock;
        this.counters = counters;
        counters.register(QuestionCounter.class);
        int begin = ThreadLocalRandom.current().nextInt(range.count());
        ports = new SourcePorts(range, begin);
        connector = loop.connector(this::onOutcome);
        capture = new SegmentCapture(range, this::onSegment);
        slots = new Slot[range.count()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
    }

    /**
     * Opens the capture, where that is permitted.
     *
     * @throws IOException when the system has no event loop for connects
     */
    public static ConnectPort open(
            UdpLoop loop, PortRange range, Answers answers, EpochNanoClock clock, Counters counters)
            throws IOException {
        ConnectPort port = new ConnectPort(loop, range, answers, clock, counters);
        port.capture.start();
        return port;
    }

    /** Whether a capture times the segments. */
    public boolean isCaptured() {
        return capture.isOpen();
    }

    /** Connects of a session; before the first is begun only. */
    public Question question(int session, Destination target, int mark) {
        int place = asked.size();
        asked.add(new Asked(session, target, mark));
        return (sequence, epochNanos) -> begin(asked.get(place), sequence, epochNanos);
    }

    private boolean begin(Asked whom, int sequence, long epochNanos) {
        int port = ports.take();
        if (port == SourcePorts.NONE) {
            counters.increment(QuestionCounter.CONNECT_NO_PORT);
            return false;
        }
        Slot slot = slots[ports.place(port)];
        slot.segments.begin(whom.target().address(), whom.target().port());
        slot.session = whom.session();
        slot.sequence = sequence;
        slot.told = false;
        slot.begunNanos = epochNanos;
        TcpAttempt attempt = connector.begin(whom.target(), port, whom.mark(), port);
        slot.attempt = attempt;
        if (attempt == null) {
            ports.release(port);
            return false;
        }
        open.add(slot);
        return true;
    }

    /** What the connector says: it decides nothing while the capture may still tell. */
    private void onOutcome(TcpAttempt attempt) {
        Slot slot = slots[ports.place(attempt.localPort())];
        if (attempt.outcome() == TcpAttempt.Outcome.ICMP_ERROR) {
            slot.told = true;
            fail(slot, attempt);
        } else if (!capture.isOpen()) {
            tellWithoutCapture(slot, attempt);
        }
    }

    private void fail(Slot slot, TcpAttempt attempt) {
        boolean ipv4 = isIpv4(slot.session);
        Optional<IcmpErrorKind> kind =
                IcmpErrorKind.of(ipv4, attempt.icmpType(), attempt.icmpCode());
        if (kind.isEmpty()) {
            counters.increment(QuestionCounter.ICMP_UNMATCHED);
            return;
        }
        counters.increment(QuestionCounter.of(kind.get()));
        answers.onError(new Answers.Failure(slot.session, kind.get(), attempt.icmpCode(), 0, 0));
    }

    private boolean isIpv4(int session) {
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).session() == session) {
                return asked.get(i).target().address().isIpv4();
            }
        }
        return true;
    }

    /** By TCP_INFO a SYN/ACK, by this process a RST. */
    private void tellWithoutCapture(Slot slot, TcpAttempt attempt) {
        if (slot.told) {
            return;
        }
        slot.told = true;
        boolean connected = attempt.outcome() == TcpAttempt.Outcome.CONNECTED;
        if (connected && attempt.roundTripMicros() > 0) {
            long left = slot.begunNanos;
            answers.onDeparture(slot.session, slot.sequence, left);
            tell(slot, left + attempt.roundTripMicros() * 1_000, true, "");
        } else if (connected) {
            counters.increment(QuestionCounter.CONNECT_RETRANSMITTED);
        } else if (attempt.outcome() == TcpAttempt.Outcome.RESET) {
            counters.increment(QuestionCounter.CONNECT_REFUSED);
            tell(slot, attempt.epochNanos(), false, RST);
        }
    }

    private void tell(Slot slot, long epochNanos, boolean byKernel, String note) {
        answers.onAnswer(
                answer.to(slot.session, slot.sequence)
                        .at(epochNanos, byKernel)
                        .looks(-1, -1, note));
    }

    private void onSegment(DecodedPacket segment) {
        boolean syn = (segment.flags() & Segments.FLAGS) == DecodedPacket.SYN;
        int place = ports.place(syn ? segment.sourcePort() : segment.destinationPort());
        if (place == SourcePorts.NONE) {
            return; // the RST that closes a connection
        }
        Slot slot = slots[place];
        if (!syn) {
            received(slot, segment);
        } else if (slot.segments.sent(segment) == Segments.Seen.SYN) {
            answers.onDeparture(slot.session, slot.sequence, slot.segments.synNanos());
        }
    }

    private void received(Slot slot, DecodedPacket segment) {
        switch (slot.segments.received(segment)) {
            case SYN_ACK -> answered(slot, segment, "");
            case RST -> {
                counters.increment(QuestionCounter.CONNECT_REFUSED);
                answered(slot, segment, RST);
            }
            case AMBIGUOUS -> {
                slot.told = true;
                counters.increment(QuestionCounter.CONNECT_RETRANSMITTED);
            }
            case MISMATCHED -> counters.increment(QuestionCounter.MISMATCHED);
            case STRANGER -> counters.increment(QuestionCounter.STRANGERS);
            case SYN, COPY, OTHER -> {
                // nothing new
            }
        }
    }

    private void answered(Slot slot, DecodedPacket segment, String note) {
        slot.told = true;
        tell(slot, segment.epochNanos(), true, note);
    }

    @Override
    public void drain() {
        capture.poll();
    }

    /** Gives up what waits for too long, and tells what the capture did not see. */
    @Override
    public void tick() {
        capture.poll();
        long now = clock.nanoTime();
        while (!open.isEmpty() && isOver(open.peek(), now)) {
            Slot slot = open.remove();
            TcpAttempt attempt = slot.attempt;
            if (attempt == null) {
                continue;
            }
            attempt.giveUp();
            if (!slot.told && attempt.outcome() != TcpAttempt.Outcome.FAILED) {
                counters.increment(QuestionCounter.CONNECT_UNSEEN);
                tellWithoutCapture(slot, attempt);
            }
            slot.attempt = null;
            ports.release(attempt.localPort());
        }
    }

    /** In the order in which they were begun: a port is kept a little longer than it is needed. */
    private boolean isOver(Slot slot, long now) {
        TcpAttempt attempt = slot.attempt;
        long age = now - slot.begunNanos;
        boolean concluded = attempt == null || attempt.outcome() != TcpAttempt.Outcome.OPEN;
        return concluded
                ? slot.told || age > CAPTURE_LAG_NANOS || age < 0
                : age > LONGEST_NANOS || age < 0;
    }

    /** Many: those of the range. */
    @Override
    public int localPort() {
        return 0;
    }

    /** First and last of its source ports. */
    public List<Integer> localPorts() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < range.count(); i++) {
            all.add(range.first() + i);
        }
        return all;
    }

    /**
     * Closes every connection that is not concluded, on the thread of the loop: left open, the
     * system would send its SYN again.
     */
    public void giveUp() {
        for (Slot slot : slots) {
            TcpAttempt attempt = slot.attempt;
            if (attempt != null) {
                attempt.giveUp();
            }
        }
    }

    /** Lets the capture go. */
    public void close() {
        capture.close();
    }
}
