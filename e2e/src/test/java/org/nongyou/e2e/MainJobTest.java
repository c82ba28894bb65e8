package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// The main job as four people do it, in a browser: what the README's first ten minutes promise.
@DisplayName("一个基地从申报到入目录，再到取消")
class MainJobTest {

    private static final FilePayload PAPER = new FilePayload(
            "材料.pdf",
            "application/pdf",
            "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("县申报和初审、市验收、省复核、公示有异议、到期列入、扫码能查，再逐级上报取消")
    void fromApplicationToTheScannedSignboard() {
        var address = applies();
        firstReviews(address);
        accepts(address);
        var notice = rechecksAndPublicises(address);
        objects(notice);
        answersAndConcludes(address, notice);
        var code = publicFindsIt(address);
        isDelisted(address, code);
    }

    /// @return the path of the case
    private static String applies() {
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            clerk.go("/apply");
            var page = clerk.page;
            var way = page.locator("select[name=way] option").allTextContents().stream()
                    .filter(text -> text.contains("省级") && text.contains("生产基地"))
                    .findFirst()
                    .orElseThrow();
            page.selectOption("select[name=way]", new SelectOption().setLabel(way));
            Visit.comesAnew(page, () -> page.click("form[action='/apply'][method=get] button[type=submit]"));
            // One that is not listed; where it has an open case already the page says so, and the next one is tried.
            int candidates = page.locator("input[name=subject]").count();
            for (int i = 0; i < candidates && page.url().contains("/apply"); i++) {
                var subject = page.locator("input[name=subject]").nth(i);
                var label = subject.locator("xpath=ancestor::label").innerText();
                // The greenhouses' book has gaps on purpose: they show what stands against a certificate.
                if (label.contains("现在是") || label.contains("设施蔬菜")) continue;
                subject.check();
                page.selectOption("select[name=class]", "demonstration");
                Visit.comesAnew(page, () -> page.click("text=开始申报"));
            }
            assertThat(page.url()).matches(".*/cases/\\d+.*");
            var path = page.url().replaceFirst("^.*(/cases/\\d+).*$", "$1");
            clerk.go(path + "/form");
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
            assertThat(page.locator(".ny-errors").innerText())
                    .contains("土地使用证明")
                    .contains("承诺");
            clerk.picture("form-refused");
            clerk.isAccessible();
            fillIn(clerk, path);
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
            assertThat(page.locator("main").innerText()).contains("县级初审中");
            clerk.hasNoFaults();
            return path;
        }
    }

    private static void fillIn(Visit clerk, String path) {
        var page = clerk.page;
        choose(page, "fact.base.product_class", "晋粮");
        page.fill("[name='fact.base.green_control_percent']", "100");
        page.fill("[name='fact.base.standardized_percent']", "100");
        choose(page, "fact.base.self_testing", "true");
        // Each field is kept as soon as it is left; an answer to the one before is not the answer to this one.
        page.waitForResponse(
                response -> response.url().endsWith("/form/field")
                        && response.request().postData().contains("commitment"),
                () -> page.check("input[name=commitment]"));
        clerk.go(path + "/form");
        attachAll(page);
        clerk.go(path + "/form");
    }

    private static void choose(Page page, String name, String value) {
        var field = page.locator("[name='" + name + "']").first();
        if ("select".equals(field.evaluate("e => e.tagName.toLowerCase()"))) field.selectOption(value);
        else page.locator("[name='" + name + "'][value='" + value + "']").check();
    }

    /// Hands in a paper wherever one is still asked for. The page comes anew after each, with the paper in its place.
    private static void attachAll(Page page) {
        var needs = page.locator("form.ny-upload input[name=need]").all().stream()
                .map(Locator::inputValue)
                .filter(need -> !need.equals("其他材料"))
                .distinct()
                .toList();
        for (var need : needs) {
            var form = page.locator("form.ny-upload:has(input[name=need][value='" + need + "'])")
                    .first();
            Visit.comesAnew(page, () -> form.locator("input[type=file]").setInputFiles(PAPER));
        }
    }

    private static void act(Page page, String act, String opinion) {
        page.check("input[name=act][value=" + act + "]");
        page.fill("textarea[name=opinion]", opinion);
        Visit.comesAnew(page, () -> page.click("#acts button[type=submit]"));
    }

    private static void firstReviews(String path) {
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            clerk.go(path);
            act(clerk.page, "pass", "材料齐全，同意上报");
            assertThat(clerk.page.locator("main").innerText()).contains("市级验收中");
            // Now it is the city's: the county has nothing to press.
            clerk.go(path);
            assertThat(clerk.page.locator("#acts").count()).isZero();
        }
    }

    private static void accepts(String path) {
        try (var reviewer = Visit.as("shi", Screen.DESK)) {
            reviewer.go(path);
            var page = reviewer.page;
            act(page, "pass", "现场看过");
            assertThat(page.locator(".ny-errors").innerText()).contains("处要先处理");
            reviewer.picture("acceptance-refused");
            reviewer.isAccessible();
            inspect(page, path);
            reviewer.go(path);
            act(page, "pass", "现场验收合格，报省厅复核");
            assertThat(page.locator("main").innerText()).contains("省级复核中");
            reviewer.hasNoFaults();
        }
    }

    private static void inspect(Page page, String path) {
        page.navigate(path);
        attachAll(page);
        page.navigate(path);
        for (var answer : page.locator("input[name=met][value=yes]").all()) {
            if (answer.isChecked()) continue;
            Visit.comesAnew(page, answer::check);
        }
        page.navigate(path);
        int facts = page.locator("form.ny-fact").count();
        for (int i = 0; i < facts; i++) {
            var form = page.locator("form.ny-fact").nth(i);
            var value = form.locator("[name=value]").first();
            if ("select".equals(value.evaluate("e => e.tagName.toLowerCase()"))) value.selectOption("是");
            else value.fill(form.locator("input[name=item]").inputValue().contains("unpermitted") ? "0" : "12");
            // Value and grounds are sent together once both are there.
            form.locator("input[name=note]").fill("现场查看台账");
            Visit.comesAnew(page, () -> form.locator("input[name=note]").blur());
        }
    }

    /// @return the path of the public notice
    private static String rechecksAndPublicises(String path) {
        try (var province = Visit.as("sheng", Screen.DESK)) {
            province.go(path);
            var page = province.page;
            act(page, "pass", "复核一致，同意公示");
            province.go(path);
            page.fill("input[name=days]", "7");
            Visit.comesAnew(page, () -> page.click("#publicity button[type=submit]"));
            province.go(path);
            act(page, "conclude", "列入目录");
            assertThat(page.locator(".ny-errors").innerText()).containsPattern("公示.*到|到.*公示");
            var href = page.locator("#publicity a[href^='/notices/']").first().getAttribute("href");
            return "/public" + href;
        }
    }

    private static void objects(String notice) {
        try (var anyone = Visit.asPublic(Screen.PHONE)) {
            anyone.go(notice);
            var page = anyone.page;
            page.fill("[name=name]", "冯来喜");
            page.fill("[name=contact]", "1380000");
            page.fill("[name=content]", "公示的面积和我们看到的不一样，请再核实（测试）。");
            Visit.comesAnew(
                    page,
                    () -> page.locator("form:has([name=content]) button[type=submit]")
                            .click());
            assertThat(page.locator("main").innerText()).contains("手机号");
            page.fill("[name=contact]", "13800009876");
            Visit.comesAnew(
                    page,
                    () -> page.locator("form:has([name=content]) button[type=submit]")
                            .click());
            assertThat(page.locator("main").innerText()).contains("收到");
            anyone.hasNoFaults();
        }
    }

    private static void answersAndConcludes(String path, String notice) {
        try (var province = Visit.as("sheng", Screen.DESK)) {
            province.go(notice.replace("/public", ""));
            var page = province.page;
            var form = page.locator("form:has(textarea[name=answer])").first();
            form.locator("input[name=outcome]").last().check();
            form.locator("textarea[name=answer]").fill("现场重新量过，面积和公示一致，差别在道路。");
            Visit.comesAnew(page, () -> form.locator("button[type=submit]").click());
            Product.letDaysPass(notice.replaceAll("\\D", ""), 14);
            province.go(path);
            act(page, "conclude", "公示期满，异议已答复，列入目录");
            assertThat(page.locator("main").innerText()).contains("纳入目录");
        }
    }

    /// @return the code on the signboard
    private static String publicFindsIt(String path) {
        String name;
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            clerk.go(path);
            name = clerk.page.locator("h1").innerText().replace("演示数据", "").strip();
        }
        try (var anyone = Visit.asPublic(Screen.PHONE)) {
            anyone.go("/public/catalogue?q=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8));
            var page = anyone.page;
            Locator link = page.locator("a[href^='/public/bases/']").first();
            var code = Pattern.compile("[^/]+$").matcher(link.getAttribute("href"));
            assertThat(code.find()).isTrue();
            anyone.go("/b/" + code.group());
            assertThat(page.locator("h1").innerText()).contains("在目录");
            assertThat(page.locator("main").innerText()).contains(name);
            anyone.picture("scanned");
            anyone.fits();
            anyone.isAccessible();
            anyone.go("/b/" + code.group() + "X");
            assertThat(page.locator("h1").innerText()).contains("查无此码");
            return code.group();
        }
    }

    /// County, city and province one after the other, then publicity: until its end the entry stands.
    private static void isDelisted(String application, String code) {
        String path;
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            clerk.go(application);
            var page = clerk.page;
            page.locator("main a[href^='/catalogue/']").first().click();
            page.selectOption("#exit", "violation");
            page.fill("#revoke-reason", "查实");
            Visit.comesAnew(page, () -> page.click("text=启动取消程序"));
            assertThat(page.locator(".ny-errors").innerText()).contains("5 个字");
            page.fill("#revoke-reason", "查实两次使用禁用农药，已经立案（测试）");
            Visit.comesAnew(page, () -> page.click("text=启动取消程序"));
            path = page.url().replaceFirst("^.*(/cases/\\d+).*$", "$1");
            clerk.go(path + "/form");
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
            assertThat(page.locator(".ny-errors").innerText()).contains("情况报告");
            attachAll(page);
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
            assertThat(page.locator("main").innerText()).contains("市级核实上报中");
            clerk.hasNoFaults();
        }
        try (var city = Visit.as("shi", Screen.DESK)) {
            city.go(path);
            act(city.page, "pass", "情况属实，同意上报");
        }
        try (var province = Visit.as("sheng", Screen.DESK)) {
            province.go(path);
            var page = province.page;
            act(page, "pass", "同意取消，先公示");
            province.go(path);
            page.fill("input[name=days]", "5");
            Visit.comesAnew(page, () -> page.click("#publicity button[type=submit]"));
            province.go(path);
            var notice = page.locator("#publicity a[href^='/notices/']").first().getAttribute("href");
            Product.letDaysPass(notice.replaceAll("\\D", ""), 14);
            try (var anyone = Visit.asPublic(Screen.PHONE)) {
                anyone.go("/b/" + code);
                assertThat(anyone.page.locator("h1").innerText()).contains("在目录");
                province.go(path);
                act(page, "conclude", "公示期满无异议，取消资格");
                assertThat(page.locator("main").innerText()).contains("已取消资格");
                anyone.go("/b/" + code);
                assertThat(anyone.page.locator("h1").innerText()).contains("取消").doesNotContain("在目录");
                anyone.picture("scanned-delisted");
            }
            province.hasNoFaults();
        }
    }
}
