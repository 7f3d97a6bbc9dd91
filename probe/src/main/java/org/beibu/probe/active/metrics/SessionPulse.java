package org.beibu.probe.active.metrics;

import java.util.concurrent.TimeUnit;

/**
 * How a session does right now, long before its packets are judged: a packet is overdue when its
 * answer takes longer than answers took lately ({@code patience}). An answer that comes all the
 * same makes it an answered one.
 *
 * @param due packets of the last five seconds whose answer has come or is overdue
 * @param overdue those of them without an answer
 * @param run overdue packets since the newest packet that was answered, as far as is remembered
 * @param runAgeNanos for how long the first of these has been overdue, 0 without one
 * @param answerAgeNanos how long ago the answer to that packet came, {@link #NONE} when none did
 * @param patienceNanos how long an answer may take
 */
public record SessionPulse(
        long due,
        long overdue,
        long run,
        long runAgeNanos,
        long answerAgeNanos,
        long patienceNanos) {
    /** No answer is remembered. */
    public static final long NONE = -1;

    /** How far back it looks. */
    public static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Of the packets in these slots at this moment; each is looked at once at most. */
    static SessionPulse of(PacketSlots slots, long tickNanos, long patienceNanos) {
        long due = 0;
        long overdue = 0;
        long run = 0;
        long runAge = 0;
        long answerAge = NONE;
        for (int sequence = slots.next - 1; slots.holds(sequence); sequence--) {
            int at = slots.at(sequence);
            long age = tickNanos - slots.sentTick[at];
            boolean inWindow = age < WINDOW_NANOS;
            if (!inWindow && answerAge != NONE) {
                break;
            }
            boolean answered = slots.is(sequence, PacketSlots.ANSWERED);
            boolean late = !answered && age >= patienceNanos;
            if (answered && answerAge == NONE) {
                long delay = slots.delay[at];
                answerAge = Math.max(0, delay == Delays.NOT_DETERMINABLE ? age : age - delay);
            }
            if (late && answerAge == NONE) {
                run++;
                runAge = age - patienceNanos;
            }
            due += inWindow && (answered || late) ? 1 : 0;
            overdue += inWindow && late ? 1 : 0;
        }
        return new SessionPulse(due, overdue, run, runAge, answerAge, patienceNanos);
    }
}
