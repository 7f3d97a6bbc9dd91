package org.beibu.model;

/**
 * The fibre floor: the round-trip delay that light in fibre needs along the great circle. A lower
 * bound of physics, neither an expectation nor a target.
 */
public final class FibreFloor {
    /** Nanning, degrees north. */
    public static final double NANNING_LATITUDE = 22.817;

    /** Nanning, degrees east. */
    public static final double NANNING_LONGITUDE = 108.366;

    /** Mean radius of the Earth (IUGG), kilometres. */
    public static final double EARTH_RADIUS_KILOMETRES = 6371.0088;

    /** Group index of standard single-mode fibre at 1550 nm. */
    public static final double GROUP_INDEX = 1.4682;

    /** Speed of light in vacuum, kilometres a second. */
    public static final double LIGHT_KILOMETRES_PER_SECOND = 299_792.458;

    private FibreFloor() {}

    /** Great-circle distance on the mean sphere by the haversine formula, kilometres. */
    public static double greatCircleKilometres(
            double latitudeA, double longitudeA, double latitudeB, double longitudeB) {
        double sinLatitude = Math.sin(Math.toRadians(latitudeB - latitudeA) / 2);
        double sinLongitude = Math.sin(Math.toRadians(longitudeB - longitudeA) / 2);
        double haversine =
                sinLatitude * sinLatitude
                        + Math.cos(Math.toRadians(latitudeA))
                                * Math.cos(Math.toRadians(latitudeB))
                                * sinLongitude
                                * sinLongitude;
        return 2 * EARTH_RADIUS_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }

    /** Round-trip delay of light in fibre over this distance, nanoseconds: 2 d n / c. */
    public static long roundTripNanos(double kilometres) {
        return Math.round(2 * kilometres * GROUP_INDEX / LIGHT_KILOMETRES_PER_SECOND * 1e9);
    }
}
