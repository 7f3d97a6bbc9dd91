package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The tables {@code journal} and {@code probes}. */
final class PositionRows {
    private final Connection connection;

    PositionRows(Connection connection) {
        this.connection = connection;
    }

    JournalPosition read() throws SQLException {
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Long> appended = new HashMap<>();
        long index = 0;
        // One statement, so that index and sequences are of the same commit.
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT NULL, position, 0 FROM journal"
                                        + " UNION ALL SELECT name, sequence, appended FROM probes");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String probe = row.getString(1);
                if (probe == null) {
                    index = row.getLong(2);
                } else {
                    sequences.put(probe, row.getLong(2));
                    appended.put(probe, row.getLong(3));
                }
            }
        }
        return new JournalPosition(index, sequences, appended);
    }

    /** Writes what differs from the position written before. */
    void write(JournalPosition position, JournalPosition before) throws SQLException {
        try (PreparedStatement index =
                        connection.prepareStatement("UPDATE journal SET position = ?");
                PreparedStatement probe =
                        connection.prepareStatement(
                                "INSERT OR REPLACE INTO probes (name, sequence, appended)"
                                        + " VALUES (?, ?, ?)")) {
            index.setLong(1, position.index());
            index.executeUpdate();
            for (Map.Entry<String, Long> entry : position.sequences().entrySet()) {
                String name = entry.getKey();
                Long appended = position.appendedNanos().getOrDefault(name, 0L);
                if (!entry.getValue().equals(before.sequences().get(name))
                        || !appended.equals(before.appendedNanos().get(name))) {
                    probe.setString(1, name);
                    probe.setLong(2, entry.getValue());
                    probe.setLong(3, appended);
                    probe.executeUpdate();
                }
            }
        }
    }
}
