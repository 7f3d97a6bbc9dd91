package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;

/**
 * Whether figures are fresh and can be kept: reasons why not, none when all is well.
 *
 * @param snapshotAgeNanos age of the newest snapshot; empty before the first
 * @param reasons what is wrong, in words
 */
public record Health(Optional<Long> snapshotAgeNanos, List<String> reasons) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Names of import runs, which write to the journal but have no heartbeat. */
    private static final String IMPORT_PREFIX = "import-";

    public Health {
        reasons = List.copyOf(reasons);
    }

    static Health of(
            WebConfig config, LiveSnapshot snapshot, long nowNanos, Optional<String> storeFailure) {
        List<String> reasons = new ArrayList<>();
        Optional<Long> age =
                snapshot.epochNanos() == 0
                        ? Optional.empty()
                        : Optional.of(Math.max(0, nowNanos - snapshot.epochNanos()));
        if (age.isEmpty()) {
            reasons.add("ingest has not published anything yet");
        } else if (age.get() > config.maxLag().toNanos()) {
            reasons.add("ingest last published " + seconds(age.get()) + " s ago");
        }
        List<LiveProbe> probes = beating(snapshot.probes());
        if (probes.isEmpty()) {
            reasons.add("no probe has been heard of");
        }
        for (LiveProbe probe : probes) {
            long silence = nowNanos - probe.lastHeartbeatNanos();
            if (probe.lastHeartbeatNanos() == 0) {
                reasons.add("probe " + probe.name() + " has not sent a heartbeat");
            } else if (silence > config.maxProbeSilence().toNanos()) {
                reasons.add(
                        "probe " + probe.name() + " last heard of " + seconds(silence) + " s ago");
            }
        }
        storeFailure.ifPresent(failure -> reasons.add("store cannot be read: " + failure));
        return new Health(age, reasons);
    }

    /** The probes from which heartbeats can be expected. */
    static List<LiveProbe> beating(List<LiveProbe> probes) {
        return probes.stream().filter(probe -> !probe.name().startsWith(IMPORT_PREFIX)).toList();
    }

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return reasons.isEmpty();
    }

    JsonObject json(LiveSnapshot snapshot, long nowNanos) {
        return new JsonObject()
                .put("schema", "beibu/health/v1")
                .put("status", isGood() ? "ok" : "degraded")
                .put("time", Moments.text(nowNanos))
                .put("reasons", new JsonArray(List.copyOf(reasons)))
                .put("snapshot_age_ns", snapshotAgeNanos.orElse(null))
                .put("probes", ProbesJson.of(snapshot.probes(), nowNanos));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_SECOND);
    }
}
