package org.beibu.lab.bureau;

import java.util.List;

/**
 * A destination of the lab: a host with a reflector, and its AS.
 *
 * @param number from 0 on
 * @param node its node
 * @param routeId the AseanRoute in the lab's catalogue
 * @param row country and place, as in the catalogue
 * @param asNumber its AS
 * @param oneWayMillis the delay by each exit
 */
public record LabDestination(
        int number,
        String node,
        String routeId,
        String row,
        int asNumber,
        List<Integer> oneWayMillis) {
    public LabDestination {
        oneWayMillis = List.copyOf(oneWayMillis);
    }

    /** Its /24 without the length. */
    public String network() {
        return "198.18." + (10 + 10 * number) + ".0";
    }

    public String prefix() {
        return network() + "/24";
    }

    /** The host that answers. */
    public String address() {
        return "198.18." + (10 + 10 * number) + ".1";
    }

    /** An upstream's address on the cable between the two. */
    public String upstreamEnd(LabExit exit) {
        return "192.0.2." + (65 + 4 * (4 * exit.number() + number));
    }

    /** Its own address on that cable. */
    public String ownEnd(LabExit exit) {
        return "192.0.2." + (66 + 4 * (4 * exit.number() + number));
    }
}
