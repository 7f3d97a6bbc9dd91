package org.beibu.probe.active.metrics;

import java.time.Duration;

/**
 * Names of round-trip figures: those that RFC 8912 4 registers where its fixed parameters hold (UDP
 * payload of 100 octets, DSCP 0, each 20 ms, Tmax 3 s), else names of our own that say that they
 * are not registered, and what differs, in the manner of RFC 8912 8 ({@code
 * Periodic20m-Payload142B}: milliseconds and octets).
 *
 * @param poisson whether packets leave at random times
 * @param interval the mean time between packets
 * @param payloadOctets octets of UDP payload, 0 where that says nothing
 * @param dscp their DSCP
 * @param lossThreshold Tmax
 */
public record MetricNames(
        boolean poisson, Duration interval, int payloadOctets, int dscp, Duration lossThreshold) {
    private static final Duration REGISTERED_INTERVAL = Duration.ofMillis(20);
    private static final int REGISTERED_OCTETS = 100;

    /** Name of the round-trip delay, {@code output} being such as {@code 95Percentile}. */
    public String delay(String output) {
        return "RTDelay" + middle() + "_Seconds_" + output;
    }

    /** Name of the share of packets that were lost. */
    public String loss() {
        return "RTLoss" + middle() + "_Percent_LossRatio";
    }

    private String middle() {
        if (isRegistered()) {
            return "_Active_IP-UDP-Periodic_RFC8912sec4";
        }
        StringBuilder name = new StringBuilder("_Active_IP-UDP-");
        name.append(poisson ? "Poisson" : "Periodic");
        if (poisson || !interval.equals(REGISTERED_INTERVAL)) {
            name.append(interval.toMillis()).append('m');
        }
        if (payloadOctets > 0 && payloadOctets != REGISTERED_OCTETS) {
            name.append("-Payload").append(payloadOctets).append('B');
        }
        if (dscp != 0) {
            name.append("-DSCP").append(dscp);
        }
        if (!lossThreshold.equals(SessionMeter.LOSS_THRESHOLD)) {
            name.append("-Tmax").append(lossThreshold.toMillis()).append('m');
        }
        return name.append("_Unregistered").toString();
    }

    private boolean isRegistered() {
        return !poisson
                && interval.equals(REGISTERED_INTERVAL)
                && payloadOctets == REGISTERED_OCTETS
                && dscp == 0
                && lossThreshold.equals(SessionMeter.LOSS_THRESHOLD);
    }
}
