package org.beibu.lab.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProbeFiguresTest {
    @Test
    void theFiguresOfTheProbeAreFoundAmongTheOthers() {
        String metrics =
                """
                # HELP beibu_probe_capture_received_total Packets
                # TYPE beibu_probe_capture_received_total counter
                beibu_probe_capture_received_total{probe="p"} 100
                beibu_probe_capture_dropped_total{probe="p"} 7
                beibu_probe_capture_interface_dropped_total{probe="p"} 1000
                beibu_probe_capture_used_total{probe="p"} 80
                beibu_probe_capture_skipped_total{probe="p",reason="not_ip"} 12
                beibu_probe_capture_skipped_total{probe="p",reason="no_time"} 1
                """;

        ProbeFigures figures = ProbeFigures.parse(metrics);

        assertEquals(new ProbeFigures(100, 7, 80, 13), figures);
        assertEquals(100, figures.accounted());
        assertEquals(new ProbeFigures(0, 0, 0, 0), ProbeFigures.parse(""));
    }
}
