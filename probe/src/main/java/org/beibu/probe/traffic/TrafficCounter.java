package org.beibu.probe.traffic;

import org.beibu.runtime.counters.Counter;

/** What the traffic meter counts. */
public enum TrafficCounter implements Counter {
    TRAFFIC_PACKETS("traffic_packets", "IP packets counted as traffic."),
    TRAFFIC_OCTETS("traffic_octets", "Octets of IP packets counted as traffic, with link layer."),
    TRAFFIC_LATE_SECONDS(
            "traffic_late_seconds",
            "Seconds opened long after they had ended: the capture clock went back.");

    private final String label;
    private final String help;

    TrafficCounter(String label, String help) {
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
