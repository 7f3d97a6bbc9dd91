package org.beibu.router.guard;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.beibu.router.rib.RibView;
import org.beibu.router.rpki.VrpTable;

/** A situation in which nothing speaks against anything, and fields to change that. */
final class FakeSituation implements Situation, Situation.Pace {
    static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    final FakeRib rib = new FakeRib().settled("pe");
    Instant wall = NOW;
    Optional<String> off = Optional.empty();
    Optional<String> frozen = Optional.empty();
    Optional<String> clockFault = Optional.empty();
    Optional<String> exitFault = Optional.empty();
    Optional<String> taken = Optional.empty();
    Optional<String> damped = Optional.empty();
    Optional<String> held = Optional.empty();
    OptionalLong settledFor = OptionalLong.of(TimeUnit.HOURS.toNanos(1));
    OptionalLong lastChangeAgo = OptionalLong.empty();
    Optional<Watched> watched = Optional.empty();
    VrpTable vrps = VrpTable.EMPTY;
    final Set<String> standing = new HashSet<>();
    final Map<Long, Integer> changes = new HashMap<>();
    double shareMoved;
    int overrides;
    int overridesOfExit;

    @Override
    public Instant wall() {
        return wall;
    }

    @Override
    public Optional<String> off() {
        return off;
    }

    @Override
    public Optional<String> frozen() {
        return frozen;
    }

    @Override
    public Optional<String> clockFault() {
        return clockFault;
    }

    @Override
    public RibView rib() {
        return rib;
    }

    @Override
    public VrpTable vrps() {
        return vrps;
    }

    @Override
    public OptionalLong settledForNanos(String router) {
        return settledFor;
    }

    @Override
    public Optional<String> exitFault(String routeId, String exit) {
        return exitFault;
    }

    @Override
    public Optional<Watched> watched(String routeId, String exit) {
        return watched;
    }

    @Override
    public boolean isStanding(OverrideKey key, String exit) {
        return standing.contains(exit);
    }

    @Override
    public Optional<String> taken(OverrideKey key) {
        return taken;
    }

    @Override
    public Optional<String> damped(OverrideKey key, String exit) {
        return damped;
    }

    @Override
    public Pace pace() {
        return this;
    }

    @Override
    public int changes(String router, long withinNanos) {
        return changes.getOrDefault(TimeUnit.NANOSECONDS.toMinutes(withinNanos), 0);
    }

    @Override
    public double shareMoved(String recommendation, long withinNanos) {
        return shareMoved;
    }

    @Override
    public OptionalLong lastChangeAgoNanos(OverrideKey key) {
        return lastChangeAgo;
    }

    @Override
    public Optional<String> held(OverrideKey key) {
        return held;
    }

    @Override
    public int overrides() {
        return overrides;
    }

    @Override
    public int overrides(String exit) {
        return overridesOfExit;
    }
}
