package org.beibu.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The bureau's route: Nanning to one ASEAN destination, with the prefixes behind it. Not a BGP
 * route, for which the word is {@code BgpRoute}.
 *
 * @param id stable key, country code and city code such as {@code VN-HAN}; at most 8 characters
 * @param countryCode ISO 3166-1 alpha-2
 * @param country the country's name
 * @param destination the city's name
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param prefixes example prefixes behind the destination; may be empty
 */
public record AseanRoute(
        String id,
        String countryCode,
        String country,
        String destination,
        double latitude,
        double longitude,
        List<Prefix> prefixes) {

    /** The longest id, in characters: the journal stores it in as many octets. */
    public static final int MAX_ID_LENGTH = 8;

    /**
     * The id that stands for "no AseanRoute": timings whose hosts no prefix of the catalogue holds.
     */
    public static final String UNROUTED = "-";

    private static final Pattern ID = Pattern.compile("[A-Z]{2}-[A-Z0-9]{2,5}");

    public AseanRoute {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "route id must look like VN-HAN, at most 8 characters: '" + id + "'");
        }
        if (!(latitude >= -90 && latitude <= 90) || !(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException(
                    "coordinates out of range for " + id + ": " + latitude + ", " + longitude);
        }
        prefixes = List.copyOf(prefixes);
    }

    /** Length of the great circle from Nanning, kilometres. */
    public double greatCircleKilometres() {
        return FibreFloor.greatCircleKilometres(
                FibreFloor.NANNING_LATITUDE, FibreFloor.NANNING_LONGITUDE, latitude, longitude);
    }

    /** The round-trip delay from Nanning that light in fibre cannot beat, nanoseconds. */
    public long fibreFloorNanos() {
        return FibreFloor.roundTripNanos(greatCircleKilometres());
    }
}
