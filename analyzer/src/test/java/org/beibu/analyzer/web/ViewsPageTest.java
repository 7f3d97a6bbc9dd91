package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Overview, recommendations, service levels, probes and events hold what the API answers. */
@Tag("interop")
@ExtendWith(PageBrowser.Shared.class)
class ViewsPageTest {
    private final PageBrowser on;

    ViewsPageTest(PageBrowser on) {
        this.on = on;
    }

    @Test
    void overviewSaysWhetherAseanIsFineAndNamesTheWorst() {
        on.open("/");
        on.await(() -> on.count("#worst tbody tr") == 5 && on.count("#compass a") == 15);

        assertTrue(
                on.text("#sentence").startsWith("13 of 15 destinations timed by TCP handshake"),
                on.text("#sentence"));
        JsonArray rows = on.api("/api/v1/routes?rows=headline&metric=far").getJsonArray("rows");
        double worst = 0;
        String where = "";
        for (Object one : rows) {
            JsonObject row = (JsonObject) one;
            if (row.getDouble("times_floor") != null && row.getDouble("times_floor") > worst) {
                worst = row.getDouble("times_floor");
                where = row.getString("route") + " " + row.getString("exit");
            }
        }
        assertEquals(
                where,
                on.attribute("#worst tbody tr", "data-route") + " " + on.text("#worst tbody td"));
        assertEquals(3, on.count("#load tbody tr"));
        assertEquals(2, on.count("#queue li a"));
        assertEquals(4, on.count("#happened tr"));
        assertEquals(List.of(), on.complaints());
    }

    @Test
    void demoSlowsAnExitDownFromTheOverview() {
        on.open("/");
        on.await(() -> on.count("#exits button.add[data-exit=nn-2]") == 1);

        on.find("#exits button.add[data-exit=nn-2]").click();

        on.await(() -> on.text("#exits .exit-control[data-added=true] .added").equals("+30 ms"));
        assertEquals(30, on.page.bureau.added("nn-2").toMillis());
    }

    @Test
    void labelsOfTheCompassDoNotOverlap() {
        on.open("/");
        on.await(() -> on.count("#compass a") == 15);

        Object overlaps =
                on.browser.executeScript(
                        "const boxes = [...document.querySelectorAll('#compass .label')]"
                                + ".map(l => l.getBoundingClientRect());"
                                + "let n = 0;"
                                + "boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {"
                                + "if (a.left < b.right - 1 && b.left < a.right - 1"
                                + " && a.top < b.bottom - 3 && b.top < a.bottom - 3) n++; }));"
                                + "return n;");

        assertEquals(0L, overlaps);
    }

    @Test
    void serviceLevelsAreAMatrixInWhichNoDataLooksLikeNothingElse() {
        on.open("/slo");
        on.await(() -> on.count("#slo tbody tr") == 15);

        String silent = "#slo tr[data-route=PH-DVO] td:nth-of-type(1)";
        assertEquals("○ no data", on.text(silent + " .word"));
        assertEquals("no-data", on.attribute(silent, "data-level"));
        String han = "#slo tr[data-route=VN-HAN] td:nth-of-type(5)";
        assertTrue(
                on.text(han).matches("(?s)● met 100\\.00%\\s+\\S+: 0 of \\d+ min missed\\s+now .*"),
                on.text(han));
        String washed = "return getComputedStyle(document.querySelector(arguments[0])).background";
        assertFalse(
                String.valueOf(on.browser.executeScript(washed, han))
                        .equals(on.browser.executeScript(washed, silent)),
                "what is not known is hatched");

        JsonArray routes = on.api("/api/v1/slo").getJsonArray("routes");
        for (int i = 0; i < routes.size(); i++) {
            JsonArray cells = routes.getJsonObject(i).getJsonArray("classes");
            for (int k = 0; k < cells.size(); k++) {
                assertEquals(
                        cells.getJsonObject(k).getString("state"),
                        on.attribute(
                                "#slo tr[data-route="
                                        + routes.getJsonObject(i).getString("route")
                                        + "] td:nth-of-type("
                                        + (k + 1)
                                        + ")",
                                "data-level"));
            }
        }
    }

    @Test
    void cellOpensTheMinutesOfEveryExitAndStandsInTheAddress() {
        on.open("/slo");
        on.await(() -> on.count("#slo tbody tr") == 15);

        on.find("#slo tr[data-route=SG-SIN] td:nth-of-type(1) button").click();
        on.await(() -> on.count(".minutes tbody tr") == 3);

        assertTrue(on.browser.getCurrentUrl().contains("cell=SG-SIN%2Fe-sports"));
        JsonObject level =
                on.api("/api/v1/slo?route=SG-SIN")
                        .getJsonArray("routes")
                        .getJsonObject(0)
                        .getJsonArray("exits")
                        .getJsonObject(2)
                        .getJsonArray("levels")
                        .getJsonObject(0);
        String row = ".minutes tbody tr:nth-of-type(3)";
        assertEquals("nn-2", on.text(row + " th"));
        assertEquals(
                level.getDouble("no_data"),
                Double.parseDouble(on.text(row + " td:nth-of-type(6)").replace(",", "")),
                1.0);
    }

    @Test
    void probesTellWhatTheyLoseSkipAndWhetherTheyLive() {
        on.open("/probes");
        on.await(() -> on.count("tr[data-probe]") == 2);
        JsonObject probe = on.api("/api/v1/probes").getJsonArray("probes").getJsonObject(0);

        String row = "tr[data-probe=" + probe.getString("name") + "]";
        assertEquals("● alive", on.text(row + " td:nth-of-type(1)"));
        assertEquals(
                String.format(Locale.ROOT, "%.2f%%", 100 * probe.getDouble("capture_loss")),
                on.text(row + " td:nth-of-type(3)"));
        assertEquals("1.3 ms", on.text(row + " td:nth-of-type(4)"));
        assertEquals("34,567 (2.8%)", on.text(row + " td:nth-of-type(8)"));
        assertTrue(on.text(row + " td:nth-of-type(9)").startsWith("not IP 30,000, "));
        assertEquals("–", on.text("tr[data-probe=nn-probe-2] td:nth-of-type(3)"));
        on.await(() -> on.text("#store").contains("MiB"));
        assertEquals(
                "40 MiB now, 1,024 MiB when everything is there that is kept, 10 MiB free on its"
                        + " disk. The disk lacks 974 MiB: free some, or lower"
                        + " analyzer.store.keep_10s and the like.",
                on.text("#store"));
    }

    @Test
    void eventsAreThoseOfTheApiNarrowedByKindAndLeadToTheirRoute() {
        on.open("/events");
        on.await(() -> on.count("#happenings tbody tr") == 4);
        on.find("#filter-kind option[value=level-shift]").click();
        on.await(() -> on.count("#happenings tbody tr") == 1);

        assertTrue(on.browser.getCurrentUrl().contains("kind=level-shift"));
        assertTrue(on.text("#happenings tbody tr").contains("36.20 → 42.40 ms"));
        on.find("#happenings a").click();
        on.await(() -> on.count("#view .frozen") == 1 && on.count("#view .chart canvas") == 3);
        assertTrue(on.browser.getCurrentUrl().contains("/routes/SG-SIN?from="));
    }

    @Test
    void recommendationShowsWhatItRestsOnAndWhyOthersAreNone() {
        on.open("/recommendations/r-kl-1");
        on.await(() -> on.count("article[data-id=r-kl-1]") == 1);
        JsonObject one =
                on.api("/api/v1/recommendations").getJsonArray("recommendations").getJsonObject(1);

        assertEquals("r-kl-1", one.getString("id"));
        assertEquals("Kuala Lumpur: nn-2 → gz-1", on.text("article h3"));
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        one.getJsonObject("evidence").getLong("p50_to_ns") / 1e6),
                on.text("article tbody tr:nth-of-type(1) td:nth-of-type(2)"));
        assertTrue(on.text(".why-sentence").contains("58 of 60 paired minutes"));
        assertTrue(on.text(".facts-list").contains("2 prefixes, 8.3% of the bureau's traffic"));
        on.press("w");
        on.await(() -> on.count("#view details[open] tbody tr") == 2);
        assertTrue(on.text("#view details").contains("MM-RGN/nn-2"));
        assertEquals(List.of(), on.complaints());
    }

    @Test
    void whatThisAnalyzerDoesNotOfferIsSaidAndNotAskedFor() {
        on.open("/capacity");
        on.await(() -> on.count("#view .empty") == 1);

        assertEquals("This analyzer does not tell capacity figures.", on.text("#view .empty"));
        assertEquals(List.of(), on.complaints());
    }
}
