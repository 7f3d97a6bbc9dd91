package org.beibu.analyzer.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.detect.AlarmEvent.Subject;
import org.beibu.runtime.journal.LossWindowRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a probe asks by one method on one path: its streams of answers, one a target, and its loss
 * windows, which tell of losses where the streams cannot. Owned by one thread.
 */
final class SessionWatch {
    private static final int MOST_EVENTS = 12;
    private static final long ONE_MORE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int MOST_PACKETS = 20_000;

    private final Subject subject;
    private final List<StreamWatch> streams = new ArrayList<>();
    private final LossWatch losses;
    private int budget = MOST_EVENTS;
    private long budgetSinceNanos = Long.MIN_VALUE;
    private int leftOut;

    SessionWatch(Subject subject, AlarmListener listener) {
        this.subject = subject;
        this.losses = new LossWatch(alarm -> listener.onAlarm(this, subject, alarm));
    }

    /** Who is told of alarms of the windows. */
    @FunctionalInterface
    interface AlarmListener {
        void onAlarm(SessionWatch session, Subject subject, PathAlarm alarm);
    }

    Subject subject() {
        return subject;
    }

    void add(StreamWatch stream) {
        streams.add(stream);
    }

    /** Packets of a while, the lost ones taken as spread evenly over it. */
    void onWindow(LossWindowRecord window) {
        if (streams.stream().anyMatch(StreamWatch::tellsLosses)) {
            losses.restart();
            return;
        }
        long sent = Integer.toUnsignedLong(window.counts().sent());
        long lost = Integer.toUnsignedLong(window.counts().lost());
        long packets = Math.min(sent, MOST_PACKETS);
        for (long i = 0; i < packets; i++) {
            long at = window.startEpochNanos() + window.lengthNanos() / packets * i;
            losses.onPacket(at, (i + 1) * lost / sent != i * lost / sent);
        }
    }

    /**
     * The event of an alarm of this session or one of its streams, or null when there were too
     * many: twelve, and one more each five minutes.
     */
    @Nullable AlarmEvent event(Subject stream, PathAlarm alarm) {
        long now = alarm.saidNanos();
        if (budget == MOST_EVENTS || now < budgetSinceNanos) {
            budgetSinceNanos = now;
        }
        long more = (now - budgetSinceNanos) / ONE_MORE_NANOS;
        budget = (int) Math.min(MOST_EVENTS, budget + more);
        budgetSinceNanos += more * ONE_MORE_NANOS;
        if (budget == 0) {
            leftOut++;
            return null;
        }
        budget--;
        AlarmEvent event = new AlarmEvent(alarm, stream, leftOut);
        leftOut = 0;
        return event;
    }
}
