package org.beibu.probe.traffic;

import org.beibu.runtime.journal.TrafficRecord;

/** Takes what one cell carried in one second. */
@FunctionalInterface
public interface TrafficSink {
    /** Takes the record; whoever refuses it counts that. */
    void onTraffic(TrafficRecord traffic);
}
