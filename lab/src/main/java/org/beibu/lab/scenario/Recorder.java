package org.beibu.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.BureauLab;
import org.beibu.lab.measure.PingLog;
import org.beibu.lab.measure.PingPacket;
import org.beibu.lab.measure.RouteLog;
import org.beibu.lab.measure.Timeline;
import org.beibu.lab.measure.UpdateLog;

/** Pings every destination from the users' host and watches the edge's kernel, for one run. */
final class Recorder {
    /** Twenty packets a second to each destination. */
    static final long INTERVAL_MICROS = 50_000;

    private static final String ROUTES = "kernel-routes";

    private final BureauLab lab;
    private final List<Timeline.Event> events = new ArrayList<>();

    Recorder(BureauLab lab) {
        this.lab = lab;
    }

    void start() throws IOException {
        lab.startAt("edge", ROUTES, "stdbuf", "-oL", "ip", "-ts", "-o", "monitor", "route");
        for (LabDestination to : Topology.DESTINATIONS) {
            List<String> command = new ArrayList<>(BureauLab.realTime());
            command.addAll(List.of("stdbuf", "-oL", "ping", "-n", "-D", "-O"));
            command.addAll(List.of("-i", "0.05", to.address()));
            lab.startAt("users", ping(to), command.toArray(String[]::new));
        }
    }

    private static String ping(LabDestination to) {
        return "ping-" + to.node();
    }

    /** Writes down that something was done now. */
    void mark(String what) {
        events.add(
                new Timeline.Event(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), what));
    }

    /** Ends it, and tells what was seen. */
    Timeline stop() throws IOException {
        SortedMap<String, List<PingPacket>> pings = new TreeMap<>();
        PingLog log = new PingLog(INTERVAL_MICROS, Topology::exitOfTtl);
        for (LabDestination to : Topology.DESTINATIONS) {
            lab.end(ping(to));
            pings.put(to.prefix(), log.read(lines(lab.home().log(ping(to)))));
        }
        lab.end(ROUTES);
        return new Timeline(
                pings,
                RouteLog.read(lines(lab.home().log(ROUTES)), Topology::exitOfNextHop),
                new UpdateLog(Topology.ADAPTER, Topology::exitOfNextHop)
                        .read(lines(lab.routers().bgpdLog("edge"))),
                events);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
