package org.beibu.router.pulse;

import org.beibu.model.PathId;

/**
 * What a probe tells of one of its sessions.
 *
 * @param path the AseanRoute and the exit that it measures
 * @param due packets of the last seconds whose answer has come or is overdue
 * @param overdue those of them without an answer
 * @param run overdue packets since the newest packet that was answered
 * @param runAgeNanos for how long the first of these has been overdue
 */
public record SessionPulse(PathId path, long due, long overdue, long run, long runAgeNanos) {
    public SessionPulse {
        if (due < 0 || overdue < 0 || overdue > due || run < 0 || runAgeNanos < 0) {
            throw new IllegalArgumentException(
                    "due %d, overdue %d, run %d, run_age_ns %d"
                            .formatted(due, overdue, run, runAgeNanos));
        }
    }
}
