package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A person at a browser: signs in, walks, looks. Page errors and refused contents (CSP) fail the visit.
final class Visit implements AutoCloseable {

    /// An office PC and a phone.
    enum Screen {
        DESK(1366, 768),
        PHONE(360, 740);

        final int width;
        final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    static final String PASSWORD = "nongyou2026demo";
    private static final String AXE = AxeBuilder.getAxeScript();
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final ThreadLocal<Browser> BROWSER = ThreadLocal.withInitial(Visit::launch);

    final Page page;
    private final BrowserContext context;
    private final List<String> faults = new ArrayList<>();
    private Screen screen;

    private Visit(Screen screen) {
        this.screen = screen;
        context = BROWSER.get()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(screen.width, screen.height)
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai")
                        .setBaseURL(Product.address()));
        page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            var text = message.text();
            // A page that answers 4xx on purpose is no fault of the page.
            if (message.type().equals("error") && !text.contains("the server responded with a status of 4"))
                faults.add(text);
        });
    }

    static boolean possible() {
        return Files.isExecutable(CHROMIUM);
    }

    static Visit asPublic(Screen screen) {
        return new Visit(screen);
    }

    static Visit as(String account, Screen screen) {
        var visit = new Visit(screen);
        visit.signIn(account, PASSWORD);
        assertThat(visit.page.url()).as("signed in as " + account).doesNotContain("/sign-in");
        return visit;
    }

    void signIn(String account, String password) {
        page.navigate("/sign-in");
        page.fill("input[name=username]", account);
        page.fill("input[name=password]", password);
        comesAnew(page, () -> page.click("main button[type=submit]"));
    }

    Response go(String path) {
        var response = page.navigate(path);
        assertThat(response.status()).as(path).isLessThan(500);
        return response;
    }

    /// The same person at another screen.
    Visit at(Screen other) {
        page.setViewportSize(other.width, other.height);
        screen = other;
        return this;
    }

    /// Opens a page and looks at it from all sides.
    /// @param most bytes that may be transferred for it
    void looksAt(String path, String picture, long most) {
        long[] weight = {0};
        Consumer<Response> weigh = response -> {
            var length = response.headers().get("content-length");
            if (length != null) weight[0] += Long.parseLong(length);
        };
        page.onResponse(weigh);
        var response = go(path);
        assertThat(response.status()).as(path).isEqualTo(200);
        waitForMaps();
        page.offResponse(weigh);
        isWhole(picture);
        assertThat(weight[0]).as("bytes of " + path).isLessThan(most);
    }

    /// The page that is open.
    void isWhole(String picture) {
        assertThat(page.locator("h1").count()).as("one h1 on " + page.url()).isEqualTo(1);
        fits();
        isAccessible();
        hasNoFaults();
        picture(picture);
    }

    /// A file that a page offers, as the same person.
    byte[] file(String path, String type) {
        var answer = context.request().get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).as(path).startsWith(type);
        return answer.body();
    }

    /// Does something that loads a page, and waits until it is there.
    static void comesAnew(Page page, Runnable act) {
        page.evaluate("document.documentElement.dataset.old = 'yes'");
        act.run();
        page.waitForFunction("() => !document.documentElement.dataset.old && document.readyState === 'complete'");
    }

    void waitForMaps() {
        page.waitForFunction("() => !document.querySelector('[data-map]:not([data-ready])')");
    }

    /// No violation of WCAG 2.2 A and AA nor of best practice. The library's own way through Java also describes all
    /// that is right on the page, at two thirds of the suite's time.
    void isAccessible() {
        page.evaluate(AXE);
        var violations = page.evaluate("""
                () => axe.run({
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                    resultTypes: ['violations']
                }).then(found => found.violations.map(rule => rule.id + ': '
                    + rule.nodes.slice(0, 5).map(node => node.target + ' ' + node.failureSummary).join(' | ')))""");
        assertThat((List<?>) violations).as("accessibility of " + page.url()).isEmpty();
    }

    /// Nothing stands out sideways, at any width.
    void fits() {
        var overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue())
                .as("sideways overflow of " + page.url())
                .isLessThanOrEqualTo(1);
    }

    void hasNoFaults() {
        assertThat(faults).as("faults of the pages up to " + page.url()).isEmpty();
    }

    /// A picture for people to look at, in `e2e/target/screenshots`, when asked for: -De2e.pictures.
    void picture(String name) {
        if (System.getProperty("e2e.pictures") == null) return;
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(name + "-" + screen.name().toLowerCase() + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }

    private static Browser launch() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--font-render-hinting=none")));
    }
}
