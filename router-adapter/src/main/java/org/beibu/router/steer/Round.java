package org.beibu.router.steer;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.Request;
import org.beibu.router.guard.Situation;
import org.beibu.router.guard.Watched;
import org.beibu.router.rib.RibView;
import org.beibu.router.rpki.VrpTable;

/** One lane in one round: what is desired so far, and what the guardrails may know of it. */
final class Round implements Situation, Situation.Pace {
    private final Lane lane;
    private final Moment now;
    private final World world;
    private final Map<OverrideKey, BgpOverride> desired = new TreeMap<>();
    private final Map<String, Integer> perExit = new HashMap<>();

    /** What is the same for all lanes. */
    interface World {
        Optional<String> off();

        Optional<String> frozen();

        Optional<String> clockFault();

        RibView rib();

        VrpTable vrps();

        OptionalLong settledForNanos(String router, long nanos);

        Optional<String> exitFault(String routeId, String exit);

        Optional<Watched> watched(String routeId, String exit, long nanos);

        Optional<String> damped(OverrideKey key, String exit, long nanos);
    }

    Round(Lane lane, Moment now, World world) {
        this.lane = lane;
        this.now = now;
        this.world = world;
    }

    /** The guardrails allow it: it is in the table, and the budgets know. */
    void allow(Request request, BgpOverride override) {
        boolean stands = isStanding(request.key(), request.exit().name());
        desired.put(request.key(), override);
        perExit.merge(override.exit(), 1, Integer::sum);
        if (!stands) {
            lane.ledger()
                    .changed(
                            request.key(),
                            request.recommendation().id(),
                            request.recommendation().trafficShare(),
                            now.nanos());
        }
    }

    Map<OverrideKey, BgpOverride> desired() {
        return desired;
    }

    Lane lane() {
        return lane;
    }

    @Override
    public Instant wall() {
        return now.wall();
    }

    @Override
    public Optional<String> off() {
        return world.off();
    }

    @Override
    public Optional<String> frozen() {
        return world.frozen();
    }

    @Override
    public Optional<String> clockFault() {
        return world.clockFault();
    }

    @Override
    public RibView rib() {
        return world.rib();
    }

    @Override
    public VrpTable vrps() {
        return world.vrps();
    }

    @Override
    public OptionalLong settledForNanos(String router) {
        return world.settledForNanos(router, now.nanos());
    }

    @Override
    public Optional<String> exitFault(String routeId, String exit) {
        return world.exitFault(routeId, exit);
    }

    @Override
    public Optional<Watched> watched(String routeId, String exit) {
        return world.watched(routeId, exit, now.nanos());
    }

    @Override
    public boolean isStanding(OverrideKey key, String exit) {
        return lane.isStanding(key, exit, now.nanos());
    }

    @Override
    public Optional<String> taken(OverrideKey key) {
        return Optional.ofNullable(desired.get(key)).map(BgpOverride::recommendation);
    }

    @Override
    public Optional<String> damped(OverrideKey key, String exit) {
        return world.damped(key, exit, now.nanos());
    }

    @Override
    public Pace pace() {
        return this;
    }

    @Override
    public int changes(String router, long withinNanos) {
        return lane.ledger().changes(router, withinNanos, now.nanos());
    }

    @Override
    public double shareMoved(String recommendation, long withinNanos) {
        return lane.ledger().shareMoved(recommendation, withinNanos, now.nanos());
    }

    @Override
    public OptionalLong lastChangeAgoNanos(OverrideKey key) {
        return lane.ledger().lastChangeAgo(key, now.nanos());
    }

    @Override
    public Optional<String> held(OverrideKey key) {
        return lane.ledger().held(key, now.nanos());
    }

    @Override
    public int overrides() {
        return desired.size();
    }

    @Override
    public int overrides(String exit) {
        return perExit.getOrDefault(exit, 0);
    }
}
