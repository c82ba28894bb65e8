package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// A claim as four people of Zhangye handle it, in a browser.
@DisplayName("一笔补助从申请到拨付")
class SubsidyJobTest {

    private static final FilePayload PAPER = new FilePayload(
            "材料.pdf",
            "application/pdf",
            "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("区里申请，边填边算，缺的写明；审核、核查、公示、拨付；拨付清单和试算；电脑和手机上都读得出")
    void fromClaimToPayment() {
        var claim = claims();
        var theCase = reviews(claim);
        checksAndPublicises(theCase);
        pays(theCase);
        for (var screen : Screen.values()) looksAround(screen, claim);
    }

    /// @return the path of the claim
    private static String claims() {
        try (var clerk = Visit.as("ganzhou", Screen.DESK)) {
            var page = clerk.page;
            clerk.go("/subsidies");
            Visit.comesAnew(page, () -> page.click("a.btn-primary[href='/subsidies/new']"));
            var way = page.locator("select[name=way] option").allTextContents().stream()
                    .filter(text -> text.contains("认证品种奖补"))
                    .findFirst()
                    .orElseThrow();
            page.selectOption("select[name=way]", new SelectOption().setLabel(way));
            Visit.comesAnew(page, () -> page.click("form[action='/subsidies/new'][method=get] button[type=submit]"));
            clerk.isAccessible();
            page.locator("label:has-text('党寨惠民') input[name=producer]").check();
            Visit.comesAnew(page, () -> page.click("text=开始填写"));
            var path = page.url().replaceFirst("^.*(/subsidies/\\d+).*$", "$1");
            Visit.comesAnew(page, () -> page.click("button[value=submit]"));
            assertThat(page.locator(".ny-errors").innerText()).contains("认证证书", "承诺");
            clerk.isAccessible();
            // The amount follows what is typed, without a new page.
            page.fill("[name='l1.item']", "E2E-ORG-" + System.nanoTime());
            page.selectOption("[name='l1.certification.type']", "organic");
            page.waitForSelector("#result .ny-figure:has-text('50,000.00')");
            page.waitForResponse(
                    response -> response.url().endsWith("/amount"), () -> page.check("input[name=committed]"));
            int proofs = page.locator("form.ny-upload").count();
            for (int i = 0; i < proofs; i++) {
                var form = page.locator("form.ny-upload").nth(i);
                form.locator("input[type=file]").setInputFiles(PAPER);
                Visit.comesAnew(page, () -> form.locator("button").click());
            }
            clerk.picture("claim-filled");
            Visit.comesAnew(page, () -> page.click("button[value=submit]"));
            assertThat(page.locator("main").innerText()).contains("“县级审核”环节办理中，金额 50,000.00 元");
            clerk.hasNoFaults();
            return path;
        }
    }

    /// @return the path of its case
    private static String reviews(String claim) {
        try (var reviewer = Visit.as("ganzhou-shen", Screen.DESK)) {
            reviewer.go(claim);
            var page = reviewer.page;
            Visit.comesAnew(page, () -> page.click("text=办理页面"));
            var path = page.url().replaceFirst("^.*(/cases/\\d+).*$", "$1");
            act(page, "pass", "证书核过，同意");
            assertThat(page.locator("main").innerText()).contains("公示中");
            reviewer.hasNoFaults();
            return path;
        }
    }

    private static void checksAndPublicises(String path) {
        try (var reviewer = Visit.as("ganzhou-shen", Screen.DESK)) {
            reviewer.go(path);
            var page = reviewer.page;
            page.fill("input[name=days]", "5");
            Visit.comesAnew(page, () -> page.click("#publicity button[type=submit]"));
            reviewer.go(path);
            var notice = page.locator("#publicity a[href^='/notices/']").first().getAttribute("href");
            Product.letDaysPass(notice.replaceAll("\\D", ""), 14);
            reviewer.go(path);
            act(page, "conclude", "公示期满，无异议");
            assertThat(page.locator("main").innerText()).contains("拨付");
            reviewer.hasNoFaults();
        }
    }

    private static void pays(String path) {
        try (var finance = Visit.as("caizheng", Screen.DESK)) {
            finance.go(path);
            var page = finance.page;
            Visit.comesAnew(
                    page,
                    () -> page.locator("form.ny-upload:has(input[value='拨付凭证']) input[type=file]")
                            .setInputFiles(PAPER));
            finance.go(path);
            act(page, "conclude", "已拨付到账");
            assertThat(page.locator("main").innerText()).contains("已拨付");
            finance.hasNoFaults();
        }
    }

    private static void act(Page page, String act, String opinion) {
        page.check("input[name=act][value=" + act + "]");
        page.fill("textarea[name=opinion]", opinion);
        Visit.comesAnew(page, () -> page.click("#acts button[type=submit]"));
    }

    private static void looksAround(Screen screen, String claim) {
        try (var city = Visit.as("zhangye", screen)) {
            city.go("/subsidies/trial");
            var version = city.page
                    .locator("select[name=version] option[value^='zhangye-organic-2025/']")
                    .first()
                    .getAttribute("value");
            var cheaper = "/subsidies/trial?version=" + version + "&site-per-mu/pay=2000";
            for (var path : new String[] {"/subsidies", claim, "/subsidies/payments", "/subsidies/trial", cheaper}) {
                city.go(path);
                city.fits();
                city.isAccessible();
                city.picture("subsidy" + path.replaceAll("[^a-z0-9]+", "-") + screen);
            }
            city.go(claim);
            assertThat(city.page.locator("main").innerText()).contains("已拨付 50,000.00 元");
            city.go(cheaper);
            assertThat(city.page.locator(".ny-answer").innerText()).contains("改后", "少");
            city.hasNoFaults();
        }
        try (var clerk = Visit.as("ganzhou", screen)) {
            for (var path : new String[] {"/subsidies/new", "/subsidies?state=draft"}) {
                clerk.go(path);
                clerk.fits();
                clerk.isAccessible();
            }
            var draft =
                    clerk.page.locator("table a[href^='/subsidies/']").first().getAttribute("href");
            clerk.go(draft);
            clerk.fits();
            clerk.isAccessible();
            clerk.picture("subsidy-draft-" + screen);
            clerk.hasNoFaults();
        }
    }
}
