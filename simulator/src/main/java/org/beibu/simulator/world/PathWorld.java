package org.beibu.simulator.world;

import java.util.ArrayList;
import java.util.List;
import org.beibu.simulator.event.Chance;

/**
 * The answers of one path that is probed ten times a second, drawn from distributions instead of
 * simulated packet by packet: a queue that fills every evening and forgets within seconds, short
 * bursts, Pareto spikes, single losses, a clock that drifts, and the planned incidents.
 *
 * <p>Owned by one thread; the same seed draws the same world.
 */
public final class PathWorld {
    /** Packets a second. */
    public static final int PACKETS_A_SECOND = 10;

    private static final int DAY = 86_400;
    private static final double NETWORK_MS = 35;
    private static final double STAMP_MS = 0.03;
    private static final double LOSS = 0.0003;
    private static final double SPIKES = 0.002;
    private static final double BURSTS_A_SECOND = 70.0 / DAY;

    private final Chance chance;
    private final List<Incident> incidents;
    private final double eveningMs;
    private double queueMood;
    private double clockMs;
    private double driftMsASecond;
    private int burstSeconds;
    private double burstMs;

    /**
     * @param seed of all that is drawn
     * @param eveningMs mean queue at the busiest hour
     * @param incidents what happens, by time, not at the same time
     */
    public PathWorld(long seed, double eveningMs, List<Incident> incidents) {
        this.chance = new Chance(seed);
        this.eveningMs = eveningMs;
        this.incidents = List.copyOf(incidents);
    }

    /**
     * Something that happens to the path or its clock.
     *
     * @param kind what
     * @param second when it begins
     * @param seconds how long it lasts
     * @param size milliseconds, or the share of lost packets
     */
    public record Incident(Kind kind, long second, int seconds, double size) {
        /** What can happen. */
        public enum Kind {
            /** Another way: all delays longer or shorter. */
            SHIFT,
            /** A queue that a new flow fills, over the same floor. */
            QUEUE,
            /** Nothing comes back. */
            OUTAGE,
            /** Some packets are lost. */
            LOSS,
            /** The clock of one end jumps, for good. */
            CLOCK
        }

        boolean covers(long now) {
            return now >= second && now < second + seconds;
        }
    }

    /** One packet and its answer; the delay is NaN when it was lost. */
    @FunctionalInterface
    public interface Receiver {
        /** Called for each packet, in order. */
        void onPacket(long sentNanos, double delayMs, double forwardMs);
    }

    /** All packets of a second. */
    public void second(long second, Receiver receiver) {
        double shift = 0;
        double queue = 0.05 + eveningMs * evening(second);
        double loss = LOSS;
        boolean out = false;
        for (Incident incident : incidents) {
            if (incident.kind() == Incident.Kind.CLOCK && incident.second() == second) {
                clockMs += incident.size();
            } else if (incident.covers(second)) {
                shift += incident.kind() == Incident.Kind.SHIFT ? incident.size() : 0;
                queue += incident.kind() == Incident.Kind.QUEUE ? incident.size() : 0;
                loss += incident.kind() == Incident.Kind.LOSS ? incident.size() : 0;
                out |= incident.kind() == Incident.Kind.OUTAGE;
            }
        }
        moods();
        double load = queue * Math.exp(queueMood);
        for (int packet = 0; packet < PACKETS_A_SECOND; packet++) {
            long sent = second * 1_000_000_000L + packet * 100_000_000L;
            double there = NETWORK_MS / 2 + chance.lognormal(STAMP_MS, 0.5);
            double wait =
                    chance.exponential(load) + (burstSeconds > 0 ? chance.exponential(burstMs) : 0);
            if (chance.happens(SPIKES)) {
                wait += 2 / Math.pow(1 - chance.uniform(), 1 / 1.5);
            }
            boolean lost = out || chance.happens(loss);
            double forward = there + wait + shift;
            receiver.onPacket(
                    sent, lost ? Double.NaN : forward + NETWORK_MS / 2, forward + clockMs);
        }
    }

    /** How full the evening is: nothing at 4 in the morning, all at 21. */
    private static double evening(long second) {
        double hour = second % DAY / 3600.0;
        double wave = Math.max(0, Math.cos((hour - 21) / 12 * Math.PI));
        return wave * wave;
    }

    private void moods() {
        queueMood = 0.7 * queueMood + 0.12 * gaussian();
        driftMsASecond += 1e-7 * gaussian();
        driftMsASecond = Math.max(-0.0005, Math.min(0.0005, driftMsASecond));
        clockMs += driftMsASecond;
        if (burstSeconds > 0) {
            burstSeconds--;
        } else if (chance.happens(BURSTS_A_SECOND)) {
            burstSeconds = 1 + chance.below(2);
            burstMs = 5 + 20 * chance.uniform();
        }
    }

    private double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += chance.uniform();
        }
        return sum;
    }

    /** Incidents of these kinds in turn, one every {@code apart} seconds or so. */
    public static List<Incident> plan(long seed, long seconds, int apart, double[] shiftsMs) {
        Chance chance = new Chance(seed);
        List<Incident> planned = new ArrayList<>();
        Incident.Kind[] kinds = Incident.Kind.values();
        int turn = 0;
        for (long at = 1200; at + apart < seconds; at += apart + chance.below(apart / 4)) {
            Incident.Kind kind =
                    turn % 2 == 0 ? Incident.Kind.SHIFT : kinds[turn / 2 % kinds.length];
            int lasts = 180 + chance.below(300);
            double size = shiftsMs[chance.below(shiftsMs.length)];
            planned.add(
                    switch (kind) {
                        case SHIFT -> new Incident(kind, at, lasts, size);
                        case QUEUE -> new Incident(kind, at, lasts, 3 + 5 * chance.uniform());
                        case OUTAGE -> new Incident(kind, at, 3 + chance.below(60), 1);
                        case LOSS -> new Incident(kind, at, lasts, 0.05);
                        case CLOCK -> new Incident(kind, at, 1, 2 * size);
                    });
            turn++;
        }
        return planned;
    }
}
