package org.beibu.probe.active.metrics;

import java.time.Duration;
import org.beibu.model.TimingSample;

/**
 * Keeps the account of one session: told of each packet, departure and reply, it judges each packet
 * when the loss threshold after its sending is over. Ticks are of a monotonic clock and decide when
 * a packet is judged; epoch nanoseconds are what delays are made of.
 *
 * <p>Owned by one thread; allocates nothing but with {@link #take}.
 */
public final class SessionMeter {
    /** Tmax of RFC 8912: 3 s. */
    public static final Duration LOSS_THRESHOLD = Duration.ofSeconds(3);

    /** A delay that cannot be told. */
    public static final long NOT_DETERMINABLE = Delays.NOT_DETERMINABLE;

    private static final int LEAST_SLOTS = 64;
    private static final int MOST_SLOTS = 1 << 20;

    private final long thresholdNanos;
    private final PacketSlots slots;
    private final ReflectorOrder order;
    private SessionFigures figures = new SessionFigures();
    private int expected;
    private boolean previousTimed;
    private boolean previousByKernel;
    private long previousDelay;
    private long previousForward;
    private long previousBackward;
    private long lastDelay;
    private boolean lastByKernel;
    private long lastForward = Delays.NOT_DETERMINABLE;
    private long lastBackward = Delays.NOT_DETERMINABLE;
    private long lastError;
    private VariationSink variations = VariationSink.NONE;
    private final RoundTripEstimate estimate = new RoundTripEstimate();
    private int lostInARow;
    private int mostLostInARow;

    /**
     * A meter for so many packets a second at most.
     *
     * @param threshold a packet without a reply for so long is lost
     */
    public SessionMeter(Duration threshold, double packetsPerSecond) {
        thresholdNanos = threshold.toNanos();
        double waiting = packetsPerSecond * (threshold.toMillis() / 1e3 + 1);
        long wanted = Math.min(MOST_SLOTS, 2 * (long) Math.ceil(waiting));
        int capacity = LEAST_SLOTS;
        while (capacity < wanted) {
            capacity <<= 1;
        }
        slots = new PacketSlots(capacity);
        order = new ReflectorOrder(slots, 2 * capacity);
    }

    /** The reflector is known to number its answers; else that is found out. */
    public SessionMeter withStatefulReflector() {
        order.expectCounting();
        return this;
    }

    /** Has each IPDV of the round trip told of when it is known. */
    public SessionMeter tellingVariations(VariationSink sink) {
        variations = sink;
        return this;
    }

    /** The number of the next packet. */
    public int nextSequence() {
        return slots.next;
    }

    /** All packets before this number have been judged. */
    public int judgedSequence() {
        return slots.judged;
    }

    /**
     * A packet is sent; gives its number.
     *
     * @param senderStamp its Timestamp as it stands in the packet
     * @param epochNanos the same moment; the kernel's own may follow with {@link #departed}
     */
    public int sent(long senderStamp, long tickNanos, long epochNanos) {
        if (slots.isFull()) {
            judgeOne(); // more packets than promised
        }
        return slots.add(senderStamp, tickNanos, epochNanos);
    }

    /** The kernel tells when a packet left. */
    public void departed(int sequence, long epochNanos) {
        if (slots.holds(sequence) && !slots.is(sequence, PacketSlots.ANSWERED)) {
            slots.left[slots.at(sequence)] = epochNanos;
            slots.mark(sequence, PacketSlots.KERNEL);
        }
    }

    /** Whether this answers a packet of the session that is remembered. */
    public boolean expects(int sequence, long senderStamp) {
        return slots.holds(sequence) && slots.stamp[slots.at(sequence)] == senderStamp;
    }

    /** A reply has come. */
    public Arrival replied(Reply reply) {
        int sequence = reply.sequence;
        int at = slots.at(sequence);
        if (!expects(sequence, reply.senderStamp)) {
            figures.unknown++;
            return Arrival.UNKNOWN;
        }
        if (order.hasCome(reply.reflectorSequence, sequence)) {
            slots.backwardCopies[at] = incremented(slots.backwardCopies[at]);
            countCopy(sequence, false);
            return Arrival.DUPLICATE;
        }
        order.onAnswer(reply.reflectorSequence, sequence, reply.sentNanos, figures);
        if (slots.is(sequence, PacketSlots.ANSWERED)) {
            slots.forwardCopies[at] = incremented(slots.forwardCopies[at]);
            countCopy(sequence, true);
            return Arrival.DUPLICATE;
        }
        slots.mark(sequence, PacketSlots.ANSWERED);
        slots.reflectorNumber[at] = reply.reflectorSequence;
        if (slots.is(sequence, PacketSlots.LOST) || isLate(reply, at)) {
            slots.mark(sequence, PacketSlots.LOST);
            figures.late++;
            return Arrival.LATE;
        }
        noteOrder(sequence);
        return time(reply, sequence, at) ? Arrival.TIMED : Arrival.UNTIMED;
    }

    private static byte incremented(byte copies) {
        return copies == Byte.MAX_VALUE ? copies : (byte) (copies + 1);
    }

    /** A copy of a packet that was judged already is counted now, else with its packet. */
    private void countCopy(int sequence, boolean forward) {
        if (sequence - slots.judged < 0) {
            figures.forwardDuplicates += forward ? 1 : 0;
            figures.backwardDuplicates += forward ? 0 : 1;
        }
    }

    private boolean isLate(Reply reply, int at) {
        return reply.returnedNanos - slots.left[at] > thresholdNanos;
    }

    private void noteOrder(int sequence) {
        int behind = expected - sequence;
        if (behind > 0) {
            slots.mark(sequence, PacketSlots.REORDERED);
            figures.largestDisplacement = Math.max(figures.largestDisplacement, behind);
        } else {
            expected = sequence + 1;
        }
    }

    private boolean time(Reply reply, int sequence, int at) {
        long left = slots.left[at];
        long delay = Delays.roundTrip(left, reply);
        if (delay == Delays.NOT_DETERMINABLE || delay > TimingSample.MAX_DELAY_NANOS) {
            return false;
        }
        slots.delay[at] = delay;
        slots.forward[at] = reply.receivedNanos - left;
        slots.backward[at] = reply.returnedNanos - reply.sentNanos;
        lastForward = Delays.NOT_DETERMINABLE;
        lastBackward = Delays.NOT_DETERMINABLE;
        if (slots.forward[at] >= 0 && slots.backward[at] >= 0) { // else a clock is wrong
            markOneWay(reply, sequence, at);
        }
        lastDelay = delay;
        estimate.add(delay);
        lastByKernel = reply.returnedByKernel && slots.is(sequence, PacketSlots.KERNEL);
        if (lastByKernel) {
            slots.mark(sequence, PacketSlots.BY_KERNEL);
        } else {
            figures.userSpace++;
        }
        return true;
    }

    private void markOneWay(Reply reply, int sequence, int at) {
        lastError = reply.senderErrorNanos + reply.reflectorErrorNanos; // of use when one is known
        if (isOneWay(slots.forward[at], reply)) {
            slots.mark(sequence, PacketSlots.FORWARD_KNOWN);
            lastForward = slots.forward[at];
        }
        if (isOneWay(slots.backward[at], reply)) {
            slots.mark(sequence, PacketSlots.BACKWARD_KNOWN);
            lastBackward = slots.backward[at];
        }
    }

    private static boolean isOneWay(long differenceNanos, Reply reply) {
        long delay = Delays.oneWay(differenceNanos, reply);
        return delay != Delays.NOT_DETERMINABLE && delay <= TimingSample.MAX_DELAY_NANOS;
    }

    /** The round-trip delay of the reply that was {@link Arrival#TIMED} last. */
    public long delayNanos() {
        return lastDelay;
    }

    /**
     * Its one-way delay to the reflector, {@link #NOT_DETERMINABLE} unless the clocks permit it.
     */
    public long forwardNanos() {
        return lastForward;
    }

    /** Its one-way delay from the reflector, likewise. */
    public long backwardNanos() {
        return lastBackward;
    }

    /** By how much these two may be wrong, when one of them is known. */
    public long clockErrorNanos() {
        return lastError;
    }

    /** Whether both its stamps were the kernel's. */
    public boolean isByKernel() {
        return lastByKernel;
    }

    /** How the session does at this moment; all replies were read. */
    public SessionPulse pulse(long tickNanos) {
        return SessionPulse.of(
                slots, tickNanos, Math.min(thresholdNanos, estimate.patienceNanos()));
    }

    /** Judges packets whose time is over, up to but without this number; all replies were read. */
    public void judge(long tickNanos, int before) {
        while (slots.judged - before < 0
                && slots.judged - slots.next < 0
                && tickNanos - slots.sentTick[slots.at(slots.judged)] >= thresholdNanos) {
            judgeOne();
        }
    }

    /** Judges all packets at once: nobody will read replies any more. */
    public void judgeAll() {
        while (slots.judged - slots.next < 0) {
            judgeOne();
        }
    }

    private void judgeOne() {
        int sequence = slots.judged;
        int at = slots.at(sequence);
        boolean inTime =
                slots.is(sequence, PacketSlots.ANSWERED) && !slots.is(sequence, PacketSlots.LOST);
        figures.sent++;
        figures.episodes.packet(!inTime);
        lostInARow = inTime ? 0 : lostInARow + 1;
        mostLostInARow = Math.max(mostLostInARow, lostInARow);
        figures.forwardDuplicates += slots.forwardCopies[at];
        figures.backwardDuplicates += slots.backwardCopies[at];
        slots.judged = sequence + 1;
        if (inTime) {
            figures.received++;
            figures.reordered += slots.is(sequence, PacketSlots.REORDERED) ? 1 : 0;
            if (order.belongs(sequence)) {
                order.walkTo(slots.reflectorNumber[at], figures);
            }
            record(sequence, at);
        } else {
            slots.mark(sequence, PacketSlots.LOST);
            previousTimed = false;
        }
    }

    private void record(int sequence, int at) {
        long delay = slots.delay[at];
        if (delay == Delays.NOT_DETERMINABLE) {
            figures.untimed++;
            previousTimed = false;
            return;
        }
        figures.roundTrip.record(delay);
        if (slots.is(sequence, PacketSlots.FORWARD_KNOWN)) {
            figures.forward.record(slots.forward[at]);
        }
        if (slots.is(sequence, PacketSlots.BACKWARD_KNOWN)) {
            figures.backward.record(slots.backward[at]);
        }
        boolean byKernel = slots.is(sequence, PacketSlots.BY_KERNEL);
        if (previousTimed) {
            figures.variation.record(delay - previousDelay);
            variations.onVariation(
                    slots.left[at], delay - previousDelay, byKernel && previousByKernel);
            figures.forwardVariation.record(slots.forward[at] - previousForward);
            figures.backwardVariation.record(slots.backward[at] - previousBackward);
        }
        previousTimed = true;
        previousByKernel = byKernel;
        previousDelay = delay;
        previousForward = slots.forward[at];
        previousBackward = slots.backward[at];
    }

    /** The packet judged last was lost. */
    public boolean isLosing() {
        return lostInARow > 0;
    }

    /** The longest run of losses that went on since the last call. */
    public int takeMostLostInARow() {
        int most = mostLostInARow;
        mostLostInARow = lostInARow;
        return most;
    }

    /** The figures of the packets judged since the last call, handed over; begins new ones. */
    public SessionFigures take() {
        SessionFigures taken = figures;
        taken.directional = order.counts();
        figures = new SessionFigures();
        return taken;
    }
}
