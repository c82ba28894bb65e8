package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.nongyou.e2e.EveryPageTest.LIGHT;

import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// Pages that are there only once somebody has done something; looked at like all others, at both screens.
@DisplayName("办了事才有的页面")
class PagesOfActsTest {

    private static final String TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("导入的预览，正在做的任务，停下的任务")
    void importAndItsJob() throws IOException {
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            var page = clerk.page;
            clerk.go("/import/producers");
            page.setInputFiles("input[name=file]", new FilePayload("主体.xlsx", TABLE, table(20_000)));
            Visit.comesAnew(page, () -> page.click("main form[enctype] button[type=submit]"));
            var preview = path(clerk);
            assertThat(page.locator("main").innerText()).contains("20,000 行").contains("有错的 2 行");
            bothScreens(clerk, preview, "import-preview");
            Visit.comesAnew(page, () -> page.click("form[action$='/start'] button"));
            var job = path(clerk);
            assertThat(page.locator("main").innerText()).contains("正在后台做");
            for (var screen : Screen.values()) clerk.at(screen).isWhole("job-running");
            page.onDialog(dialog -> dialog.accept());
            Visit.comesAnew(page, () -> page.click("form[action$='/cancel'] button"));
            page.waitForSelector("#progress:not([hx-get])");
            bothScreens(clerk, job, "job-stopped");
        }
    }

    @Test
    @DisplayName("打印的清单、案卷和标识牌是 PDF")
    void printed() {
        try (var province = Visit.as("sheng", Screen.DESK)) {
            isPaper(province, "/targets/print");
            isPaper(province, "/catalogue/print");
            province.go("/cases");
            isPaper(province, firstOf(province, "/cases/") + "/print");
            province.go("/catalogue");
            isPaper(province, firstOf(province, "/catalogue/") + "/signboard");
        }
    }

    private static void isPaper(Visit visit, String path) {
        var bytes = visit.file(path, "application/pdf");
        assertThat(new String(bytes, 0, 5, StandardCharsets.US_ASCII)).as(path).isEqualTo("%PDF-");
        assertThat((long) bytes.length).as("bytes of " + path).isLessThan(2 * LIGHT);
    }

    private static String firstOf(Visit visit, String begin) {
        return visit.page.locator("main a[href^='" + begin + "']").all().stream()
                .map(link -> link.getAttribute("href").replaceFirst("[?#].*", ""))
                .filter(href -> href.substring(begin.length()).matches("\\d+"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("凭编号查异议：收到时，答复后")
    void objectionAndItsAnswer() {
        try (var anyone = Visit.asPublic(Screen.PHONE);
                var province = Visit.as("sheng", Screen.DESK)) {
            var page = anyone.page;
            anyone.go("/public/notices?open=yes");
            anyone.go(firstOf(anyone, "/public/notices/"));
            var notice = path(anyone);
            page.fill("[name=name]", "冯来喜");
            page.fill("[name=contact]", "13800009876");
            page.fill("[name=content]", "公示的面积和我们看到的不一样，请再核实（测试）。");
            Visit.comesAnew(page, () -> page.click("form:has([name=content]) button[type=submit]"));
            var answer = path(anyone);
            assertThat(answer).matches("/public/objections/[0-9A-Z]{12}");
            bothScreens(anyone, answer, "objection-received");
            province.go(notice.replace("/public", ""));
            var form = province.page.locator("form:has(textarea[name=answer])").first();
            form.locator("input[name=outcome]").last().check();
            form.locator("textarea[name=answer]").fill("现场重新量过，面积和公示一致（测试）。");
            Visit.comesAnew(
                    province.page, () -> form.locator("button[type=submit]").click());
            bothScreens(anyone, answer, "objection-answered");
            assertThat(page.locator("main").innerText()).contains("现场重新量过");
        }
    }

    /// The demo's own document asks no experts; a small scheme in the data folder does.
    @Test
    @DisplayName("请专家、专家的评分表、市里汇总")
    void expertsScore() {
        String theCase;
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            var page = clerk.page;
            clerk.go("/apply");
            var way = page.locator("select[name=way] option").allTextContents().stream()
                    .filter(text -> text.contains("评价合格基地"))
                    .findFirst()
                    .orElseThrow();
            page.selectOption("select[name=way]", new SelectOption().setLabel(way));
            Visit.comesAnew(page, () -> page.click("form[action='/apply'][method=get] button[type=submit]"));
            page.locator("input[name=subject]").first().check();
            Visit.comesAnew(page, () -> page.click("text=开始申报"));
            theCase = path(clerk).replaceFirst("^(/cases/\\d+).*$", "$1");
            clerk.go(theCase + "/form");
            page.waitForResponse(
                    response -> response.url().endsWith("/form/field"), () -> page.check("input[name=commitment]"));
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
        }
        try (var city = Visit.as("shi", Screen.DESK)) {
            var page = city.page;
            bothScreens(city, theCase, "experts-to-invite");
            page.fill("#number", "1");
            page.fill("#pass", "60");
            page.locator("#experts label")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("高文斌"))
                    .locator("input")
                    .check();
            Visit.comesAnew(page, () -> page.click("form[action$='/experts'] button[type=submit]"));
        }
        try (var expert = Visit.as("zhuanjia", Screen.DESK)) {
            var page = expert.page;
            bothScreens(expert, "/", "expert-to-do");
            var sheet = theCase + "/score";
            bothScreens(expert, sheet, "score-sheet");
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
            for (var screen : Screen.values()) expert.at(screen).isWhole("score-refused");
            page.fill("#score-order", "55.5");
            page.selectOption("#score-plan", "1");
            Visit.comesAnew(page, () -> page.click("button[name=submit]"));
            assertThat(page.locator("main").innerText()).contains("95.5 分");
            bothScreens(expert, sheet, "score-given");
        }
        try (var city = Visit.as("shi", Screen.DESK)) {
            city.go(theCase);
            city.page.onDialog(dialog -> dialog.accept());
            Visit.comesAnew(city.page, () -> city.page.click("form[action$='/scoring/close'] button"));
            bothScreens(city, theCase, "experts-done");
            assertThat(city.page.locator("#scoring").innerText()).contains("平均 95.5 分");
        }
    }

    private static void bothScreens(Visit visit, String path, String picture) {
        for (var screen : Screen.values()) visit.at(screen).looksAt(path, picture, LIGHT);
        visit.at(Screen.DESK);
    }

    private static String path(Visit visit) {
        return java.net.URI.create(visit.page.url()).getPath();
    }

    /// Invented producers; two rows have no phone.
    private static byte[] table(int rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "nongyou", "1.0")) {
            var sheet = workbook.newWorksheet("生产主体");
            var heads = new String[] {
                "类型*", "名称*", "统一社会信用代码", "身份证号", "所在地*", "详细地址", "负责人*", "联系电话*", "主营", "追溯平台注册", "信用档案"
            };
            for (int column = 0; column < heads.length; column++) sheet.value(0, column, heads[column]);
            for (int row = 1; row <= rows; row++) {
                sheet.value(row, 0, "农民专业合作社");
                sheet.value(row, 1, "襄垣县试导" + row + "种植专业合作社");
                sheet.value(row, 2, creditCode(row));
                sheet.value(row, 4, "襄垣县");
                sheet.value(row, 6, "张示例");
                sheet.value(row, 7, row % 10_000 == 7 ? "" : "13800000000");
            }
        }
        return bytes.toByteArray();
    }

    /// With the check digit of GB 32100.
    private static String creditCode(int number) {
        var alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var code = "93140423MB%07d".formatted(number);
        int sum = 0;
        int weight = 1;
        for (char one : code.toCharArray()) {
            sum += alphabet.indexOf(one) * weight;
            weight = weight * 3 % 31;
        }
        return code + alphabet.charAt((31 - sum % 31) % 31);
    }
}
