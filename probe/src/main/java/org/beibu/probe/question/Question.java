package org.beibu.probe.question;

/** What a session asks one target again and again. */
@FunctionalInterface
public interface Question {
    /** Asks under this number of the session; false when the kernel did not take it. */
    boolean ask(int sequence, long epochNanos);
}
