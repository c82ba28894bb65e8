package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// A task between a city and a district, in a browser.
@DisplayName("一项任务从调度到办结")
class TaskJobTest {

    private static final FilePayload SHEET = new FilePayload(
            "签到表.pdf",
            "application/pdf",
            "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));

    private static final String TITLE = "上报有机肥培训情况 " + System.nanoTime();

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("市里调度，区里带证明报，退回一次再报，确认以后进度表里有数")
    void fromDispatchToTable() {
        try (var city = Visit.as("zhangye", Screen.DESK);
                var district = Visit.as("ganzhou", Screen.PHONE)) {
            dispatches(city);
            var path = reports(district);
            judges(city, path, "return", "签到表看不清");
            district.go(path);
            assertThat(district.page.locator(".ny-answer").innerText()).contains("已退回：签到表看不清");
            district.page.fill("#words", "补了清楚的签到表");
            Visit.comesAnew(district.page, () -> district.page.click("button[value=report]"));
            judges(city, path, "confirm", "属实");
            city.go("/tasks/progress?scheme=zhangye-organic-2025");
            assertThat(city.page.locator("main").innerText()).contains(TITLE, "328 人次");
            city.hasNoFaults();
            district.hasNoFaults();
        }
    }

    private static void dispatches(Visit city) {
        var page = city.page;
        city.go("/tasks/dispatch/new");
        page.fill("#title", TITLE);
        page.selectOption(
                "#clause",
                page.locator("#clause option", new Page.LocatorOptions().setHasText("三（二）8"))
                        .first()
                        .getAttribute("value"));
        page.fill("#dueOn", LocalDate.now().plusDays(10).toString());
        page.fill("#asks", "培训人次（人次）");
        page.fill("#proofs", "签到表");
        // Forgotten: to whom. What was typed stays.
        Visit.comesAnew(page, () -> page.click("main button[type=submit].btn-primary"));
        assertThat(page.locator(".ny-errors").innerText()).contains("至少选一个单位");
        assertThat(page.inputValue("#title")).isEqualTo(TITLE);
        city.isAccessible();
        page.locator("label:has-text('张掖市甘州区农业农村局') input[name=office]").check();
        Visit.comesAnew(page, () -> page.click("main button[type=submit].btn-primary"));
        assertThat(page.locator("main").innerText()).contains(TITLE, "甘州区农业农村局");
    }

    /// @return the path of the task
    private static String reports(Visit district) {
        var page = district.page;
        district.go("/tasks");
        Visit.comesAnew(page, () -> page.click("main a:has-text('" + TITLE + "')"));
        var path = page.url().replaceFirst("^.*(/tasks/\\d+).*$", "$1");
        district.isWhole("task-open");
        page.fill("#words", "办了三期培训");
        page.fill("#f0", "-3");
        page.setInputFiles("#p0", SHEET);
        Visit.comesAnew(page, () -> page.click("button[value=report]"));
        assertThat(page.locator(".ny-errors").innerText()).contains("不能小于 0");
        assertThat(page.locator("#proofs").innerText()).contains("签到表.pdf", "已传");
        page.fill("#f0", "328");
        Visit.comesAnew(page, () -> page.click("button[value=report]"));
        assertThat(page.locator(".ny-answer").innerText()).contains("等张掖市农业农村局确认");
        return path;
    }

    private static void judges(Visit city, String path, String outcome, String words) {
        var page = city.page;
        city.go(path);
        page.check("input[name=outcome][value=" + outcome + "]");
        page.fill("#judgement", words);
        if (outcome.equals("return")) city.isWhole("task-judged");
        Visit.comesAnew(page, () -> page.click("form[action$='/judgement'] button[type=submit]"));
    }
}
