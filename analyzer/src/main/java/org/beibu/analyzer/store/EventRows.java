package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.events.EventAdditions;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.PathTrace;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.model.PathId;

/** The tables {@code events}, {@code traces} and {@code trace_hops}. */
final class EventRows {
    private final Connection connection;

    EventRows(Connection connection) {
        this.connection = connection;
    }

    void add(EventAdditions additions) throws SQLException {
        for (PathEvent event : additions.events()) {
            run(
                    "INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?)",
                    event.epochNanos(),
                    event.kind(),
                    event.path().routeId(),
                    event.path().exit(),
                    event.source(),
                    event.details());
        }
        for (PathTrace trace : additions.traces()) {
            run(
                    "INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?)",
                    trace.epochNanos(),
                    trace.source(),
                    trace.path().routeId(),
                    trace.path().exit(),
                    trace.eventEpochNanos(),
                    trace.details());
        }
        for (TraceHop hop : additions.hops()) {
            run(
                    "INSERT OR REPLACE INTO trace_hops VALUES (?, ?, ?, ?, ?)",
                    hop.traceEpochNanos(),
                    hop.source(),
                    hop.ttl(),
                    hop.part(),
                    hop.details());
        }
    }

    private int run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Events, the newest first, with their traces. */
    List<TracedEvent> find(EventQuery query) throws SQLException {
        List<TracedEvent> found = new ArrayList<>();
        for (PathEvent event : events(query)) {
            Optional<PathTrace> trace = trace(event);
            found.add(
                    new TracedEvent(event, trace, trace.isEmpty() ? List.of() : hops(trace.get())));
        }
        return found;
    }

    private List<PathEvent> events(EventQuery query) throws SQLException {
        List<PathEvent> events = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT kind, at, route, exit, source, details FROM events"
                                + " WHERE at >= ? AND at < ? AND route = coalesce(?, route)"
                                + " AND exit = coalesce(?, exit) AND kind = coalesce(?, kind)"
                                + " ORDER BY at DESC, kind, route, exit, source LIMIT ?")) {
            select.setLong(1, query.fromNanos());
            select.setLong(2, query.toNanos());
            select.setString(3, query.route().orElse(null));
            select.setString(4, query.exit().orElse(null));
            select.setString(5, query.kind().orElse(null));
            select.setInt(6, EventQuery.MOST);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(
                            new PathEvent(
                                    row.getString(1),
                                    row.getLong(2),
                                    new PathId(row.getString(3), row.getString(4)),
                                    row.getString(5),
                                    row.getString(6)));
                }
            }
        }
        return events;
    }

    private Optional<PathTrace> trace(PathEvent event) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT start, details FROM traces WHERE event = ? AND source = ?"
                                + " AND route = ? AND exit = ? ORDER BY start LIMIT 1")) {
            set(
                    select,
                    event.epochNanos(),
                    event.source(),
                    event.path().routeId(),
                    event.path().exit());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new PathTrace(
                                        row.getLong(1),
                                        event.source(),
                                        event.path(),
                                        event.epochNanos(),
                                        row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private List<TraceHop> hops(PathTrace trace) throws SQLException {
        List<TraceHop> hops = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT ttl, part, details FROM trace_hops WHERE trace = ? AND source = ?"
                                + " ORDER BY ttl, part")) {
            set(select, trace.epochNanos(), trace.source());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hops.add(
                            new TraceHop(
                                    trace.epochNanos(),
                                    trace.source(),
                                    row.getInt(1),
                                    row.getInt(2),
                                    row.getString(3)));
                }
            }
        }
        return hops;
    }

    /** Deletes what happened before this moment, all at once: events are few. */
    int prune(long beforeNanos) throws SQLException {
        run("DELETE FROM trace_hops WHERE trace < ?", beforeNanos);
        run("DELETE FROM traces WHERE start < ?", beforeNanos);
        return run("DELETE FROM events WHERE at < ?", beforeNanos);
    }
}
