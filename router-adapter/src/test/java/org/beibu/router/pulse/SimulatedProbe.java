package org.beibu.router.pulse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.beibu.model.PathId;

/**
 * Sessions of one probe that send each 100 ms and are answered after 60 ms, or not; told of as a
 * probe would tell, each 100 ms.
 */
final class SimulatedProbe {
    static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ROUND_TRIP = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long PATIENCE = ROUND_TRIP + TimeUnit.MILLISECONDS.toNanos(50);
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);

    final List<Session> sessions = new ArrayList<>();
    private final SplittableRandom random;

    /** One session, and which of its packets are lost from now on. */
    static final class Session {
        final PathId path;
        double loss;
        private final Deque<Packet> packets = new ArrayDeque<>();

        private Session(PathId path) {
            this.path = path;
        }

        private SessionPulse pulse(long nanos) {
            long due = 0;
            long overdue = 0;
            long run = 0;
            long runAge = 0;
            for (Packet packet : packets) {
                long age = nanos - packet.sent;
                boolean answered = !packet.lost && age >= ROUND_TRIP;
                boolean late = !answered && age >= PATIENCE;
                due += answered || late ? 1 : 0;
                overdue += late ? 1 : 0;
                runAge = late && run == 0 ? age - PATIENCE : answered ? 0 : runAge;
                run = answered ? 0 : run + (late ? 1 : 0);
            }
            return new SessionPulse(path, due, overdue, run, runAge);
        }
    }

    private record Packet(long sent, boolean lost) {}

    SimulatedProbe(long seed) {
        random = new SplittableRandom(seed);
    }

    Session add(String path) {
        Session session = new Session(PathId.parse(path));
        sessions.add(session);
        return session;
    }

    /** All send; half a step later the pulse of all is taken. */
    List<SessionPulse> step(long nanos) {
        for (Session session : sessions) {
            session.packets.add(new Packet(nanos, random.nextDouble() < session.loss));
            while (nanos - session.packets.getFirst().sent >= WINDOW) {
                session.packets.removeFirst();
            }
        }
        return sessions.stream().map(session -> session.pulse(nanos + STEP / 2)).toList();
    }
}
