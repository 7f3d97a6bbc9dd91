package org.beibu.analyzer.web;

import java.util.Objects;
import java.util.Optional;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.FibreFloor;

/**
 * What the catalogue knows of a route id: everything, or nothing for samples outside the catalogue.
 *
 * @param id the route's id, or {@link AseanRoute#UNROUTED}
 * @param asean the route, empty when the catalogue does not hold the id
 */
public record RouteFacts(String id, Optional<AseanRoute> asean) {

    public RouteFacts {
        Objects.requireNonNull(asean, "asean");
    }

    static RouteFacts of(String id, Catalogue catalogue) {
        return new RouteFacts(id, catalogue.find(id));
    }

    /** The city, or words for those without one. */
    public String destination() {
        return asean.map(AseanRoute::destination)
                .orElse(id.equals(AseanRoute.UNROUTED) ? "Elsewhere" : id);
    }

    /** The country, empty when unknown. */
    public String country() {
        return asean.map(AseanRoute::country).orElse("");
    }

    /** The fibre floor, nanoseconds. */
    public Optional<Long> floorNanos() {
        return asean.map(AseanRoute::fibreFloorNanos);
    }

    /** The initial bearing of the great circle from Nanning, degrees clockwise from north. */
    public Optional<Double> bearingDegrees() {
        return asean.map(RouteFacts::bearing);
    }

    private static double bearing(AseanRoute route) {
        double from = Math.toRadians(FibreFloor.NANNING_LATITUDE);
        double to = Math.toRadians(route.latitude());
        double turn = Math.toRadians(route.longitude() - FibreFloor.NANNING_LONGITUDE);
        double east = Math.sin(turn) * Math.cos(to);
        double north =
                Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn);
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
