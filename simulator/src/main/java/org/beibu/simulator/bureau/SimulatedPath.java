package org.beibu.simulator.bureau;

import org.beibu.model.AseanRoute;
import org.beibu.simulator.event.Chance;

/**
 * One route through one exit, with its delays. The far half's round trip is {@code floor x factor +
 * added + queueing}, the queueing being log-normal and drawn anew for each packet.
 */
public final class SimulatedPath {
    private static final double QUEUE_SIGMA = 0.8;

    private final AseanRoute route;
    private final int routeNumber;
    private final SimulatedExit exit;
    private final long baseNanos;
    private final double queueMedianNanos;
    private final AddedDelays added;

    SimulatedPath(AseanRoute route, int routeNumber, SimulatedExit exit, AddedDelays added) {
        this.route = route;
        this.routeNumber = routeNumber;
        this.exit = exit;
        this.added = added;
        // Between 1.15 and 1.85 times the floor: which exit is best differs from route to route.
        long drawn = Chance.mix(routeNumber * 31L + exit.index());
        double factor = 1.15 + 0.7 * ((drawn >>> 11) * 0x1p-53);
        this.baseNanos = Math.round(route.fibreFloorNanos() * factor);
        this.queueMedianNanos = 60_000 + baseNanos * 0.004;
    }

    /** The route. */
    public AseanRoute route() {
        return route;
    }

    /** Number of the route in the catalogue, from 1: part of its addresses. */
    public int routeNumber() {
        return routeNumber;
    }

    /** The exit. */
    public SimulatedExit exit() {
        return exit;
    }

    /** The far half's round-trip delay without queueing, now. */
    public long roundTripNanos() {
        return baseNanos + added.nanos(exit.index());
    }

    /** Draws the delay of one packet between capture point and ASEAN host, one way. */
    public long oneWayNanos(Chance chance) {
        return roundTripNanos() / 2 + (long) chance.lognormal(queueMedianNanos / 2, QUEUE_SIGMA);
    }
}
