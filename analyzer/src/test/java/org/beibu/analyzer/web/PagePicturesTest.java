package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The pictures of every view in docs/pictures: there, of the size of a screen and small; taken anew
 * with {@code -Dbeibu.pictures=true}. Figures in them differ from run to run, so that people look
 * at them and no test compares their points.
 */
class PagePicturesTest {
    private static final int WIDTH = 1_280;
    private static final int TALLEST = 1_700;
    private static final long LARGEST_OCTETS = 450_000;

    private record Picture(String name, String address, String drawn) {}

    private static final List<Picture> PICTURES = pictures();

    private static List<Picture> pictures() {
        List<Picture> all = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            String look = "lang=en&theme=" + theme;
            all.add(new Picture("overview-" + theme, "/?" + look, "#compass a"));
            all.add(new Picture("routes-" + theme, "/routes?" + look, "#routes svg.spark"));
            all.add(new Picture("route-" + theme, "/routes/SG-SIN?" + look, "#view .plot canvas"));
            all.add(
                    new Picture(
                            "recommendations-" + theme, "/recommendations?" + look, ".facts-list"));
            all.add(
                    new Picture(
                            "slo-" + theme,
                            "/slo?cell=SG-SIN/e-sports&" + look,
                            ".minutes tbody tr"));
            all.add(new Picture("capacity-" + theme, "/capacity?" + look, "#view .plot canvas"));
            all.add(new Picture("probes-" + theme, "/probes?" + look, "tr[data-probe]"));
            all.add(new Picture("events-" + theme, "/events?" + look, "#happenings tr"));
        }
        all.add(new Picture("overview-chinese", "/?lang=zh-CN&theme=light", "#compass a"));
        all.add(
                new Picture(
                        "route-chinese",
                        "/routes/SG-SIN?lang=zh-CN&theme=dark",
                        "#view .plot canvas"));
        return all;
    }

    private static Path file(Picture picture) {
        return Path.of(System.getProperty("beibu.root", ".."), "docs/pictures")
                .resolve(picture.name() + ".png");
    }

    @Test
    void everyViewHasItsPicturesInBothThemes() throws IOException {
        for (Picture picture : PICTURES) {
            Path file = file(picture);
            assertTrue(Files.size(file) < LARGEST_OCTETS, file + " is too large");
            BufferedImage image = Objects.requireNonNull(ImageIO.read(file.toFile()));
            assertEquals(WIDTH, image.getWidth(), picture.name());
            assertTrue(image.getHeight() >= 700, picture.name());
        }
    }

    @Tag("interop")
    @Test
    @ExtendWith(PageBrowser.Shared.class)
    @EnabledIfSystemProperty(named = "beibu.pictures", matches = "true")
    void takeThePicturesAnew(PageBrowser on) throws IOException {
        Files.createDirectories(file(PICTURES.get(0)).getParent());
        on.answerAll();
        on.open("/");
        on.await(() -> on.number("return Math.round(performance.now())") > 9_000);
        for (Picture picture : PICTURES) {
            on.open(picture.address());
            on.await(() -> on.count(picture.drawn()) > 0);
            on.await(() -> on.number("return Math.round(performance.now())") > 3_000);
            on.await(() -> on.count("#freshness[data-state=live]") == 1);
            Files.write(file(picture), taken(on));
        }
        on.plain();
    }

    private static byte[] taken(PageBrowser on) {
        long height = Math.min(TALLEST, on.number("return document.documentElement.scrollHeight"));
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", WIDTH, "height", height, "scale", 1);
        Map<String, Object> answer =
                on.browser.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("captureBeyondViewport", true, "clip", clip));
        return Base64.getDecoder().decode(String.valueOf(answer.get("data")));
    }
}
