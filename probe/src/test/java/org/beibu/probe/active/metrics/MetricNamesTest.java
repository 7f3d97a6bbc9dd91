package org.beibu.probe.active.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricNamesTest {
    private static final Duration THRESHOLD = Duration.ofSeconds(3);

    @Test
    void theRegisteredNameIsUsedWhereItsParametersHold() {
        MetricNames names = new MetricNames(false, Duration.ofMillis(20), 100, 0, THRESHOLD);

        assertEquals(
                "RTDelay_Active_IP-UDP-Periodic_RFC8912sec4_Seconds_95Percentile",
                names.delay("95Percentile"));
        assertEquals("RTLoss_Active_IP-UDP-Periodic_RFC8912sec4_Percent_LossRatio", names.loss());
    }

    @Test
    void anyOtherStreamHasANameThatSaysWhatDiffers() {
        Duration interval = Duration.ofMillis(20);

        assertEquals(
                "RTLoss_Active_IP-UDP-Poisson20m_Unregistered_Percent_LossRatio",
                new MetricNames(true, interval, 100, 0, THRESHOLD).loss());
        assertEquals(
                "RTLoss_Active_IP-UDP-Periodic100m_Unregistered_Percent_LossRatio",
                new MetricNames(false, Duration.ofMillis(100), 100, 0, THRESHOLD).loss());
        assertEquals(
                "RTLoss_Active_IP-UDP-Periodic-Payload44B_Unregistered_Percent_LossRatio",
                new MetricNames(false, interval, 44, 0, THRESHOLD).loss());
        assertEquals(
                "RTLoss_Active_IP-UDP-Periodic-DSCP46_Unregistered_Percent_LossRatio",
                new MetricNames(false, interval, 100, 46, THRESHOLD).loss());
        assertEquals(
                "RTLoss_Active_IP-UDP-Periodic-Tmax1000m_Unregistered_Percent_LossRatio",
                new MetricNames(false, interval, 100, 0, Duration.ofSeconds(1)).loss());
    }
}
