package org.beibu.probe.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One trace at work. Its packets leave one after the other: the next one when the one before was
 * answered or given up. So an answer that quotes too little to be told apart belongs to the packet
 * that waits, and routers that limit how often they answer are not overrun.
 *
 * <p>Owned by one thread.
 */
public final class TraceRun {
    /** An address that answers at so many TTLs is in a loop. */
    private static final int LOOP = 3;

    private final TraceLimits limits;
    private final TraceWire wire;
    private final long waitNanos;
    private final TraceAnswer[] answers;
    private final long[] leftNanos;
    private final boolean[] leftByKernel;
    private final int[] quotedTtl;
    private long beginTick;
    private long beginEpoch;
    private long endTick;
    private int sent;
    private long sentTick;
    private int silent;
    private @Nullable TraceOutcome outcome;

    /** A trace that sends nothing before {@link #work}. */
    public TraceRun(TraceLimits limits, TraceWire wire) {
        this.limits = limits;
        this.wire = wire;
        waitNanos = limits.patience().toNanos();
        answers = new TraceAnswer[limits.mostPackets()];
        leftNanos = new long[limits.mostPackets()];
        leftByKernel = new boolean[limits.mostPackets()];
        quotedTtl = new int[limits.mostPackets()];
    }

    /** The kernel tells when a packet left. */
    public void departed(int number, long epochNanos) {
        if (number >= 0 && number < sent) {
            leftNanos[number] = epochNanos;
            leftByKernel[number] = true;
        }
    }

    /** Something came back; false when it belongs to none of its packets, or came before. */
    public boolean answered(TraceAnswer answer) {
        int number = answer.number() == TraceAnswer.UNKNOWN ? sent - 1 : answer.number();
        if (isFinished() || number < 0 || number >= sent || answers[number] != null) {
            return false;
        }
        answers[number] = answer;
        return true;
    }

    /** A router quotes a packet, {@link TraceAnswer#UNKNOWN} for the last, with this TTL left. */
    public void quoted(int number, int ttl) {
        int known = number == TraceAnswer.UNKNOWN ? sent - 1 : number;
        if (known >= 0 && known < sent) {
            quotedTtl[known] = ttl;
        }
    }

    /** Sends what is due; true when the trace has ended. */
    public boolean work(long tickNanos, long epochNanos) {
        if (isFinished()) {
            return true;
        }
        if (sent == 0) {
            beginTick = tickNanos;
            beginEpoch = epochNanos;
        } else if (answers[sent - 1] == null && tickNanos - sentTick < waitNanos) {
            return false;
        } else if (sent % limits.attempts() == 0) {
            outcome = afterHop(sent / limits.attempts());
        }
        if (outcome == null) {
            send(tickNanos, epochNanos);
        }
        endTick = tickNanos;
        return isFinished();
    }

    private void send(long tickNanos, long epochNanos) {
        int number = sent;
        leftNanos[number] = epochNanos;
        sent++;
        sentTick = tickNanos;
        if (!wire.send(1 + number / limits.attempts(), number, epochNanos)) {
            sent--;
            outcome = TraceOutcome.NOT_SENT;
        }
    }

    /** Whether the trace ends with this TTL, all of whose packets are answered or given up. */
    private @Nullable TraceOutcome afterHop(int ttl) {
        TraceAnswer.End end = TraceAnswer.End.NONE;
        boolean answered = false;
        for (int i = first(ttl); i < first(ttl + 1); i++) {
            TraceAnswer answer = answers[i];
            if (answer != null) {
                answered = true;
                end = answer.end().compareTo(end) > 0 ? answer.end() : end;
            }
        }
        silent = answered ? 0 : silent + 1;
        if (end != TraceAnswer.End.NONE) {
            return end == TraceAnswer.End.REACHED ? TraceOutcome.REACHED : TraceOutcome.UNREACHABLE;
        }
        if (answered && isLoop()) {
            return TraceOutcome.LOOP;
        }
        if (silent >= limits.gap()) {
            return TraceOutcome.SILENT;
        }
        return ttl >= limits.highestTtl() ? TraceOutcome.TOO_FAR : null;
    }

    private int first(int ttl) {
        return (ttl - 1) * limits.attempts();
    }

    private boolean isLoop() {
        Map<Address, Integer> ttls = new HashMap<>();
        Map<Address, Integer> last = new HashMap<>();
        for (int i = 0; i < sent; i++) {
            TraceAnswer answer = answers[i];
            if (answer != null) {
                Address address = answer.from().address();
                Integer before = last.put(address, i / limits.attempts());
                if (before == null || before != i / limits.attempts()) {
                    ttls.merge(address, 1, Integer::sum);
                }
            }
        }
        return ttls.values().stream().anyMatch(count -> count >= LOOP);
    }

    /** Whether it has ended. */
    public boolean isFinished() {
        return outcome != null;
    }

    /** What came of it, as far as it got. */
    public TraceResult result() {
        List<TraceHopRecord> hops = new ArrayList<>();
        int answered = 0;
        for (int ttl = 1; first(ttl) < sent; ttl++) {
            hops.addAll(hop(ttl));
        }
        for (TraceAnswer answer : answers) {
            answered += answer == null ? 0 : 1;
        }
        return new TraceResult(
                beginEpoch,
                endTick - beginTick,
                outcome == null ? TraceOutcome.NOT_SENT : outcome,
                new TraceResult.Packets(sent, answered),
                withoutSilentEnd(hops));
    }

    /** Of the hops behind the last one that answered one is kept. */
    private static List<TraceHopRecord> withoutSilentEnd(List<TraceHopRecord> hops) {
        int end = hops.size();
        while (end > 1 && isSilent(hops.get(end - 1)) && isSilent(hops.get(end - 2))) {
            end--;
        }
        return hops.subList(0, end);
    }

    private static boolean isSilent(TraceHopRecord hop) {
        return hop.answer().isEmpty();
    }

    /** The records of a TTL: one for each address. */
    private List<TraceHopRecord> hop(int ttl) {
        int end = Math.min(first(ttl + 1), sent);
        Map<Address, Integer> addresses = new LinkedHashMap<>();
        for (int i = first(ttl); i < end; i++) {
            TraceAnswer answer = answers[i];
            if (answer != null) {
                addresses.putIfAbsent(answer.from().address(), i);
            }
        }
        List<TraceHopRecord> records = new ArrayList<>();
        if (addresses.isEmpty()) {
            records.add(record(ttl, 0, TraceAnswer.UNKNOWN));
        }
        for (int number : addresses.values()) {
            records.add(record(ttl, records.size(), number));
        }
        return records;
    }

    /** That of the address which answered this packet first, or of nobody. */
    private TraceHopRecord record(int ttl, int part, int number) {
        TraceAnswer first = number == TraceAnswer.UNKNOWN ? null : answers[number];
        List<Long> delays = new ArrayList<>();
        boolean byKernel = true;
        int end = Math.min(first(ttl + 1), sent);
        for (int i = first(ttl); i < end; i++) {
            TraceAnswer answer = answers[i];
            boolean same =
                    answer != null
                            && first != null
                            && answer.from().address().equals(first.from().address());
            delays.add(same ? delay(i, answer) : TraceHopRecord.NOT_ANSWERED);
            byKernel &= !same || (leftByKernel[i] && answer.from().byKernel());
        }
        return new TraceHopRecord(
                beginEpoch,
                new TraceHopRecord.Place(ttl, part, end - first(ttl)),
                delays,
                first == null
                        ? Optional.empty()
                        : Optional.of(from(first, quotedTtl[number], byKernel)),
                first == null ? List.of() : first.labels());
    }

    private static TraceHopRecord.Answer from(TraceAnswer answer, int quotedTtl, boolean byKernel) {
        TraceHopRecord.Answer from = answer.from();
        TraceHopRecord.AnswerType type = from.type();
        return new TraceHopRecord.Answer(
                from.address(),
                from.prefixLength(),
                new TraceHopRecord.AnswerType(type.icmpType(), type.icmpCode(), quotedTtl),
                from.ttl(),
                byKernel);
    }

    private long delay(int number, TraceAnswer answer) {
        long delay = answer.epochNanos() - leftNanos[number];
        return delay > 0 && delay < TraceHopRecord.NOT_TIMED ? delay : TraceHopRecord.NOT_TIMED;
    }
}
