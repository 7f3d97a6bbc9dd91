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
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The view of one route in headless Chromium: heat maps, zoom, exits, and its address. */
@Tag("interop")
@ExtendWith(PageBrowser.Shared.class)
class RoutePageTest {
    private static final String CHARTS = "#view .chart canvas[role=img]";

    private final PageBrowser on;

    RoutePageTest(PageBrowser on) {
        this.on = on;
    }

    @Test
    void figuresAreThoseOfTheApi() {
        on.open("/routes/SG-SIN");
        on.await(() -> on.count(CHARTS) == 3 && on.count("#view .plot canvas") == 2);
        String to = on.api("/api/v1/routes/SG-SIN?from=-900s").getString("to");
        String past = "from=" + plusMinutes(to, -2) + "&to=" + plusMinutes(to, -1);
        on.open("/routes/SG-SIN?lang=en&theme=light&" + past);
        on.await(() -> on.count("#view .why tbody tr") == 3);

        JsonArray exits = on.api("/api/v1/routes/SG-SIN?" + past).getJsonArray("exits");
        for (int i = 0; i < 3; i++) {
            JsonObject slow = exits.getJsonObject(i).getJsonObject("slow");
            String row = "#view .why tbody tr:nth-of-type(" + (i + 1) + ")";
            assertEquals(exits.getJsonObject(i).getString("exit"), on.text(row + " th"));
            assertEquals(ms(slow.getLong("floor_ns")), on.text(row + " td:nth-of-type(2)"));
            assertEquals(ms(slow.getLong("inflation_ns")), on.text(row + " td:nth-of-type(3)"));
            assertEquals(ms(slow.getLong("queueing_ns")), on.text(row + " td:nth-of-type(4)"));
            assertEquals(ms(slow.getLong("tail_ns")), on.text(row + " td:nth-of-type(5)"));
            int windows = exits.getJsonObject(i).getJsonArray("windows").size();
            String summary = on.text("#view .chart:nth-of-type(" + (i + 2) + ") h3 .muted");
            assertTrue(summary.contains(" samples in " + windows + " windows"), summary);
        }
        assertEquals(List.of(), on.complaints());
    }

    private static String plusMinutes(String moment, int minutes) {
        return java.time.Instant.parse(moment).plusSeconds(60L * minutes).toString();
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    @Test
    void smokeLiesWhereTheSamplesAreAndIsDrawnAnewInTheDark() {
        on.open("/routes/SG-SIN");
        on.await(() -> on.count(CHARTS) == 3);
        String coloured =
                "const c = document.querySelector(\"canvas[data-exit='nn-2']\");const d ="
                        + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data;let n = 0;"
                        + " for (let i = 0; i < d.length; i += 4) {const m = Math.max(d[i], d[i+1],"
                        + " d[i+2]) - Math.min(d[i], d[i+1], d[i+2]);if (d[i+3] > 200 && m > 60) n++; }"
                        + " return n;";

        long light = on.number(coloured);
        assertTrue(light > 200, "cells of the heat map: " + light);

        on.find("#theme option[value=dark]").click();
        on.await(() -> on.browser.getCurrentUrl().contains("theme=dark"));
        assertTrue(on.number(coloured) > 200);
        assertTrue(on.text("#view .charts > .legend").contains("the brighter, the more"));
    }

    @Test
    void brushZoomsIntoARangeOfThePastWhichIsNeverAskedForAgain() {
        on.open("/routes/SG-SIN");
        on.await(() -> on.count(CHARTS) == 3);
        WebElement chart = on.find(CHARTS);
        new Actions(on.browser)
                .moveToElement(chart, 100, 0)
                .clickAndHold()
                .moveByOffset(200, 0)
                .release()
                .perform();
        on.await(() -> on.browser.getCurrentUrl().contains("from="));
        on.await(() -> on.count("#view .frozen") == 1 && on.count(CHARTS) == 3);
        String address = on.browser.getCurrentUrl();

        on.forget();
        on.browser.executeScript("window.seen = 0; setInterval(() => window.seen++, 100)");
        on.await(() -> on.number("return window.seen") > 70);
        assertEquals(List.of(), on.requests(), "seven seconds: a tick has passed");
        assertEquals(address, on.browser.getCurrentUrl(), "and the zoom is kept");

        on.browser.navigate().back();
        on.await(() -> on.count("#view .frozen") == 0 && on.count(CHARTS) == 3);
        assertFalse(on.browser.getCurrentUrl().contains("from="));
        on.browser.navigate().forward();
        on.await(() -> on.count("#view .frozen") == 1);
        on.find(".live-again").click();
        on.await(() -> on.count("#view .frozen") == 0);
    }

    @Test
    void anAddressHoldsExitMethodRangeLanguageAndTheme() {
        on.open(
                "/routes/SG-SIN?method=data-ack&class=delayed-ack&exit=hk-3&range=1h&lang=zh-CN&theme=dark");
        on.await(() -> on.count(CHARTS) == 1);

        assertEquals("hk-3", on.attribute(CHARTS, "data-exit"));
        assertEquals("hk-3", on.find("#exit").getDomProperty("value"));
        assertEquals("TCP 数据/确认（疑似延迟确认）", on.text("#view .chart .kind"));
        assertEquals("1h", on.find("#view input[name=range]:checked").getDomProperty("value"));
        assertEquals("dark", on.attribute("html", "data-theme"));
        assertEquals("zh-CN", on.attribute("html", "lang"));
        assertEquals(List.of(), on.complaints());
    }

    @Test
    void keysMoveAndStretchTheRange() {
        on.open("/routes/SG-SIN");
        on.await(() -> on.count(CHARTS) == 3);

        on.press("[");
        on.await(() -> on.count("#view .frozen") == 1);
        String earlier = on.browser.getCurrentUrl();
        on.await(() -> on.count(CHARTS) == 3);
        on.press("+");
        on.await(() -> !on.browser.getCurrentUrl().equals(earlier));
    }

    @Test
    void everyMethodAndClassOfARouteIsListedAndOpensItsCharts() {
        on.open("/routes/SG-SIN");
        on.await(() -> on.count("#view .series[data-list=kinds] tbody tr") == 12);
        assertEquals(3, on.count("#view .series tr.shown"), "the headline of each exit");

        on.find("#view .series tr[data-exit=gz-1][data-kind='data-ack delayed-ack'] button")
                .click();
        on.await(() -> on.count("#view .series tr.shown[data-kind='data-ack delayed-ack']") == 3);
        on.await(() -> on.text("#view .chart .kind").equals("TCP data/ACK, delayed ACK suspect"));
        assertEquals(List.of(), on.complaints());
    }

    @Test
    void routeHasATableTwinAndEventsOnItsTimeAxis() {
        on.open("/routes");
        on.await(() -> on.count("#routes tr[data-state=timed]") >= 30);
        on.find("tbody[data-route=SG-SIN] th.destination a").click();
        on.await(() -> on.count(CHARTS) == 3);

        assertTrue(on.browser.getCurrentUrl().contains("/routes/SG-SIN"));
        on.await(() -> on.count("#view .lane canvas") == 1);
        assertEquals(2, on.count("#view .series.happened tbody tr"));
        on.find("#view summary").click();
        on.await(() -> on.count("#view .numbers tbody tr") > 10);

        on.press(Keys.ESCAPE);
        on.await(() -> on.count("#table-view:not([hidden])") == 1);
    }
}
