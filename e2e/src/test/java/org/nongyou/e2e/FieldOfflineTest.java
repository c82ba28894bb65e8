package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// The phone page in a browser whose network is switched off and on.
@DisplayName("记一笔：没有网照样记，有网都在，一条不多一条不少")
class FieldOfflineTest {

    private static final String NAME = "有机肥 " + System.nanoTime();

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("断网记施肥和浇水，关掉再开还在；连上网传一次，回答丢了再传一次，还是各一条")
    void recordsWithoutNetwork() {
        try (var farmer = Visit.as("nongmin", Screen.PHONE)) {
            var phone = farmer.page.context();
            farmer.go("/field");
            ready(farmer.page);
            says(farmer.page, "都传上去了");
            farmer.isWhole("field");
            fingers(farmer.page);

            phone.setOffline(true);
            says(farmer.page, "没有网络，照常记");
            int plots = choosePlots(farmer);
            farmer.page.click("[data-kind=FERTILISE]");
            farmer.page.locator("#lots label").last().click();
            farmer.page.fill("#f-name", NAME);
            farmer.page.fill("#f-amount", "２０");
            farmer.page.selectOption("#f-unit", "袋");
            farmer.isWhole("field-act");
            fingers(farmer.page);
            farmer.page.click("#act button[type=submit]");
            says(farmer.page, "1 条没传，有网时自动传");
            farmer.page.click("[data-kind=IRRIGATE]");
            farmer.page.click("#act button[type=submit]");
            says(farmer.page, "2 条没传，有网时自动传");
            farmer.page.close();

            // The page comes from the phone, and so does what was typed.
            var again = phone.newPage();
            again.navigate("/field");
            ready(again);
            says(again, "2 条没传，有网时自动传");
            assertThat(again.locator("#recent").innerText()).contains(NAME, "没传");

            // The server takes them, its answer is lost on the way.
            again.evaluate("""
                    () => {
                      const real = window.fetch;
                      window.fetch = async (path, options) => {
                        const answer = await real(path, options);
                        if (String(path) !== '/field/sync') return answer;
                        window.fetch = real;
                        document.documentElement.dataset.lost = 'yes';
                        throw new TypeError('connection lost');
                      };
                    }""");
            phone.setOffline(false);
            again.waitForFunction("() => document.documentElement.dataset.lost === 'yes'");
            says(again, "2 条没传");
            again.evaluate("() => window.dispatchEvent(new Event('online'))");
            says(again, "都传上去了");
            assertThat(kept(again)).isEqualTo(List.of(1, plots));
        }
    }

    @Test
    @DisplayName("没收下的留在手机里，写明原因，可以改、可以不要；换人登录看不到前一个人的")
    void refusedStaysAndOthersSeeNothing() {
        try (var farmer = Visit.as("nongmin", Screen.PHONE)) {
            farmer.go("/field");
            ready(farmer.page);
            says(farmer.page, "都传上去了");
            choosePlots(farmer);
            farmer.page.click("[data-kind=FERTILISE]");
            farmer.page.locator("#lots label").last().click();
            farmer.page.fill("#f-name", "名字太长".repeat(20));
            farmer.page.fill("#f-amount", "1");
            farmer.page.click("#act button[type=submit]");
            says(farmer.page, "1 条要改");
            farmer.page.click("#bar-go");
            farmer.isWhole("field-refused");
            assertThat(farmer.page.locator("#queue-list .why").innerText()).isNotBlank();

            farmer.page.evaluate("() => { location.hash = ''; }");
            farmer.page.onceDialog(dialog -> dialog.accept());
            Visit.comesAnew(farmer.page, () -> farmer.page.click("#leave button"));
            farmer.signIn("xian", Visit.PASSWORD);
            farmer.go("/field");
            ready(farmer.page);
            says(farmer.page, "别人在这台手机上还有 1 条没传");
            assertThat(farmer.page.locator("#recent").innerText()).doesNotContain("名字太长");
            farmer.page.evaluate("() => { location.hash = 'queue'; }");
            assertThat(farmer.page.locator("#queue-list li").count()).isZero();

            farmer.go("/");
            Visit.comesAnew(farmer.page, () -> farmer.page.click("form[action='/sign-out'] button"));
            farmer.page.context().setOffline(true);
            farmer.page.navigate("/field");
            ready(farmer.page);
            // Nothing of who left, before anybody signs in.
            says(farmer.page, "第一次用，要连上网打开一次");
            farmer.page.context().setOffline(false);
            farmer.signIn("nongmin", Visit.PASSWORD);
            farmer.go("/field");
            ready(farmer.page);
            says(farmer.page, "1 条要改");
            farmer.page.click("#bar-go");
            farmer.page.onceDialog(dialog -> dialog.accept());
            farmer.page.click("#queue-list .btn-danger-o");
            says(farmer.page, "都传上去了");
        }
    }

    private static void ready(Page page) {
        page.waitForFunction("() => document.documentElement.dataset.ready && navigator.serviceWorker.controller");
    }

    private static void says(Page page, String words) {
        page.waitForFunction("words => document.querySelector('#bar .words').innerText.includes(words)", words);
    }

    /// @return how many
    private static int choosePlots(Visit farmer) {
        farmer.page.click("#home .choose");
        farmer.page.locator("#plots-list input").first().check();
        var boxes = farmer.page.locator("#plots-list fieldset").first().locator("input");
        for (int i = 1; i < Math.min(3, boxes.count()); i++) boxes.nth(i).check();
        farmer.isWhole("field-plots");
        int chosen = farmer.page.locator("#plots-list input:checked").count();
        farmer.page.click("#plots-done");
        farmer.page.waitForFunction("() => document.body.dataset.screen === 'home'");
        return chosen;
    }

    /// How many acts with the test's name the server has, and on how many plots.
    private static Object kept(Page page) {
        return page.evaluate("""
                async name => {
                  const data = await (await fetch('/field/data')).json();
                  const own = data.recent.filter(act => act.inputs.some(input => input.name === name));
                  return [own.length, own[0].plotIds.length];
                }""", NAME);
    }

    /// Nothing to press is smaller than a thumb.
    private static void fingers(Page page) {
        var small = page.evaluate("""
                () => [...document.querySelectorAll('a, button, label.btn, .ny-choice, input:not([type=checkbox], [type=radio], .visually-hidden), select')]
                  .filter(one => one.checkVisibility() && !one.closest('noscript, .ny-skip'))
                  .map(one => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
                  .filter(([, box]) => box.height < 44 || box.width < 44)
                  .map(([name, box]) => name + ' ' + Math.round(box.width) + '×' + Math.round(box.height))""");
        assertThat((List<?>) small).as("targets below 44 px").isEmpty();
    }
}
