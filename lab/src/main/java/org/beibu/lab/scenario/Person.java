package org.beibu.lab.scenario;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.BureauLab;
import org.beibu.lab.loop.Daemon;

/** What a person tells the adapter, by its own interface. */
final class Person {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private Person() {}

    /** Approves all that is recommended now. */
    static void approveAll(BureauLab lab) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(lab.daemons().ask(Daemon.ADAPTER, "/api/v1/steering"));
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        for (String id : ids) {
            lab.daemons()
                    .post(
                            "/api/v1/approve?who=lab&why=scenario&id="
                                    + URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
    }

    /** One recommendation for each destination, as the analyzer would write them. */
    static String recommendations(LabExit from, LabExit to, String id) {
        Instant now = Instant.now();
        List<String> all = new ArrayList<>();
        for (LabDestination destination : Topology.DESTINATIONS) {
            all.add(
                    """
                    {"id":"%s-%s","issued":"%s","expires":"%s","route":"%s","prefixes":["%s"],\
                    "from_exit":"%s","to_exit":"%s","evidence":{"reason":"latency",\
                    "method":"stamp","count":9000,"window_s":900,"p50_from_ns":90000000,\
                    "p50_to_ns":60000000,"gain_low_ns":28000000,"gain_high_ns":32000000,\
                    "loss_from":0,"loss_to":0},"traffic_share":0.05,"probes":{"last":"%s",\
                    "interval_ms":100,"answering":3,"configured":3}}\
                    """
                            .formatted(
                                    id,
                                    destination.routeId(),
                                    now,
                                    now.plusSeconds(60),
                                    destination.routeId(),
                                    destination.prefix(),
                                    from.name(),
                                    to.name(),
                                    now));
        }
        return document(String.join(",", all));
    }

    static String document(String recommendations) {
        return "{\"schema\":\"beibu/recommendations/v1\",\"recommendations\":["
                + recommendations
                + "]}";
    }

    /**
     * Puts an override in place by hand: the lab recommends the move itself until the edge follows.
     * What happens to standing overrides can so be tried whatever the analyzer would say.
     */
    static void override(Stage stage, LabExit from, LabExit to) throws IOException {
        stage.pause(8); // until the adapter takes the router for settled
        stage.mark("the lab recommends " + to.name());
        boolean moved =
                stage.until(
                        () -> {
                            stage.lab()
                                    .daemons()
                                    .post(
                                            "/api/v1/recommendations",
                                            recommendations(from, to, "lab"));
                            return stage.lab().routers().allUse(to.name());
                        },
                        30);
        if (!moved) {
            throw new IOException(
                    "the adapter did not follow the lab's own recommendation: "
                            + stage.lab().daemons().ask(Daemon.ADAPTER, "/api/v1/steering"));
        }
        stage.pause(3);
    }
}
