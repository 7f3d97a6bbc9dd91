package org.beibu.simulator.event;

/**
 * A timer that is armed, moved and cancelled often and fires seldom. Moving it to a later time
 * leaves its entry on the timeline, which then renews itself.
 */
public final class Timer implements Event {
    private final Timeline timeline;
    private final Event action;
    private boolean armed;
    private long deadlineNanos;
    private long queuedNanos = Timeline.NEVER;

    /** A timer, not armed, for this action. */
    public Timer(Timeline timeline, Event action) {
        this.timeline = timeline;
        this.action = action;
    }

    /** Lets the timer fire at this time and not before. */
    public void arm(long timeNanos) {
        armed = true;
        deadlineNanos = timeNanos;
        if (timeNanos < queuedNanos) {
            queuedNanos = timeNanos;
            timeline.at(timeNanos, this);
        }
    }

    /** Keeps the timer from firing. */
    public void cancel() {
        armed = false;
    }

    /** Whether the timer is going to fire. */
    public boolean isArmed() {
        return armed;
    }

    @Override
    public void happen(long nowNanos) {
        if (nowNanos >= queuedNanos) {
            queuedNanos = Timeline.NEVER;
        }
        if (!armed) {
            return;
        }
        if (nowNanos < deadlineNanos) {
            arm(deadlineNanos);
        } else {
            armed = false;
            action.happen(nowNanos);
        }
    }
}
