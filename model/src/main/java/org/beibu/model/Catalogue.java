package org.beibu.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The destinations, with coordinates, fibre floor and example prefixes. Read from a tab-separated
 * file whose header names the columns {@code route_id, iso2, country, destination, lat, lon,
 * prefixes} in any order, further columns (sources, notes) being ignored; {@code prefixes} is a
 * {@code ;}-separated list; lines that begin with {@code #} are comments.
 */
public final class Catalogue {
    private static final String BUNDLED = "asean-routes.tsv";

    private final List<AseanRoute> routes;
    private final Map<String, AseanRoute> byId = new HashMap<>();
    private final PrefixTable table;

    /**
     * A catalogue of these routes.
     *
     * @throws IllegalArgumentException when an id or a prefix stands twice
     */
    public Catalogue(List<AseanRoute> routes) {
        this.routes = List.copyOf(routes);
        for (AseanRoute route : routes) {
            if (byId.put(route.id(), route) != null) {
                throw new IllegalArgumentException("route listed twice: " + route.id());
            }
        }
        this.table = PrefixTable.of(routes.stream().map(AseanRoute::prefixes).toList());
    }

    /** The catalogue that ships with Beibu; the operator may replace it by a file. */
    public static Catalogue bundled() {
        try (InputStream in = Catalogue.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException("catalogue missing from the build: " + BUNDLED);
            }
            return read(in, BUNDLED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the catalogue from the operator's file.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file, line and rule when its content is wrong
     */
    public static Catalogue load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    private static Catalogue read(InputStream in, String name) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<AseanRoute> routes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Columns columns = null;
        int lineNumber = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lineNumber++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                if (columns == null) {
                    columns = new Columns(line);
                } else {
                    AseanRoute route = columns.parse(line);
                    routes.add(route);
                    refuseSecondMention(route, seen);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        name + ":" + lineNumber + ": " + e.getMessage(), e);
            }
        }
        if (columns == null) {
            throw new IllegalArgumentException(name + ":" + lineNumber + ": no header line");
        }
        return new Catalogue(routes);
    }

    private static void refuseSecondMention(AseanRoute route, Set<String> seen) {
        if (!seen.add(route.id())) {
            throw new IllegalArgumentException("route listed twice: " + route.id());
        }
        for (Prefix prefix : route.prefixes()) {
            if (!seen.add(prefix.toString())) {
                throw new IllegalArgumentException("prefix listed twice: " + prefix);
            }
        }
    }

    /** All routes in the order of the file. */
    public List<AseanRoute> routes() {
        return routes;
    }

    /** The route with this id. */
    public Optional<AseanRoute> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The route whose prefix holds the address most closely, or null. Allocates nothing; the halves
     * are those of {@link Address}.
     */
    public @Nullable AseanRoute lookup(long high, long low) {
        int index = lookupIndex(high, low);
        return index == PrefixTable.NONE ? null : routes.get(index);
    }

    /** As {@link #lookup}, but the place in {@link #routes}, or {@link PrefixTable#NONE}. */
    public int lookupIndex(long high, long low) {
        return table.lookup(high, low);
    }

    /** Where the header puts each column. */
    private static final class Columns {
        private final List<String> names;

        Columns(String header) {
            names = List.of(header.split("\t", -1));
            for (String needed :
                    List.of(
                            "route_id",
                            "iso2",
                            "country",
                            "destination",
                            "lat",
                            "lon",
                            "prefixes")) {
                if (!names.contains(needed)) {
                    throw new IllegalArgumentException("column missing: " + needed);
                }
            }
        }

        AseanRoute parse(String line) {
            String[] cells = line.split("\t", -1);
            if (cells.length != names.size()) {
                throw new IllegalArgumentException(
                        cells.length + " columns where the header has " + names.size());
            }
            List<Prefix> prefixes = new ArrayList<>();
            for (String text : cell(cells, "prefixes").split(";")) {
                if (!text.isBlank()) {
                    prefixes.add(Prefix.parse(text.strip()));
                }
            }
            return new AseanRoute(
                    cell(cells, "route_id"),
                    cell(cells, "iso2"),
                    cell(cells, "country"),
                    cell(cells, "destination"),
                    degrees(cells, "lat"),
                    degrees(cells, "lon"),
                    prefixes);
        }

        private double degrees(String[] cells, String name) {
            String text = cell(cells, name);
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " is no number: '" + text + "'", e);
            }
        }

        private String cell(String[] cells, String name) {
            return cells[names.indexOf(name)];
        }
    }
}
