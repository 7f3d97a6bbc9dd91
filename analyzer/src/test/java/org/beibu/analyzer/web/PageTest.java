package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The table of all paths in headless Chromium, and what every view has: keys, search, silence. */
@Tag("interop")
@ExtendWith(PageBrowser.Shared.class)
class PageTest {
    private final PageBrowser on;

    PageTest(PageBrowser on) {
        this.on = on;
    }

    @BeforeEach
    void load() {
        on.open("/routes");
        on.await(() -> on.count("#routes tr[data-state=timed]") >= 30);
    }

    @Test
    void allRoutesAreShownWithARowForEachExit() {
        assertEquals(16, on.count("#routes tbody"), "those of the catalogue, and the unrouted");
        assertEquals(48, on.count("#routes tbody tr"));
        assertEquals("no data", on.text("tbody[data-route=PH-DVO] tr[data-exit=gz-1] td.state"));
        assertEquals("–", on.text("tbody[data-route=PH-DVO] tr[data-exit=gz-1] td.p50"));
    }

    /** The best of three tries: a busy machine may hold one up. */
    @Test
    void changeOfDelayIsVisibleWithinTwoSeconds() {
        long seen = changeIsSeenAfterNanos();
        for (int again = 0; again < 2 && seen >= 2_000_000_000L; again++) {
            seen = changeIsSeenAfterNanos();
        }

        assertTrue(seen < 2_000_000_000L, "seen after " + seen / 1_000_000 + " ms");
        on.await(
                () ->
                        on.count(
                                        "tbody[data-route=SG-SIN]"
                                                + " tr[data-exit=nn-2][data-departure=above]")
                                == 1);
        assertTrue(
                on.text("tbody[data-route=SG-SIN] tr[data-exit=nn-2] td.state").startsWith("▲ "),
                "shape and words, not colour alone");
    }

    private long changeIsSeenAfterNanos() {
        String now = "tbody[data-route=SG-SIN] tr[data-exit=nn-2] td.now";
        on.await(() -> !on.text(now).equals("–"));
        double before = Double.parseDouble(on.text(now));

        on.page.bureau.setAdded("nn-2", Duration.ofMillis(30));
        long changed = System.nanoTime();
        on.await(() -> !on.text(now).equals("–") && Double.parseDouble(on.text(now)) > before + 25);
        return System.nanoTime() - changed;
    }

    @Test
    void searchAndKeysWork() {
        on.press("/");
        on.browser.switchTo().activeElement().sendKeys("singa");
        on.await(() -> on.count("#routes tbody:not([hidden])") == 1);

        on.browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        on.await(() -> on.count("#routes tbody:not([hidden])") == 16);

        on.press("?");
        on.await(() -> on.count("dialog[open]") == 1);
    }

    @Test
    void methodAndLanguageCanBeChosen() {
        on.find("#method option[value=timestamp]").click();
        on.await(
                () ->
                        on.text("tbody[data-route=SG-SIN] th.destination .kind")
                                .equals("TCP timestamp, fallback"));
        assertTrue(on.browser.getCurrentUrl().contains("method=timestamp"));

        on.find("#language option[value=zh-CN]").click();
        on.await(() -> on.text("#notes").contains("抓包点到东盟主机往返"));
        assertTrue(on.browser.getCurrentUrl().contains("lang=zh-CN"), "a link carries it");
        assertEquals("河内", on.text("tbody[data-route=VN-HAN] th.destination a"));
    }

    @Test
    void classOfAMethodCanBeChosenAndTheCleanShareStandsBesideIt() {
        on.find("#method option[value=data-ack]").click();
        on.await(
                () ->
                        on.text("tbody[data-route=SG-SIN] th.destination .kind")
                                .equals("TCP data/ACK"));
        String clean = "tbody[data-route=SG-SIN] tr[data-exit=gz-1] td.clean";
        on.await(() -> on.text(clean).equals("50%"));
        double immediate = delay("p50");

        on.find("#quality option[value=delayed-ack]").click();
        on.await(
                () ->
                        on.text("tbody[data-route=SG-SIN] th.destination .kind")
                                .equals("TCP data/ACK, delayed ACK suspect"));
        on.await(() -> delay("p50") > immediate + 5);
        assertTrue(on.browser.getCurrentUrl().contains("class=delayed-ack"));
        assertEquals("50%", on.text(clean), "the share is of the method, not of the class");
        on.await(() -> on.count("#routes svg.spark path.line[d*=L]") > 30);
        assertEquals(List.of(), on.complaints());
    }

    private double delay(String column) {
        String text = on.text("tbody[data-route=SG-SIN] tr[data-exit=gz-1] td." + column);
        return text.equals("–") ? -1 : Double.parseDouble(text);
    }

    @Test
    void unroutedPathIsShownInChineseToo() {
        on.open("/routes?lang=zh-CN");

        on.await(() -> on.count("#routes tbody[data-route='-'] tr[data-state=timed]") == 1);
        assertEquals("其他地方", on.text("tbody[data-route='-'] th.destination a"));
        assertEquals(List.of(), on.complaints());

        on.find("tbody[data-route='-'] th.destination a").click();
        on.await(() -> on.count("#view .chart canvas") >= 1);
        assertEquals(List.of(), on.complaints());
    }

    @Test
    void aPathOfTheTableIsReachedByKeysAlone() {
        on.press("j", "j");
        on.await(() -> on.browser.switchTo().activeElement().getText().equals("Ho Chi Minh City"));
        on.press("k");
        on.browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        on.await(() -> on.browser.getCurrentUrl().contains("/routes/VN-HAN"));

        on.press(Keys.ESCAPE);
        on.await(() -> on.count("#table-view:not([hidden])") == 1);
        on.press("g", "e");
        on.await(() -> on.browser.getCurrentUrl().contains("/events"));
    }

    @Test
    void silenceMakesEveryFigureOfNowNoData() {
        try (FakeBureauPage silent = new FakeBureauPage(0, Duration.ofMinutes(3))) {
            silent.start();
            on.browser.get(silent.server.address() + "routes?lang=en");
            on.await(() -> on.count("#routes tr[data-state=timed]") >= 30);

            silent.fallSilent();

            // A busy machine may make the page stale for a moment before that.
            on.await(
                    () ->
                            on.count("#freshness[data-state=stale]") == 1
                                    && on.count("#routes tr[data-state=timed]") == 0);
            on.press("g", "p");
            on.await(() -> on.count("tr[data-probe=nn-probe-1][data-state=no-data]") == 1);
            assertEquals("no data", on.text("tr[data-probe=nn-probe-1] td:nth-of-type(1)"));
            on.press("g", "s");
            on.await(() -> on.count("#slo td[data-level=no-data]") == 75);
            on.press("g", "o");
            on.await(() -> on.count("#worst .empty") == 1);
            assertEquals(0, on.count("#compass [data-state=steady]"));
        }
    }

    @Test
    void hourOldFiguresAreNeverShownAsLive() {
        try (FakeBureauPage stuck = new FakeBureauPage(0, Duration.ofMinutes(3))) {
            stuck.startStuck(Duration.ofHours(1));
            on.browser.get(stuck.server.address() + "routes?lang=en");

            on.await(() -> on.text("#freshness-text").startsWith("no data for 3,6"));
            assertEquals(0, on.count("#routes tr[data-state=timed]"));
        }
    }
}
