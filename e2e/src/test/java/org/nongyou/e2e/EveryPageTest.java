package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nongyou.e2e.Visit.Screen;

@DisplayName("每一页：办公电脑和手机上都放得下、读得出、没有错")
class EveryPageTest {

    /// Pages with a map or a chart may weigh more.
    private static final List<String> HEAVY =
            List.of("/dashboard", "/bases/", "/catalogue/", "/public/bases/", "/public/catalogue", "/cases/");
    private static final int LIMIT = 300_000;

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    /// Where each account can go. A path that ends in `*` is the first link of that kind on the page before it.
    static Stream<Walk> walks() {
        return Stream.of(
                        walk(
                                "",
                                "/public",
                                "/public/catalogue",
                                "/public/bases/*",
                                "/public/notices",
                                "/public/notices/*",
                                "/schemes",
                                "/schemes/shanxi-quality-bases",
                                "/sign-in"),
                        walk(
                                "nongmin",
                                "/",
                                "/cases",
                                "/bases",
                                "/bases/*",
                                "/producers",
                                "/apply",
                                "/account",
                                "/help"),
                        walk(
                                "xian",
                                "/",
                                "/cases",
                                "/cases/*",
                                "/bases",
                                "/bases/*",
                                "/bases/new",
                                "/producers",
                                "/producers/*",
                                "/producers/new",
                                "/catalogue",
                                "/catalogue/*",
                                "/apply",
                                "/figures",
                                "/notices",
                                "/search?q=基地"),
                        walk(
                                "shi",
                                "/",
                                "/cases",
                                "/cases/*",
                                "/catalogue",
                                "/catalogue/*",
                                "/reserves",
                                "/targets",
                                "/dashboard",
                                "/figures"),
                        walk(
                                "sheng",
                                "/",
                                "/cases?stage=recheck",
                                "/notices",
                                "/targets",
                                "/schemes/shanxi-quality-bases"),
                        walk("lingdao", "/", "/dashboard", "/dashboard?theme=dark", "/targets"),
                        walk("xiangzhen", "/", "/bases"),
                        walk("shenji", "/", "/journal"),
                        walk("admin", "/", "/admin/offices", "/admin/accounts"))
                .flatMap(walk -> Stream.of(Screen.values()).map(walk::at));
    }

    record Walk(String account, Screen screen, List<String> paths) {

        Walk at(Screen other) {
            return new Walk(account, other, paths);
        }

        @Override
        public String toString() {
            return (account.isEmpty() ? "公众" : account) + " " + screen;
        }
    }

    private static Walk walk(String account, String... paths) {
        return new Walk(account, Screen.DESK, List.of(paths));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void isWhole(Walk walk) {
        try (var visit =
                walk.account().isEmpty() ? Visit.asPublic(walk.screen()) : Visit.as(walk.account(), walk.screen())) {
            var wrong = new ArrayList<String>();
            for (var path : walk.paths()) {
                try {
                    look(visit, walk, path);
                } catch (AssertionError error) {
                    wrong.add(path + "\n" + error.getMessage());
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static void look(Visit visit, Walk walk, String path) {
        var target = path;
        if (path.endsWith("*")) {
            var prefix = path.substring(0, path.length() - 1);
            var links = visit.page.locator("main a[href^='" + prefix + "']").all();
            var first = links.stream()
                    .map(link -> link.getAttribute("href"))
                    .filter(href -> href.substring(prefix.length()).matches("[A-Za-z0-9_-]+") && !href.endsWith("/new"))
                    .findFirst();
            assertThat(first)
                    .as("a link to " + path + " on " + visit.page.url())
                    .isPresent();
            target = first.orElseThrow();
        }
        long[] weight = {0};
        visit.page.onResponse(response -> {
            var length = response.headers().get("content-length");
            if (length != null) weight[0] += Long.parseLong(length);
        });
        var response = visit.go(target);
        assertThat(response.status()).as(target).isEqualTo(200);
        visit.page.waitForLoadState(LoadState.NETWORKIDLE);
        visit.picture((walk.account().isEmpty() ? "public" : walk.account())
                + path.replace("*", "one").replaceAll("[/?=]+", "-"));
        assertThat(visit.page.locator("h1").count()).as("one h1 on " + target).isEqualTo(1);
        visit.fits();
        visit.isAccessible();
        visit.hasNoFaults();
        if (HEAVY.stream().noneMatch(path::startsWith)) {
            assertThat(weight[0]).as("bytes of " + target).isLessThan(LIMIT);
        }
    }
}
