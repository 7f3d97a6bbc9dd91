package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Small public captures that lie in the repository, against what tshark says about them. */
class GoldenCapturesTest {
    @Test
    void everyCaptureGivesWhatTsharkSays() throws Exception {
        for (GoldenCapture golden : GoldenCapture.all()) {
            CaptureRun run = CaptureRun.of(golden.file());
            List<String> lines = PacketLines.transport(golden.file());

            assertNull(run.error(), golden.name());
            assertEquals(golden.packets(), run.packets(), golden.name());
            assertEquals(golden.transports(), run.used(), golden.name());
            assertEquals(golden.segments(), run.segments().size(), golden.name());
            assertEquals(golden.digest(), GoldenCapture.digest(lines), golden.name());
        }
    }
}
