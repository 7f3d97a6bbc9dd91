package org.beibu.probe.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.CaptureCounter;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveCounter;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private final Counters counters = new Counters();
    private final Map<QualityClass, Integer> data = new EnumMap<>(QualityClass.class);
    private int handshakes;
    private int ipv6;

    @Test
    void everyPacketIsUsedAndTheUsualClassesAreMet() {
        PacketTimer timer = new PacketTimer(PassiveConfig.DEFAULT, this::count, counters);
        Rehearsal.run(timer::onPacket);

        int connections = Rehearsal.PACKETS / 14;
        assertEquals(Rehearsal.PACKETS, counters.get(CaptureCounter.PACKETS));
        assertEquals(Rehearsal.PACKETS, counters.get(CaptureCounter.USED));
        assertEquals(connections, counters.get(PassiveCounter.FLOWS_OPENED));
        assertEquals(2 * connections, handshakes);
        int timings = handshakes + data.values().stream().mapToInt(n -> n).sum();
        assertTrue(ipv6 > timings / 3 && ipv6 < timings, ipv6 + " of " + timings);
        QualityClass[] met = {
            QualityClass.CLEAN,
            QualityClass.DELAYED_ACK,
            QualityClass.PIGGYBACKED,
            QualityClass.RECOVERY,
            QualityClass.FIN
        };
        for (QualityClass quality : met) {
            assertTrue(data.getOrDefault(quality, 0) >= connections / 4, quality + ": " + data);
        }
    }

    private void count(PassiveTiming timing) {
        ipv6 += timing.hostHigh() == 0 ? 0 : 1;
        if (timing.method() == Method.HANDSHAKE) {
            handshakes++;
        } else {
            data.merge(timing.qualityClass(), 1, Integer::sum);
        }
    }
}
