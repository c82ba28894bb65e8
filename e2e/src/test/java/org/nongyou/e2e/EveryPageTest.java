package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.PlaywrightException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nongyou.e2e.Visit.Screen;

@DisplayName("每一页：办公电脑和手机上都放得下、读得出、没有错")
class EveryPageTest {

    /// Pages with a map or a chart may weigh more.
    private static final List<String> HEAVY =
            List.of("/dashboard", "/bases/", "/catalogue/", "/public/bases/", "/public/catalogue", "/cases/");
    static final long LIGHT = 300_000;

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    /// Where each account can go. `/x/*` and `/x?*` are the first link of that kind on the page before it, `+/y` goes
    /// on from there, `/x/**` is the first link that begins so.
    static Stream<Walk> walks() {
        return Stream.of(
                        walk(
                                "",
                                "/public",
                                "/public/catalogue",
                                "/public/bases/*",
                                "/public/catalogue?q=没有这样的基地",
                                "/public/projects",
                                "/public/certificates",
                                "/public/inputs?crop=豇豆&drug=氧乐果",
                                "/public/verify",
                                "/public/complaints",
                                "/public/evaluations/1",
                                "/public/brands",
                                "/public/brands/*",
                                "/public/notices",
                                "/public/notices/*",
                                "/public/objections",
                                "/schemes",
                                "/schemes/shanxi-quality-bases",
                                "/schemes/zhangye-organic-2025",
                                "/schemes/zhangye-organic-2025/try?rule=subsidies.site-per-mu",
                                "/schemes/zhangye-organic-2025/changes",
                                "/schemes/shanxi-quality-safety-145",
                                "/sign-in"),
                        walk(
                                "nongmin",
                                "/",
                                "/cases",
                                "/cases/*",
                                "/bases",
                                "/bases/*",
                                "+/edit",
                                "/producers",
                                "/production",
                                "/production/1",
                                "/production/inputs",
                                "/production/inputs/new",
                                "/production/batches",
                                "/production/batches/2",
                                "/production/recovery",
                                "/production/recovery/new",
                                "/production/measurements",
                                "/production/inspectors",
                                "/production/new",
                                "/production/new?*",
                                "/apply",
                                "/field",
                                "/field/form",
                                "/entries",
                                "/entries/new?without=yes",
                                "/entries/reports",
                                "/entries/fairs",
                                "/conformity",
                                "/conformity/new",
                                "/conformity/mix",
                                "/conformity/bulk",
                                "/conformity/labels",
                                "/conformity/labels/order",
                                "/conformity/labels/activate",
                                "/conformity/labels/report",
                                "/account",
                                "/help"),
                        walk(
                                "xian",
                                "/",
                                "/conformity/stops",
                                "/conformity/coverage",
                                "/production/settings",
                                "/standards/grades",
                                "/standards/grades/new",
                                "/conformity/labels/hand-out?q=合作社",
                                "/conformity/complaints",
                                "/conformity/checks",
                                "/conformity/checks/new",
                                "/conformity/retention",
                                "/cases",
                                "/cases/*",
                                "/cases?due=overdue",
                                "/cases?stage=application",
                                "/cases/*",
                                "+/form",
                                "/bases",
                                "/bases/*",
                                "/bases/new",
                                "/bases/effects",
                                "/bases/visits",
                                "/subsidies/supports",
                                "/producers",
                                "/producers/*",
                                "+/edit",
                                "/producers",
                                "/producers/*",
                                "+/accounts",
                                "/producers/new",
                                "/catalogue",
                                "/catalogue/*",
                                "/apply",
                                "/certificates",
                                "/certificates/*",
                                "+/correct",
                                "/certificates/new",
                                "/certificates?state=expired",
                                "/import/certificates",
                                "/import/bases",
                                "/import/producers",
                                "/jobs",
                                "/figures",
                                "/figures/**",
                                "/notices",
                                "/search?q=基地"),
                        walk(
                                "shi",
                                "/",
                                "/cases?stage=acceptance",
                                "/cases/*",
                                "+/preview",
                                "/catalogue",
                                "/catalogue/*",
                                "/reserves",
                                "/targets",
                                "/targets/shanxi-quality-bases/*",
                                "/dashboard",
                                "/figures",
                                "/figures/checks",
                                "/figures/totals?period=2025",
                                "/figures/totals?period=2025&indicator=green-output"),
                        walk(
                                "sheng",
                                "/",
                                "/cases?stage=recheck",
                                "/notices",
                                "/notices/*",
                                "/notices/new",
                                "/notices/calendar",
                                "/evaluations/new",
                                "/evaluations/1",
                                "/catalogue/adopt",
                                "/targets",
                                "/schemes/shanxi-quality-bases",
                                "/cases/1"),
                        walk("lingdao", "/", "/dashboard", "/dashboard?theme=dark", "/targets"),
                        walk("zhuanjia", "/"),
                        walk("xiangzhen", "/", "/bases"),
                        walk("cun", "/", "/bases"),
                        walk("shenji", "/", "/journal"),
                        walk(
                                "admin",
                                "/",
                                "/admin/offices",
                                "/admin/offices/*",
                                "/admin/accounts?*",
                                "/admin/accounts/new?*",
                                "/admin/offices/new",
                                "/admin/accounts",
                                "/admin/accounts/*",
                                "/admin/signing-keys",
                                "/standards/permitted",
                                "/standards/data",
                                "/standards/rules",
                                "/standards/rules/import/products",
                                "/standards/products",
                                "/standards/library",
                                "/standards/library/*",
                                "/standards/projects",
                                "/sheets",
                                "/modes"),
                        walk(
                                "ganzhou",
                                "/subsidies",
                                "/subsidies?state=draft",
                                "/subsidies/new",
                                "/subsidies/new?way=zhangye-organic-2025/site-per-mu",
                                "/subsidies/payments",
                                "/subsidies/1",
                                "/tasks",
                                "/rosters",
                                "/standards/inputs?crop=茶叶&drug=吡虫啉",
                                "/standards/inputs/banned",
                                "/standards/residues?food=韭菜&drug=腐霉利&day=2024-05-01"),
                        walk(
                                "xian",
                                "/projects",
                                "/projects/2",
                                "/projects/2/outputs",
                                "/projects/2/archive",
                                "/projects/2/evaluation",
                                "/projects/reports?standing=all",
                                "/projects/reports/*",
                                "/evaluations",
                                "/evaluations/sheets/*",
                                "/evaluations/counties",
                                "/evaluations/counties/*"),
                        walk(
                                "zhangye",
                                "/subsidies/payments",
                                "/subsidies/trial?version=zhangye-organic-2025/1",
                                "/tasks/progress?scheme=zhangye-organic-2025",
                                "/tasks/dispatch/list",
                                "/tasks/supervision",
                                "/tasks/supervision/*"))
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
    @Execution(ExecutionMode.CONCURRENT)
    void isWhole(Walk walk) {
        try (var visit =
                walk.account().isEmpty() ? Visit.asPublic(walk.screen()) : Visit.as(walk.account(), walk.screen())) {
            var wrong = new ArrayList<String>();
            for (var path : walk.paths()) {
                try {
                    look(visit, walk, path);
                } catch (AssertionError | PlaywrightException error) {
                    wrong.add(path + "\n" + error.getMessage());
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    @DisplayName("有问题的页面看得出来：没有说明的图片、太宽的内容")
    void faultsAreSeen() {
        try (var visit = Visit.asPublic(Screen.PHONE)) {
            visit.go("/public");
            visit.page.evaluate("document.querySelector('main').append(new Image())");
            assertThatThrownBy(visit::isAccessible).hasMessageContaining("image-alt");
            visit.page.evaluate("document.querySelector('main').style.width = '1000px'");
            assertThatThrownBy(visit::fits).hasMessageContaining("sideways");
        }
    }

    private static void look(Visit visit, Walk walk, String path) {
        var target = target(visit, path);
        var picture = (walk.account().isEmpty() ? "public" : walk.account())
                + target.replaceAll("\\d+", "n").replaceAll("[/?=]+", "-");
        visit.looksAt(target, picture, HEAVY.stream().anyMatch(target::startsWith) ? Long.MAX_VALUE : LIGHT);
    }

    private static String target(Visit visit, String path) {
        if (path.startsWith("+")) return URI.create(visit.page.url()).getPath() + path.substring(1);
        if (!path.endsWith("*")) return path;
        if (path.endsWith("**")) {
            var deep = path.substring(0, path.length() - 2);
            return visit.page.locator("main a[href^='" + deep + "']").first().getAttribute("href");
        }
        var prefix = path.substring(0, path.length() - 1);
        if (prefix.endsWith("?"))
            return visit.page.locator("main a[href^='" + prefix + "']").first().getAttribute("href");
        return visit.page.locator("main a[href^='" + prefix + "']").all().stream()
                .map(link -> link.getAttribute("href").replaceFirst("[?#].*", ""))
                .filter(href -> href.substring(prefix.length()).matches("\\d+|[A-Z0-9]{8,}|[a-z][a-z0-9-]+")
                        && !href.matches(".*/(new|adopt|calendar|export|print|effects|visits)"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link to " + path + " on " + visit.page.url()));
    }
}
