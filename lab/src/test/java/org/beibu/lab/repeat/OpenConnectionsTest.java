package org.beibu.lab.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.beibu.lab.repeat.PcapRecords.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenConnectionsTest {
    @TempDir Path folder;

    @Test
    void everyConnectionIsOpenedBeforeTheFirstSegmentIsSent() throws IOException {
        Path file = folder.resolve("open");

        OpenConnections.write(2, file);

        List<Frame> frames = PcapRecords.read(file);
        List<String> flags = frames.stream().map(frame -> frame.part(47, 48)).toList();
        assertEquals(List.of("02", "12", "10", "02", "12", "10", "10", "10", "10", "10"), flags);
        assertEquals("0400", frames.get(0).part(34, 36), "client's port 1024");
        assertEquals("0401", frames.get(3).part(34, 36), "client's port 1025");
        assertEquals("0000044c", frames.get(9).part(42, 46), "acknowledges 1000 + 100");
        assertEquals("008c", frames.get(6).part(16, 18), "IP length with 100 octets of payload");
        assertEquals(2, frames.get(8).micros() - frames.get(6).micros());
    }

    @Test
    void thereIsAMost() {
        assertThrows(
                IllegalArgumentException.class,
                () -> OpenConnections.write(OpenConnections.MOST + 1, folder.resolve("x")));
    }
}
