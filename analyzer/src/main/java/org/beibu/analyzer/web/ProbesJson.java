package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.beibu.analyzer.live.CaptureDetail;
import org.beibu.analyzer.live.LiveProbe;

/** How the probes are doing, as JSON; {@link RoutesJson} says what holds for its fields. */
final class ProbesJson {
    private ProbesJson() {}

    /** The probes of a snapshot. Import runs are not probes: they have no heart. */
    static JsonArray of(List<LiveProbe> probes, long epochNanos) {
        JsonArray all = new JsonArray();
        for (LiveProbe probe : Health.beating(probes)) {
            all.add(object(probe, epochNanos));
        }
        return all;
    }

    private static JsonObject object(LiveProbe probe, long epochNanos) {
        boolean heard = probe.lastHeartbeatNanos() > 0;
        CaptureDetail detail = probe.detail();
        JsonObject reasons = new JsonObject();
        detail.skippedByReason().forEach(reasons::put);
        return new JsonObject()
                .put("name", probe.name())
                .put("last_heartbeat", heard ? Moments.text(probe.lastHeartbeatNanos()) : null)
                .put(
                        "heartbeat_age_ns",
                        heard ? Math.max(0, epochNanos - probe.lastHeartbeatNanos()) : null)
                .put("received", probe.received())
                .put("dropped", probe.dropped())
                .put("dropped_by_interface", probe.droppedByInterface())
                .put("capture_loss", probe.lossRatio() < 0 ? null : probe.lossRatio())
                .put("behind_ns", detail.behindNanos() < 0 ? null : detail.behindNanos())
                .put("used", detail.used())
                .put("skipped", detail.skipped())
                .put("skipped_by_reason", reasons)
                .put("timings", detail.timings());
    }
}
