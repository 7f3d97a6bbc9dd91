package org.beibu.analyzer.detect;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.beibu.analyzer.detect.AlarmEvent.Subject;
import org.beibu.analyzer.detect.AlarmGroups.Named;
import org.beibu.analyzer.detect.AlarmGroups.Watched;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.Method;
import org.beibu.model.PathId;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/**
 * All that one probe asks. Its time is that of its newest record, by its own clock: a path is
 * silent only while its probe is heard of. Owned by one thread.
 */
final class ProbeWatch {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Heartbeats come each second; after a longer pause nobody knows who was silent in it. */
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_250);

    /** After so long the probe may have been stopped, and may ask others now. */
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long BACK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BACK_IN_A_ROW = 256;
    private static final int MOST_NUMBER = 1_000_000;

    private final String probe;
    private final double leastMs;
    private final Outlet outlet;
    private final Map<StreamKey, StreamWatch> streams = new HashMap<>();
    private final Map<Asked, SessionWatch> sessions = new HashMap<>();
    private final AlarmGroups groups = new AlarmGroups();
    private final IdentityHashMap<PathAlarm, AlarmEvent> unnamed = new IdentityHashMap<>();
    private final StreamKey lookup = new StreamKey();
    private long nowNanos = Long.MIN_VALUE;
    private long tickedNanos;
    private long settledNanos;
    private long startedNanos;
    private int backInARow;

    private record Asked(PathId path, Method method) {}

    /**
     * What all probes share.
     *
     * @param room whether there is room for another stream or session
     * @param events takes events
     * @param leftOut counts those that were too many
     */
    record Outlet(BooleanSupplier room, Consumer<PathEvent> events, Runnable leftOut) {}

    ProbeWatch(String probe, double leastMs, Outlet outlet) {
        this.probe = probe;
        this.leastMs = leastMs;
        this.outlet = outlet;
    }

    /** What became of a timing. */
    enum Fate {
        TAKEN,
        LATE,
        TOO_MANY,
        /** No loss window has told yet that the probe itself asks there. */
        OF_OTHERS
    }

    Fate onReply(TimingRecord timing) {
        advance(timing.epochNanos());
        StreamWatch stream = streams.get(lookup.of(timing));
        if (stream == null) {
            SessionWatch session = sessions.get(new Asked(path(timing), timing.method()));
            if (session == null) {
                return Fate.OF_OTHERS;
            }
            StreamKey key = new StreamKey().of(timing);
            stream = begin(session, key);
            if (stream == null) {
                return Fate.TOO_MANY;
            }
            streams.put(key, stream);
        }
        return stream.onReply(timing.epochNanos(), timing.delayNanos()) ? Fate.TAKEN : Fate.LATE;
    }

    /** A one-way delay, or its error; true when it is in doubt. */
    boolean onClocks(TimingRecord timing) {
        StreamWatch stream = streams.get(lookup.of(timing));
        return stream != null && stream.onClocks(timing.metric(), timing.delayNanos());
    }

    private @Nullable StreamWatch begin(SessionWatch session, StreamKey key) {
        if (!outlet.room.getAsBoolean()) {
            return null;
        }
        Subject of = session.subject();
        Subject subject = new Subject(of.probe(), of.path(), of.method(), number(key.hashCode()));
        StreamWatch stream = new StreamWatch(leastMs, alarm -> tell(session, subject, alarm));
        session.add(stream);
        groups.watch(watched(of.path()));
        return stream;
    }

    /** The same after every restart, so that an event that is told again is the same one. */
    private int number(int subject) {
        return Math.floorMod(31 * probe.hashCode() + subject, MOST_NUMBER);
    }

    private static PathId path(TimingRecord timing) {
        String route = AsciiKey.routeText(timing.routeKey());
        String exit = AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow());
        return new PathId(
                route.isEmpty() ? AseanRoute.UNROUTED : route,
                exit.isEmpty() ? Exit.UNKNOWN : exit);
    }

    /** False when there are too many sessions. */
    boolean onWindow(LossWindowRecord window) {
        Asked asked = new Asked(window.path(), window.method());
        SessionWatch session = sessions.get(asked);
        if (session == null) {
            if (!outlet.room.getAsBoolean()) {
                return false;
            }
            int number = number(asked.path.toString().hashCode() + asked.method.code());
            Subject subject = new Subject(probe, asked.path, asked.method, number);
            session = new SessionWatch(subject, this::tell);
            sessions.put(asked, session);
        }
        session.onWindow(window);
        return true;
    }

    void onHeartbeat(long atNanos, long started) {
        if (started != startedNanos) {
            startedNanos = started;
            streams.values().forEach(stream -> stream.excuse(atNanos, false));
        }
        advance(atNanos);
    }

    private void advance(long atNanos) {
        if (nowNanos == Long.MIN_VALUE || isSetBack(atNanos)) {
            nowNanos = atNanos;
            tickedNanos = atNanos;
            settledNanos = atNanos;
        }
        long step = atNanos - nowNanos;
        if (step <= 0) {
            return;
        }
        nowNanos = atNanos;
        if (step > STALL_NANOS) {
            boolean asking = step <= GONE_NANOS;
            streams.values().forEach(stream -> stream.excuse(atNanos, asking));
        }
        if (atNanos - tickedNanos >= TICK_NANOS) {
            tickedNanos = atNanos;
            streams.values().forEach(stream -> stream.onTime(atNanos));
            settle();
        }
    }

    /** Whether the probe's clock is back for good, and not one record is late. */
    private boolean isSetBack(long atNanos) {
        boolean back = atNanos < nowNanos - BACK_NANOS;
        backInARow = back ? backInARow + 1 : 0;
        if (backInARow < BACK_IN_A_ROW) {
            return false;
        }
        backInARow = 0;
        groups.forget();
        unnamed.clear();
        streams.values().forEach(stream -> stream.excuse(atNanos, false));
        return true;
    }

    private Watched watched(PathId path) {
        return new Watched(probe, path.exit(), path.routeId());
    }

    private void tell(SessionWatch session, Subject subject, PathAlarm alarm) {
        AlarmEvent event = session.event(subject, alarm);
        if (event == null) {
            outlet.leftOut.run();
            return;
        }
        outlet.events.accept(event.with(null));
        if (groups.add(watched(subject.path()), alarm)) {
            unnamed.put(alarm, event);
        }
    }

    /** Tells of older events again, now with what they have in common. */
    private void settle() {
        if (groups.isIdle() || nowNanos - settledNanos < SETTLE_NANOS) {
            return;
        }
        settledNanos = nowNanos;
        for (Named named : groups.settle(nowNanos)) {
            AlarmEvent event = unnamed.remove(named.alarm());
            if (event != null) {
                outlet.events.accept(event.with(named.scope()));
            }
        }
    }
}
