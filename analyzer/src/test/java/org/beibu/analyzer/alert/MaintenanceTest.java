package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.beibu.model.PathId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final PathId PATH = new PathId("SG-SIN", "hk-3");

    @TempDir Path directory;
    private Path written;
    private MaintenanceFile file;

    @BeforeEach
    void open() {
        written = directory.resolve("store/maintenance.json");
        file = new MaintenanceFile(written);
    }

    private static MaintenanceWindow window(long from, long to, String match) {
        return new MaintenanceWindow("c1", from, to, MaintenanceWindow.matchers(match), "", 0);
    }

    private Maintenance planned(MaintenanceWindow... windows) {
        return new Maintenance(List.of(windows), file);
    }

    @Test
    void onlyWhatIsMatchedIsSilencedAndOnlyMeanwhile() {
        Alert alert = OutboxTest.alert("SG-SIN", Alert.State.FIRING, 1);
        Maintenance here = planned(window(100, 200, "route=SG-*"));

        assertFalse(here.isSilenced(alert, 99));
        assertTrue(here.isSilenced(alert, 100));
        assertFalse(here.isSilenced(alert, 200));
        assertFalse(planned(window(0, 200, "route=SG-SIN, exit=hk-3")).isSilenced(alert, 100));
        assertTrue(planned(window(0, 200, "alertname=BeibuSloBurn")).isSilenced(alert, 100));
        assertTrue(planned(window(0, 200, "")).isSilenced(alert, 100));
    }

    @Test
    void everyMinuteThatItTouchesIsExcludedOnceHoweverManyWindowsTouchIt() {
        Maintenance twice =
                planned(
                        window(10 * MINUTE + 1, 12 * MINUTE, "exit=hk-3"),
                        window(11 * MINUTE, 13 * MINUTE + 1, "route=SG-SIN"));

        assertEquals(4, twice.minutes(PATH, "finance", 0, 60 * MINUTE));
        assertEquals(2, twice.minutes(PATH, "finance", 0, 12 * MINUTE));
        assertTrue(twice.exclude(PATH, "finance", 10 * MINUTE));
        assertFalse(twice.exclude(PATH, "finance", 14 * MINUTE));
        assertEquals(0, twice.minutes(new PathId("VN-HAN", "gz-1"), "x", 0, 60 * MINUTE));
    }

    @Test
    void maintenanceOfAnAlertExcludesNoMinutes() {
        Maintenance alertOnly = planned(window(0, 60 * MINUTE, "alertname=BeibuSloBurn"));

        assertEquals(0, alertOnly.minutes(PATH, "finance", 0, 60 * MINUTE));
    }

    @Test
    void whatIsWrittenDownIsTakenUpAndEnded() throws IOException {
        Maintenance running = planned();
        String id = file.add(0, 60 * MINUTE, Map.of("exit", "hk-3"), "fibre works", 5 * MINUTE);
        running.refresh();

        assertEquals("m1", id);
        assertEquals(55, running.minutes(PATH, "x", 0, 60 * MINUTE), "not before it was written");
        assertEquals("m2", file.add(0, 9 * MINUTE, Map.of(), "", 5 * MINUTE));
        assertTrue(file.end("m1", 20 * MINUTE).isPresent());
        assertTrue(file.end("m1", 21 * MINUTE).isEmpty());
        running.refresh();

        assertEquals(15, running.minutes(PATH, "x", 0, 60 * MINUTE));
        assertEquals("fibre works", file.read().get(0).comment());
    }

    @Test
    void aGarbledFileLeavesWhatWasKnown() throws IOException {
        Maintenance running = planned(window(0, 60 * MINUTE, ""));
        Files.createDirectories(directory.resolve("store"));
        Files.writeString(written, "{\"maintenance\": [{");
        running.refresh();

        assertEquals(1, running.windows().size());
    }

    @Test
    void mistakesAreNamed() {
        for (String wrong : List.of("route", "=x", "router=a", "route=")) {
            assertThrows(IllegalArgumentException.class, () -> window(0, 1, wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> window(5, 5, ""));
    }
}
