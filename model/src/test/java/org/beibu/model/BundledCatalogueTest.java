package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The data file that ships: complete, consistent with itself, computed columns computed again. */
class BundledCatalogueTest {
    private final Catalogue catalogue = Catalogue.bundled();

    /** One line of a data file by the names of its columns. */
    private record Row(Map<String, String> cells) {
        String cell(String name) {
            return Objects.requireNonNull(cells.get(name), name);
        }
    }

    private static List<Row> rows(String resource) throws IOException {
        InputStream in = Catalogue.class.getResourceAsStream(resource);
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            List<String[]> lines =
                    reader.lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", -1))
                            .toList();
            String[] header = lines.get(0);
            List<Row> rows = new ArrayList<>();
            for (String[] cells : lines.subList(1, lines.size())) {
                assertEquals(header.length, cells.length, Arrays.toString(cells));
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], cells[i]);
                }
                rows.add(new Row(row));
            }
            return rows;
        }
    }

    @Test
    void allElevenMembersAreThere() {
        Set<String> countries =
                catalogue.routes().stream()
                        .map(AseanRoute::countryCode)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"),
                countries);
    }

    @Test
    void idBeginsWithTheCountry() {
        for (AseanRoute route : catalogue.routes()) {
            assertTrue(route.id().startsWith(route.countryCode() + "-"), route.id());
            assertTrue(route.id().length() <= AseanRoute.MAX_ID_LENGTH, route.id());
        }
    }

    @Test
    void distanceAndFloorFollowFromTheCoordinates() throws IOException {
        for (Row row : rows("asean-routes.tsv")) {
            AseanRoute route = catalogue.find(row.cell("route_id")).orElseThrow();
            double kilometres = haversineByHand(route.latitude(), route.longitude());
            double floorMillis = 2 * kilometres * 1.4682 / 299_792.458 * 1000;

            assertEquals(
                    Double.parseDouble(row.cell("great_circle_km")), kilometres, 0.5, route.id());
            assertEquals(
                    Double.parseDouble(row.cell("floor_rtt_ms")), floorMillis, 0.0051, route.id());
            assertEquals(kilometres, route.greatCircleKilometres(), 1e-6, route.id());
            assertEquals(floorMillis * 1e6, (double) route.fibreFloorNanos(), 1.0, route.id());
        }
    }

    /** By the spherical law of cosines, another formula than the code under test uses. */
    private static double haversineByHand(double latitude, double longitude) {
        double a = Math.toRadians(22.817);
        double b = Math.toRadians(latitude);
        double difference = Math.toRadians(longitude - 108.366);
        return 6371.0088
                * Math.acos(
                        Math.sin(a) * Math.sin(b)
                                + Math.cos(a) * Math.cos(b) * Math.cos(difference));
    }

    @Test
    void singaporesFloorIsWhatPhysicsSays() {
        // 2437 km out and back in glass of index 1.4682: 2 * 2437 * 1.4682 / 299792.458 = 23.87 ms
        long floor = catalogue.find("SG-SIN").orElseThrow().fibreFloorNanos();

        assertEquals(23.87e6, (double) floor, 0.01e6);
    }

    @Test
    void noPrefixStandsTwiceAndEachLeadsToItsRoute() {
        Set<Prefix> seen = new HashSet<>();
        for (AseanRoute route : catalogue.routes()) {
            for (Prefix prefix : route.prefixes()) {
                assertTrue(seen.add(prefix), prefix + " stands twice");
                assertEquals(
                        route, catalogue.lookup(prefix.high(), prefix.low()), prefix::toString);
            }
        }
        assertFalse(seen.isEmpty());
    }

    @Test
    void everyPrefixNamesTheAsItWasVerifiedWith() throws IOException {
        for (Row row : rows("asean-routes.tsv")) {
            List<String> prefixes = cells(row.cell("prefixes"));
            List<String> verified =
                    cells(row.cell("origin_as")).stream()
                            .map(cell -> cell.substring(0, cell.indexOf('=')))
                            .toList();

            assertEquals(prefixes, verified, row.cell("route_id"));
            assertFalse(row.cell("sources").isBlank(), row.cell("route_id"));
        }
    }

    @Test
    void hypothesesAreAboutRoutesAndAreNoFacts() throws IOException {
        List<Row> ways = rows("asean-route-hypotheses.tsv");

        Set<String> ids = new HashSet<>();
        catalogue.routes().forEach(route -> ids.add(route.id()));
        for (Row way : ways) {
            String id = way.cell("route_id").replace("SG-SIN-H", "SG-SIN");
            assertTrue(ids.contains(id), way.cell("route_id"));
            double kilometres = Double.parseDouble(way.cell("km"));
            double floorMillis = Double.parseDouble(way.cell("floor_rtt_ms"));
            assertEquals(2 * kilometres * 1.4682 / 299_792.458 * 1000, floorMillis, 0.011);
            assertTrue(
                    kilometres > catalogue.find(id).orElseThrow().greatCircleKilometres(),
                    "no way is shorter than the great circle: " + way);
        }
    }

    private static List<String> cells(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(";"));
    }
}
