package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.PathId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinuteFileTest {
    private static final PathId PATH = new PathId("SG-SIN", "hk-3");

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("slo.sqlite");
    }

    private static List<MinuteFile.Hour> hours(MinuteFile file, long from, long to) {
        List<MinuteFile.Hour> hours = new ArrayList<>();
        file.forEach(PATH, from, to, hours::add);
        return hours;
    }

    @Test
    void hoursComeBackInOrderWithinTheHalfOpenRange() {
        try (MinuteFile file = MinuteFile.open(file())) {
            file.write(
                    List.of(
                            new MinuteFile.Hour(PATH, 20, new byte[] {2}),
                            new MinuteFile.Hour(PATH, 10, new byte[] {1}),
                            new MinuteFile.Hour(new PathId("SG-SIN", "nn-2"), 10, new byte[] {9})),
                    Map.of("until", "30"));

            assertEquals(2, hours(file, 10, 21).size());
            assertArrayEquals(new byte[] {1}, hours(file, 10, 20).get(0).minutes());
            assertEquals(Map.of("until", "30"), file.facts());
        }
    }

    @Test
    void aReaderSeesWhatTheWriterHasWritten() {
        assertEquals(Optional.empty(), MinuteFile.openReadOnly(file()));
        try (MinuteFile writer = MinuteFile.open(file());
                MinuteFile reader = MinuteFile.openReadOnly(file()).orElseThrow()) {
            writer.write(List.of(new MinuteFile.Hour(PATH, 10, new byte[] {1})), Map.of());
            assertEquals(1, hours(reader, 0, 99).size());
            writer.prune(11);
            assertEquals(0, hours(reader, 0, 99).size());
        }
    }

    @Test
    void aDamagedFileIsMadeAnew() throws IOException {
        Files.writeString(file(), "this is no database at all, and long enough to be looked at\n");

        try (MinuteFile file = MinuteFile.open(file())) {
            file.write(List.of(), Map.of("a", "b"));
            assertTrue(file.facts().containsKey("a"));
            file.clear();
            assertEquals(Map.of(), file.facts());
        }
    }

    @Test
    void whatSqliteRolledBackByItselfIsToldByItsCause() throws SQLException {
        try (MinuteFile file = MinuteFile.open(file())) {
            alter(
                    "CREATE TRIGGER full BEFORE INSERT ON hours"
                            + " BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END");
            List<MinuteFile.Hour> hours = List.of(new MinuteFile.Hour(PATH, 10, new byte[] {1}));

            StoreException full =
                    assertThrows(StoreException.class, () -> file.write(hours, Map.of()));

            assertTrue(String.valueOf(full.getMessage()).contains("disk is full"), full::toString);
            alter("DROP TRIGGER full");
            file.write(hours, Map.of());
            assertEquals(1, hours(file, 0, 99).size());
        }
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
