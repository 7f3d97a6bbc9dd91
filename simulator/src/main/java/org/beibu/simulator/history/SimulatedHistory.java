package org.beibu.simulator.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.store.HistoryWriter;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.AseanRoute;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;
import org.beibu.simulator.event.Chance;

/** Writes a made-up past into the store of a data directory. */
public final class SimulatedHistory {
    private static final int WINDOW = 300;
    private static final int WINDOWS_A_DAY = 288;
    private static final double OCTETS_A_PACKET = 820;
    private static final List<Resolution> KEPT =
            List.of(Resolution.FIVE_MINUTES, Resolution.HOUR, Resolution.DAY);

    private final HistoryConfig config;
    private final List<Incident> incidents;
    private final Instant start;

    /** Loads of exits by hour since the start, which delays follow. */
    private final double[][] hourLoads;

    private SimulatedHistory(HistoryConfig config) {
        this.config = config;
        this.incidents = Incident.of(config);
        this.start = config.until().minusSeconds(config.days() * 86_400L);
        this.hourLoads = new double[config.exits().size()][config.days() * 24];
    }

    /**
     * What was written.
     *
     * @param start first moment
     * @param incidents what went wrong
     */
    public record Written(Instant start, List<Incident> incidents) {
        public Written {
            incidents = List.copyOf(incidents);
        }
    }

    /** Writes a past; the store must not be in use. */
    public static Written write(HistoryConfig config, Path data) {
        SimulatedHistory history = new SimulatedHistory(config);
        try (HistoryWriter writer = HistoryWriter.open(data.resolve(SqliteDelayStore.FILE_NAME))) {
            history.traffic(writer);
            new DelayHistory(config, history.incidents, history.hourLoads).write(writer);
        }
        return new Written(history.start, history.incidents);
    }

    /** One path in both directions. */
    private record Lane(TrafficSeries out, TrafficSeries in, double share) {}

    private void traffic(HistoryWriter writer) {
        List<TrafficWorld> worlds = new ArrayList<>();
        List<List<Lane>> lanes = new ArrayList<>();
        for (int exit = 0; exit < config.exits().size(); exit++) {
            worlds.add(
                    new TrafficWorld(
                            config.exits().get(exit),
                            config.until(),
                            new Chance(Chance.mix(config.seed() * 31 + exit))));
            lanes.add(lanes(exit));
        }
        int windows = config.days() * WINDOWS_A_DAY;
        long[][][] sums = sums(lanes);
        for (int window = 0; window < windows; window++) {
            Instant moment = start.plusSeconds((long) window * WINDOW);
            double[][] rates = new double[worlds.size()][];
            for (int exit = 0; exit < worlds.size(); exit++) {
                rates[exit] = worlds.get(exit).rates(moment);
            }
            divert(rates, moment);
            for (int exit = 0; exit < worlds.size(); exit++) {
                hourLoads[exit][window / 12] +=
                        rates[exit][0] / 12 / (config.exits().get(exit).gbit() * 1e9);
                add(writer, lanes.get(exit), sums[exit], rates[exit], moment);
            }
        }
        lanes.forEach(each -> flush(writer, each, sums[lanes.indexOf(each)]));
    }

    private static long[][][] sums(List<List<Lane>> lanes) {
        return lanes.stream().map(each -> new long[each.size()][]).toArray(long[][][]::new);
    }

    private List<Lane> lanes(int exit) {
        List<Lane> lanes = new ArrayList<>();
        double all = 0;
        for (int route = 0; route < config.routes().size(); route++) {
            all += weight(exit, route);
        }
        for (int route = 0; route < config.routes().size(); route++) {
            AseanRoute to = config.routes().get(route);
            PathId path = new PathId(to.id(), config.exits().get(exit).name());
            int serviceClass = route % 6;
            lanes.add(
                    new Lane(
                            new TrafficSeries(path, TrafficDirection.OUTBOUND, serviceClass),
                            new TrafficSeries(path, TrafficDirection.INBOUND, serviceClass),
                            weight(exit, route) / all));
        }
        return lanes;
    }

    /** Early routes of the catalogue carry more, and each exit has its own favourites. */
    private static double weight(int exit, int route) {
        double favour = ((Chance.mix(exit * 97L + route) >>> 11) * 0x1p-53) * 1.6 + 0.2;
        return favour / (1 + 0.15 * route);
    }

    private void divert(double[][] rates, Instant moment) {
        for (Incident incident : incidents) {
            int exit = index(incident.exit());
            if (incident.kind() == Incident.Kind.DIVERTED && incident.holds(moment)) {
                int other = (exit + 1) % rates.length;
                for (int way = 0; way < 2 && other != exit; way++) {
                    rates[other][way] += 0.95 * rates[exit][way];
                    rates[exit][way] *= 0.05;
                }
            }
        }
    }

    private int index(String exit) {
        for (int i = 0; i < config.exits().size(); i++) {
            if (config.exits().get(i).name().equals(exit)) {
                return i;
            }
        }
        throw new IllegalStateException("no such exit: " + exit);
    }

    private void add(
            HistoryWriter writer, List<Lane> lanes, long[][] sums, double[] rates, Instant at) {
        String exit = lanes.get(0).out().path().exit();
        boolean unseen =
                incidents.stream()
                        .anyMatch(
                                i ->
                                        i.kind() == Incident.Kind.UNSEEN
                                                && i.exit().equals(exit)
                                                && i.holds(at));
        if (unseen) {
            return;
        }
        long nanos = at.getEpochSecond() * 1_000_000_000L;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            long out = Math.round(rates[0] * lane.share() * WINDOW / 8);
            long in = Math.round(rates[1] * lane.share() * WINDOW / 8);
            write(writer, lane, new Window(nanos, Resolution.FIVE_MINUTES), out, in);
            sums[i] = addUp(writer, lane, sums[i], nanos, out, in);
        }
    }

    /** Start, out and in of the hour, then of the day, that are being added up. */
    private static long[] addUp(
            HistoryWriter writer, Lane lane, long[] sums, long nanos, long out, long in) {
        long[] now = sums == null ? new long[] {nanos, 0, 0, nanos, 0, 0} : sums;
        for (int i = 0; i < 2; i++) {
            Resolution resolution = KEPT.get(1 + i);
            long begin = resolution.startOf(nanos);
            if (resolution.startOf(now[3 * i]) != begin) {
                write(
                        writer,
                        lane,
                        Window.holding(now[3 * i], resolution),
                        now[3 * i + 1],
                        now[3 * i + 2]);
                now[3 * i + 1] = 0;
                now[3 * i + 2] = 0;
            }
            now[3 * i] = begin;
            now[3 * i + 1] += out;
            now[3 * i + 2] += in;
        }
        return now;
    }

    private static void flush(HistoryWriter writer, List<Lane> lanes, long[][] sums) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            long[] now = sums[lane];
            for (int i = 0; now != null && i < 2; i++) {
                write(
                        writer,
                        lanes.get(lane),
                        Window.holding(now[3 * i], KEPT.get(1 + i)),
                        now[3 * i + 1],
                        now[3 * i + 2]);
            }
        }
    }

    private static void write(HistoryWriter writer, Lane lane, Window window, long out, long in) {
        writer.traffic(lane.out(), window, out, (long) (out / OCTETS_A_PACKET));
        writer.traffic(lane.in(), window, in, (long) (in / OCTETS_A_PACKET));
    }
}
