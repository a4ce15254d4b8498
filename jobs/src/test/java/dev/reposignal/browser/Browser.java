package dev.reposignal.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.UnexpectedAlertBehaviour;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that tells what a page does: what it logs, what it asks for, how wide it is. */
final class Browser implements AutoCloseable {
    /** Widths of a small phone, a phone, a tablet, a small laptop and a desk, in CSS pixels. */
    static final List<Integer> WIDTHS = List.of(320, 390, 768, 1024, 1440);

    /** From this width on no table may scroll. */
    static final int LEAST_WIDTH_FOR_TABLES = 1024;

    static final List<String> SCHEMES = List.of("light", "dark");

    private static final int HEIGHT = 900;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriver driver;
    private final String axe;

    private Browser(ChromeDriver driver, String axe) {
        this.driver = driver;
        this.axe = axe;
    }

    /** Why there is no browser here; empty where there is one. */
    static Optional<String> missing() {
        for (String program : List.of("chromium", "chromedriver")) {
            if (find(program).isEmpty()) {
                return Optional.of("No %s on the path: apt-get install chromium chromium-driver".formatted(program));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium").orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--hide-scrollbars");
        // A dialog stays open, so that the next command fails on it.
        options.setUnhandledPromptBehaviour(UnexpectedAlertBehaviour.IGNORE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60)).pageLoadTimeout(Duration.ofSeconds(60));
        return new Browser(driver, axe());
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a page and forgets what earlier ones logged. */
    void load(URI page) {
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(page.toString());
    }

    void show(int width, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Opens whatever the page keeps folded. */
    void openDetails() {
        driver.executeScript("document.querySelectorAll('details').forEach(details => details.open = true);");
    }

    /** Everything the page has written to the console, policy violations among it. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** Every address asked for since the page was loaded. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = json(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(message.path("params").path("request").path("url").asText());
            }
        }
        return requests;
    }

    /** What stands further right than the page is wide; empty where nothing does. */
    List<String> overflow() {
        return strings("""
                const root = document.documentElement;
                if (root.scrollWidth <= root.clientWidth) return [];
                const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1);
                return [root.scrollWidth + ' px: ' + wide.slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' | ')];
                """);
    }

    /** Tables that are wider than the box in which they scroll. */
    List<String> scrollingTables() {
        return strings("""
                return [...document.querySelectorAll('table')].filter(t => t.checkVisibility())
                    .filter(t => t.parentElement.scrollWidth > t.parentElement.clientWidth + 1)
                    .map(t => t.parentElement.scrollWidth + ' of ' + t.parentElement.clientWidth + ' px: ' + t.textContent.trim().slice(0, 60));
                """);
    }

    /** Figures in tables that are not on the screen unless the reader scrolls sideways. */
    List<String> hiddenFigures() {
        return strings("""
                const width = document.documentElement.clientWidth;
                return [...document.querySelectorAll('td.number')].filter(e => e.checkVisibility())
                    .filter(e => e.getBoundingClientRect().right > width + 1 || e.scrollWidth > e.clientWidth + 1)
                    .slice(0, 3).map(e => e.closest('tr').textContent.trim().slice(0, 60) + ': ' + e.textContent.trim());
                """);
    }

    /** What axe-core finds wrong by the rules of WCAG 2.2 A and AA. */
    List<String> violations() {
        driver.executeScript(axe + ";window.axe = axe;");
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'], preload: false})
                    .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.length + ' x ' + v.nodes[0].html.slice(0, 160) + ' ' + v.nodes[0].failureSummary.slice(0, 200))))
                    .catch(e => done(['axe failed: ' + e]));
                """);
        return strings(found);
    }

    /** What the keyboard's first stops get wrong: the first is the skip link, each is visible and shows that it is there. */
    List<String> keyboardFaults(int stops) {
        List<String> faults = new ArrayList<>();
        for (int stop = 0; stop < stops; stop++) {
            new Actions(driver).sendKeys(Keys.TAB).perform();
            List<String> state = strings("""
                    const e = document.activeElement;
                    if (!e || e === document.body) return ['end'];
                    const box = e.getBoundingClientRect();
                    const style = getComputedStyle(e);
                    const shown = box.width > 0 && box.right > 0 && box.left < innerWidth;
                    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                    return [e.className, String(shown), String(marked), e.outerHTML.slice(0, 80)];
                    """);
            if (state.get(0).equals("end")) {
                return faults;
            }
            if (stop == 0 && !state.get(0).contains("skip")) {
                faults.add("the first stop is not the skip link: " + state.get(3));
            }
            if (!state.get(1).equals("true")) {
                faults.add("focused and not visible: " + state.get(3));
            }
            if (!state.get(2).equals("true")) {
                faults.add("focused without a mark: " + state.get(3));
            }
        }
        return faults;
    }

    /** The result of a script, as strings. */
    List<String> strings(String script) {
        return strings(driver.executeScript(script));
    }

    private static List<String> strings(@Nullable Object found) {
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
