package org.beibu.probe.active.metrics;

/** What a reply was to its session. */
public enum Arrival {
    /** The first reply to its packet, in time. */
    TIMED,
    /** The first in time, but its stamps contradict each other: received, not timed. */
    UNTIMED,
    /** A second reply to its packet. */
    DUPLICATE,
    /** After the loss threshold: its packet is lost. */
    LATE,
    /** It answers nothing that was sent, or what was sent too long ago to be remembered. */
    UNKNOWN
}
