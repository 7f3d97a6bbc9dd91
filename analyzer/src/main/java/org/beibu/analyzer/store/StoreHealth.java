package org.beibu.analyzer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Whether the store's file is whole, as SQLite sees it; runs beside the analyzer. */
public final class StoreHealth {
    private StoreHealth() {}

    /**
     * What is damaged, the first of it; empty when all pages are as they should be. Reads the whole
     * file, a gigabyte in some seconds.
     *
     * @throws StoreException when the file cannot be opened as a store
     */
    public static Optional<String> damage(Path file) {
        try (Connection connection = StoreFile.openForReading(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = row.next() ? row.getString(1) : "no answer";
            return "ok".equals(answer) ? Optional.empty() : Optional.of(answer);
        } catch (SQLException e) {
            throw StoreFile.explain(file, "check", e);
        }
    }
}
