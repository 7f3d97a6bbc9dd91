package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Headless Chromium on a fake bureau that publishes twice a second: one for all test classes that
 * ask for it as a parameter, since both take seconds to start. Without Chromium they are skipped.
 */
final class PageBrowser implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    final FakeBureauPage page;
    final ChromeDriver browser;
    private final Path profile;
    private final List<String> scripts = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    /** Gives the one browser to the constructors and methods of tests. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PageBrowser.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            assumeTrue(
                    Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                    "skipped: chromium or chromedriver is missing (Debian packages chromium,"
                            + " chromium-driver)");
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(
                            PageBrowser.class, key -> new PageBrowser(), PageBrowser.class);
        }
    }

    private PageBrowser() {
        boolean pictures = Boolean.getBoolean("beibu.pictures");
        page = new FakeBureauPage(0, Duration.ofMinutes(pictures ? 16 : 4), pictures);
        page.loseSome();
        page.start();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        try {
            profile = Files.createTempDirectory("beibu-page");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the browser", e);
        }
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en",
                "--window-size=1280,720",
                "--user-data-dir=" + profile);
        browser =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(DRIVER.toFile())
                                .usingAnyFreePort()
                                .build(),
                        options);
    }

    /** Opens an address of the page in English and light, with empty logs. */
    void open(String path) {
        page.bureau.exits().forEach(exit -> page.bureau.setAdded(exit, Duration.ZERO));
        size(1280, 720);
        String all = path.contains("?") ? path : path + "?lang=en&theme=light";
        browser.get(page.server.address().resolve(all).toString());
        await(() -> count("#views a[aria-current]") == 1);
        forget();
    }

    /** The browser keeps its logs from test to test; reading them empties them. */
    void forget() {
        for (String type : List.of(LogType.BROWSER, LogType.PERFORMANCE)) {
            assertNotNull(browser.manage().logs().get(type));
        }
    }

    /** Runs a script before those of every page that is opened from now on, until plain. */
    void before(String script) {
        Map<String, Object> added =
                browser.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        added.values().forEach(id -> scripts.add(String.valueOf(id)));
    }

    /** Has the page see documented answers of addresses that the fake bureau does not serve. */
    void answerAll() {
        try (InputStream in = PageBrowser.class.getResourceAsStream("page-answers.js")) {
            before(
                    new String(
                            Objects.requireNonNull(in, "page-answers.js").readAllBytes(),
                            StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("page-answers.js", e);
        }
    }

    /** Nothing is put before the page any more. */
    void plain() {
        for (String script : scripts) {
            browser.executeCdpCommand(
                    "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
        scripts.clear();
    }

    /** The size of what is seen, without the browser's own frame. */
    void size(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void await(BooleanSupplier condition) {
        new WebDriverWait(browser, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .until(ignored -> condition.getAsBoolean());
    }

    int count(String selector) {
        return browser.findElements(By.cssSelector(selector)).size();
    }

    WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    /** Looked up again when the page draws it anew between look-up and reading. */
    String text(String selector) {
        return new WebDriverWait(browser, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .until(page -> page.findElement(By.cssSelector(selector)).getText());
    }

    String attribute(String selector, String name) {
        return String.valueOf(find(selector).getDomAttribute(name));
    }

    /** What a script returns, a whole number. */
    long number(String script) {
        return ((Number) Objects.requireNonNull(browser.executeScript(script))).longValue();
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            new Actions(browser).sendKeys(key).perform();
        }
    }

    /** What the console said since it was asked last. */
    List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Everything that was asked for since the logs were read last. */
    List<String> requests() {
        return browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .flatMap(
                        message ->
                                Pattern.compile("\"url\":\"([^\"]+)\"")
                                        .matcher(message)
                                        .results()
                                        .map(result -> result.group(1)))
                .filter(url -> url.matches("(https?|wss?)://.*"))
                .toList();
    }

    /** What the API answers. */
    JsonObject api(String path) {
        try {
            URI address = page.server.address().resolve(path);
            return new JsonObject(
                    client.send(
                                    HttpRequest.newBuilder(address).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        browser.quit();
        page.close();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
