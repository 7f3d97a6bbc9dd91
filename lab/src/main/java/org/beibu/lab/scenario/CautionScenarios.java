package org.beibu.lab.scenario;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.measure.Figures.Span;

/** Exits fill up, and recommendations that nobody meant. */
final class CautionScenarios {
    private static final LabExit USED = Topology.EXITS.get(0);
    private static final LabExit OTHER = Topology.EXITS.get(1);

    private CautionScenarios() {}

    static List<Scenario> all() {
        return List.of(tampered(), fillUp());
    }

    private static Scenario tampered() {
        return new Scenario(
                "tampered",
                "Somebody feeds the adapter recommendations that are forged, foreign, old or"
                        + " broken: nothing moves.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(10);
                    String good = Person.recommendations(USED, OTHER, "forged");
                    stage.mark("forged");
                    for (String bad : forgeries(good)) {
                        tell(stage, bad);
                        stage.pause(1.5);
                    }
                    stage.pause(5);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.nothingAnnounced(Span.after(0));
                    checks.nobodyMoved(Span.after(0));
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                });
    }

    private static void tell(Stage stage, String document) {
        try {
            stage.lab().daemons().post("/api/v1/recommendations", document);
        } catch (IOException refused) {
            // The adapter may refuse the document or each recommendation in it; both are right.
        }
    }

    /** One thing wrong in each. */
    static List<String> forgeries(String good) {
        String past = Instant.now().minusSeconds(3600).toString();
        return List.of(
                good.replace("198.18.", "203.0."),
                good.replace(".0/24\"]", ".0/25\"]"),
                good.replaceAll("\"prefixes\":\\[\"[^\"]+\"]", "\"prefixes\":[\"0.0.0.0/0\"]"),
                good.replaceAll("\"to_exit\":\"[^\"]+\"", "\"to_exit\":\"exit-z\""),
                good.replaceAll("\"issued\":\"[^\"]+\"", "\"issued\":\"" + past + "\""),
                good.replaceAll("\"last\":\"[^\"]+\"", "\"last\":\"" + past + "\""),
                good.replace("\"count\":9000", "\"count\":3"),
                good.replace("\"gain_low_ns\":28000000", "\"gain_low_ns\":-1000000"),
                good.replace("\"answering\":3", "\"answering\":1"),
                good.replace("\"id\":", "\"id\":\"x\",\"id\":"),
                good.replace("\"traffic_share\"", "\"next_hop\":\"192.0.2.9\",\"traffic_share\""),
                good.substring(0, good.length() - 20),
                good + good,
                "{}");
    }

    private static Scenario fillUp() {
        return new Scenario(
                "fill-up",
                "First the preferred exit fills up, then the one that took its traffic: packets get"
                        + " away from the full link, and do not run in circles.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(20);
                    stage.mark("exit-a full");
                    stage.line(USED, "rate=2Mbit queue=60ms");
                    stage.untilAllLeave(USED, 60);
                    stage.pause(15);
                    stage.mark("exit-b full");
                    stage.line(OTHER, "rate=2Mbit queue=60ms");
                    stage.pause(60);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.movesAtMost(Span.after(0), 3);
                    checks.silence(Span.after(timeline.end() - 10_000_000), 1);
                });
    }
}
