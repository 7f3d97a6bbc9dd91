package org.beibu.probe.active.metrics;

import java.util.Arrays;

/**
 * What a stateful reflector's own numbers tell: it numbers its answers from 0 in the order in which
 * packets reached it (RFC 8762 4.3), so a number that never came back is a reply lost on its way
 * back, and a missing packet for which no number is missing was lost on its way there.
 *
 * <pre>
 *   packets      0  1  2  3  4  5        2 was lost forward: 3 was answered with number 2
 *   answered by  0  1     2  3  4        4 has no reply and number 3 is missing: lost backward
 *   came back    0  1     2     4
 * </pre>
 *
 * <p>The numbers are walked in their order, up to that of each packet that is judged. Missing
 * numbers are set against the packets missing between their neighbours; what is left over explains
 * packets that were missing shortly before, as far as reordering was seen, else it was the reply to
 * a copy. A reflector that began anew is told by a later T3 with a lower number; a number further
 * ahead than there is memory for is of another count too, and tells nothing of what is missing.
 *
 * <p>While it answers with the number of the packet itself it may be stateless: then nothing is
 * known by direction. The first number that differs proves that it counts.
 */
final class ReflectorOrder {
    private static final long NONE = -1;
    private static final int MOST_DISPLACEMENT = 16;

    private final PacketSlots slots;

    /** Number of the answer and number of the packet, by number of the answer. */
    private final long[] answers;

    private boolean begun;
    private boolean counts;
    private int highest;
    private long newestSentNanos;
    private int walked;
    private int walkedPacket;
    private int unknownBefore;

    /** Bit i: packet {@code walkedPacket - i} is missing, and no number was missing for it. */
    private long deficits;

    private int carried;
    private boolean copiesSeen;

    /** How far packets were seen to come behind later ones. */
    private int displacement;

    ReflectorOrder(PacketSlots slots, int capacity) {
        this.slots = slots;
        answers = new long[capacity];
        Arrays.fill(answers, NONE);
    }

    /** Whether the reflector counts, as far as is known. */
    boolean counts() {
        return counts;
    }

    /** Told by the configuration: it counts. */
    void expectCounting() {
        counts = true;
    }

    private int at(int number) {
        return number & (answers.length - 1);
    }

    private static long entry(int number, int packet) {
        return (long) number << Integer.SIZE | (packet & 0xffff_ffffL);
    }

    /** Whether this answer to this packet has come before. */
    boolean hasCome(int number, int packet) {
        return answers[at(number)] == entry(number, packet);
    }

    private boolean hasCome(int number) {
        long entry = answers[at(number)];
        return entry != NONE && (int) (entry >>> Integer.SIZE) == number;
    }

    /** Takes an answer that has not come before. */
    void onAnswer(int number, int packet, long sentNanos, SessionFigures figures) {
        counts |= number != packet;
        if (!begun) {
            begin(number, packet);
        } else if (number - highest > answers.length) {
            restart(number, packet, 0, figures);
        } else if (number - highest < 0 && sentNanos > newestSentNanos) {
            restart(number, packet, Math.max(0, number), figures);
            newestSentNanos = sentNanos;
        } else if (number - highest < 0) {
            figures.backwardReordered++;
        }
        if (number - highest >= 0) {
            highest = number;
            newestSentNanos = Math.max(newestSentNanos, sentNanos);
        }
        answers[at(number)] = entry(number, packet);
    }

    private void begin(int number, int packet) {
        begun = true;
        highest = number;
        boolean fromZero = number >= 0 && number <= packet;
        walked = fromZero ? -1 : number - 1;
        walkedPacket = fromZero ? -1 : packet - 1;
        newestSentNanos = Long.MIN_VALUE;
    }

    /** What was lost in between has no direction, but for the new numbers that are missing. */
    private void restart(int number, int packet, int missing, SessionFigures figures) {
        figures.restarts++;
        walkTo(highest, figures);
        figures.backwardLost += Math.min(missing, slots.unanswered(walkedPacket, packet));
        Arrays.fill(answers, NONE);
        highest = number;
        walked = number - 1;
        walkedPacket = packet - 1;
        deficits = 0;
        carried = 0;
        unknownBefore = packet;
    }

    /** Packets before this one were answered by a reflector that is no more. */
    boolean belongs(int packet) {
        return begun && packet - unknownBefore >= 0;
    }

    /** Walks to the answer of a packet that is judged. */
    void walkTo(int number, SessionFigures figures) {
        if (!begun) {
            return;
        }
        int missing = 0;
        while (number - walked > 0) {
            walked++;
            if (hasCome(walked)) {
                step((int) answers[at(walked)], missing, figures);
                missing = 0;
            } else {
                missing++;
            }
        }
    }

    private void step(int packet, int missing, SessionFigures figures) {
        if (packet - walkedPacket <= 0) {
            behind(packet, figures);
            carried += missing; // to packets before this one or to later ones: the next step tells
            return;
        }
        int gone = slots.unanswered(walkedPacket, packet);
        int numbers = missing + carried;
        int back = Math.min(gone, numbers);
        carried = 0;
        figures.backwardLost += back;
        surplus(numbers - back, figures);
        deficit(packet, gone - back, figures);
        walkedPacket = packet;
        slots.mark(packet, PacketSlots.ORDERED);
    }

    /** So many packets before this one have no number that is missing. */
    private void deficit(int packet, int gone, SessionFigures figures) {
        int advance = packet - walkedPacket;
        deficits = advance < Long.SIZE ? deficits << advance : 0;
        int left = gone;
        for (int back = Math.min(advance - 1, Long.SIZE - 1); back > 0 && left > 0; back--) {
            if (slots.unanswered(packet - back - 1, packet - back + 1) == 1) {
                deficits |= 1L << back;
                left--;
            }
        }
        figures.forwardLost += gone;
    }

    /** A packet that reached the reflector after a later one, or a copy of one. */
    private void behind(int packet, SessionFigures figures) {
        if (!slots.holds(packet) || slots.is(packet, PacketSlots.ORDERED)) {
            copiesSeen = true;
            return;
        }
        slots.mark(packet, PacketSlots.ORDERED);
        figures.forwardReordered++;
        displacement = Math.min(MOST_DISPLACEMENT, Math.max(displacement, walkedPacket - packet));
    }

    /**
     * Missing answers that no missing packet between their neighbours explains: to packets that
     * reached the reflector behind later ones, if any may have, else to copies.
     */
    private void surplus(int answersMissing, SessionFigures figures) {
        int left = answersMissing;
        int reach = copiesSeen ? displacement : MOST_DISPLACEMENT;
        for (int back = 1; back <= reach && left > 0; back++) {
            if ((deficits >>> back & 1) != 0) {
                deficits &= ~(1L << back);
                figures.forwardLost--;
                figures.backwardLost++;
                figures.forwardReordered++;
                left--;
            }
        }
        figures.copiesLost += left;
    }
}
