package org.beibu.probe;

import org.beibu.runtime.counters.Counter;

/** What the probe counts beside what capture, matchers and journal count themselves. */
public enum ProbeCounter implements Counter {
    PACKETS_RECEIVED("packets_received", "Packets that reached the capture, dropped ones too."),
    PACKETS_DROPPED("packets_dropped", "Packets lost because the capture's buffer was full."),
    PACKETS_DROPPED_BY_INTERFACE(
            "packets_dropped_by_interface", "Packets lost in the network card or its driver."),
    PACKETS_BEFORE_START(
            "packets_before_start",
            "Packets left out because not all capture threads had started when they came."),
    RECORDS_QUEUE_FULL(
            "records_queue_full",
            "Records lost because the thread that writes the journal did not keep up."),
    CAPTURE_FAILURES("capture_failures", "Times that the packet source failed."),
    AGENT_ERRORS("probe_errors", "Unexpected errors on the probe's thread."),
    ADMIN_ERRORS("probe_admin_errors", "Unexpected errors of the probe's admin endpoint."),
    HEARTBEATS("probe_heartbeats", "Heartbeats of the probe.");

    private final String label;
    private final String help;

    ProbeCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String help() {
        return help;
    }
}
