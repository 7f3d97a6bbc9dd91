package org.beibu.probe.passive;

/** Takes timings as they complete; called on the capture thread, must not block. */
@FunctionalInterface
public interface TimingSink {
    /**
     * One timing: the delay from the capture point to the host and back.
     *
     * @param timing flyweight, valid during the call only
     */
    void onTiming(PassiveTiming timing);
}
