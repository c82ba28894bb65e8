package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// The producer of the demo at his desk: what he sprays today may not be harvested today.
@DisplayName("今天打药，今天不能采收")
class ProductionJobTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("记打药；采收被退回，说得出最早哪天；禁用的药被退回，说得出公告；填的都还在")
    void sprayThenHarvest() {
        try (var farmer = Visit.as("nongmin", Screen.DESK)) {
            var page = farmer.page;
            entry(farmer, "spray");
            uses(page, "1.8%阿维菌素乳油");
            Visit.comesAnew(page, () -> page.click("text=记下"));
            assertThat(page.locator("main h1").innerText()).contains("打药");
            farmer.isAccessible();

            entry(farmer, "harvest");
            page.fill("#quantity", "100");
            Visit.comesAnew(page, () -> page.click("text=记下"));
            assertThat(page.locator(".ny-errors").innerText()).contains("要等 5 天", "最早 " + TODAY.plusDays(5), "农药管理条例");
            assertThat(page.inputValue("#quantity")).isEqualTo("100");
            farmer.isAccessible();

            entry(farmer, "spray");
            uses(page, "40%氧乐果乳油");
            Visit.comesAnew(page, () -> page.click("text=记下"));
            assertThat(page.locator(".ny-errors").innerText()).contains("不能用", "禁用", "公告");
            assertThat(page.inputValue("#name1")).isEqualTo("40%氧乐果乳油");
            farmer.hasNoFaults();
        }
    }

    /// The form for greenhouse 4, where cowpeas grow.
    private static void entry(Visit farmer, String kind) {
        var page = farmer.page;
        farmer.go("/production/new");
        Visit.comesAnew(page, () -> page.click("text=禾丰设施蔬菜基地"));
        page.locator("input[name=kind][value=" + kind + "]").check();
        page.locator("label:has-text('4号棚') input[name=plots]").check();
    }

    private static void uses(Page page, String name) {
        page.fill("#name1", name);
        page.fill("#amount1", "60");
        page.fill("#unit1", "毫升");
        page.fill("#method1", "喷雾");
        page.fill("#purpose", "蓟马");
    }
}
