package org.nongyou.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("上墙资料和生产模式")
class WallSheetsTest extends ApplicationTest {

    @Autowired
    WallSheets sheets;

    @Autowired
    Modes modes;

    @Autowired
    Producers producers;

    @Autowired
    Bases bases;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Divisions divisions;

    private Actor clerk;
    private Actor city;
    private Actor elsewhere;
    private Actor grower;
    private Base base;

    @BeforeAll
    void people() {
        clerk = TestPeople.of(sql, offices, accounts, "wallclerk", "140423", Role.CLERK);
        city = TestPeople.of(sql, offices, accounts, "wallcity", "140400", Role.REVIEWER);
        elsewhere = TestPeople.of(sql, offices, accounts, "wallother", "620702", Role.CLERK);
        TestPeople.division(sql, new RegionCode("140423100"));
        divisions.forget();
        var body = "93140423MA0000091";
        var producer = producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                "上墙示例社",
                                body + CreditCode.checkCharacter(body),
                                "",
                                "140423100",
                                "",
                                "张示例",
                                "13900000091",
                                List.of("grain"),
                                true,
                                true))
                .orElseThrow();
        grower = TestPeople.producer(accounts, "wallgrower", producer.id(), "140423");
        base = bases.register(
                        clerk,
                        new BaseForm(
                                Long.toString(producer.id()),
                                "上墙示例基地",
                                "140423100",
                                "示例村",
                                "谷子",
                                "grain",
                                "120",
                                "张示例",
                                "13900000092",
                                "轮作",
                                "",
                                "2",
                                "",
                                "yes",
                                "",
                                List.of(),
                                List.of()))
                .orElseThrow();
    }

    private Map<String, String> typed(String kind, String... pairs) {
        var typed = new HashMap<>(Map.of(
                "base",
                Long.toString(base.id()),
                "kind",
                kind,
                "produce",
                "谷子",
                "title",
                "谷子示例规程",
                "body",
                "播种：五月上旬\n\n除草：人工\n收获"));
        for (int i = 0; i < pairs.length; i += 2) typed.put(pairs[i], pairs[i + 1]);
        return typed;
    }

    private static List<String> keys(Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> _ -> List.of();
            case Decision.Refused<?>(var refusal) ->
                refusal.all().stream().map(Refusal::key).toList();
        };
    }

    @Test
    @DisplayName("发布、新版、停用：旧版留着；别的地方发布不了也看不到；公开页说还用不用")
    void versions() throws Exception {
        assertThat(keys(sheets.issue(clerk, typed("x", "title", "", "body", " ", "standards", "乱写、NY/T 393-2020"))))
                .containsExactlyInAnyOrder("practice.kind", "practice.needed", "practice.needed", "practice.standard");
        assertThat(keys(sheets.issue(elsewhere, typed("chart")))).containsExactly("practice.no-right");
        assertThat(keys(sheets.issue(city, typed("chart")))).containsExactly("practice.no-right");
        var first = sheets.issue(grower, typed("chart", "standards", "ny/t 393—2020"))
                .orElseThrow();
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.standards()).isEqualTo("NY/T 393-2020");
        assertThat(first.lines())
                .containsExactly(new Sheet.Line("播种", "五月上旬"), new Sheet.Line("除草", "人工"), new Sheet.Line("", "收获"));
        var second = sheets.issue(clerk, typed("chart", "body", "播种：五月中旬")).orElseThrow();
        assertThat(second.version()).isEqualTo(2);
        assertThat(sheets.find(clerk.scope(), first.id()).orElseThrow().endedReason())
                .isEqualTo("由第 2 版代替");
        assertThat(sheets.ofBase(base.id())).contains(second).noneMatch(one -> one.id() == first.id());
        assertThat(sheets.versions(city.scope(), second)).hasSize(2);
        assertThat(sheets.find(elsewhere.scope(), second.id())).isEmpty();
        assertThat(sheets.list(elsewhere.scope(), null, "", 0, 10)).isEmpty();
        assertThat(sheets.count(grower.scope(), SheetKind.CHART, "谷子")).isEqualTo(1);
        assertThat(open("/public/sheets/" + first.code())).contains("停用了，由第 2 版代替");
        assertThat(open("/public/sheets/" + second.code().toLowerCase(java.util.Locale.ROOT)))
                .contains("现在还在用", "五月中旬")
                .doesNotContain("13900000091", "wallclerk");
        assertThat(text(clerk, "/bases/" + base.id())).contains("规程、模式图、操作卡、风险手册", "谷子示例规程");
        assertThat(text(clerk, "/sheets?kind=chart&q=谷子")).contains("谷子示例规程");
        assertThat(text(clerk, "/sheets/new?base=" + base.id() + "&from=" + second.id()))
                .contains("五月中旬");
        assertThat(text(clerk, "/sheets/" + second.id())).contains("打印 A4", "第 1 版");
        assertThat(keys(sheets.withdraw(clerk, second.id(), " "))).containsExactly("practice.reason");
        assertThat(keys(sheets.withdraw(elsewhere, second.id(), "不用了"))).containsExactly("practice.no-right");
        sheets.withdraw(clerk, second.id(), "不用了").orElseThrow();
        assertThat(keys(sheets.withdraw(clerk, second.id(), "不用了"))).containsExactly("practice.ended");
        assertThat(sheets.issue(clerk, typed("chart")).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    @DisplayName("打印：A4 和 A3 的纸，字在，二维码读得出公开页")
    void printed() throws Exception {
        var one = sheets.issue(clerk, typed("procedure", "produce", "黍子")).orElseThrow();
        for (var size : List.of("a4", "a3")) {
            var bytes = mvc.perform(get("/sheets/" + one.id() + "/print")
                            .param("size", size)
                            .with(SignedInAs.actor(clerk)))
                    .andReturn()
                    .getResponse()
                    .getContentAsByteArray();
            try (var document = Loader.loadPDF(bytes)) {
                assertThat(document.getPage(0).getMediaBox().getWidth())
                        .isBetween(size.equals("a4") ? 590f : 835f, size.equals("a4") ? 600f : 850f);
                assertThat(new PDFTextStripper().getText(document)).contains("谷子示例规程", "播种", "第 1 版");
                var image = new PDFRenderer(document).renderImageWithDPI(0, 150);
                var read = new QRCodeReader()
                        .decode(
                                new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(
                                        image.getWidth(),
                                        image.getHeight(),
                                        image.getRGB(
                                                0,
                                                0,
                                                image.getWidth(),
                                                image.getHeight(),
                                                null,
                                                0,
                                                image.getWidth())))),
                                Map.of(com.google.zxing.DecodeHintType.TRY_HARDER, true));
                assertThat(read.getText()).endsWith("/public/sheets/" + one.code());
            }
        }
    }

    @Test
    @DisplayName("生产模式：登记要写依据，同名不登两次，只看本辖区")
    void modes() throws Exception {
        assertThat(keys(modes.record(clerk, Map.of("title", "谷子轮作"))))
                .containsExactly("practice.needed", "practice.needed", "practice.needed");
        var typed = Map.of("title", "谷子轮作", "produce", "谷子", "body", "豆茬轮作", "clause", "示例文件四（四）");
        var mode = modes.record(clerk, typed).orElseThrow();
        assertThat(keys(modes.record(clerk, typed))).containsExactly("practice.mode-known");
        assertThat(keys(modes.record(grower, typed))).containsExactly("practice.no-right");
        assertThat(modes.list(city.scope(), 10)).contains(mode);
        assertThat(modes.list(elsewhere.scope(), 10)).isEmpty();
        assertThat(text(city, "/modes")).contains("谷子轮作", "示例文件四（四）");
    }

    private String text(Actor who, String path) throws Exception {
        return mvc.perform(get(java.net.URI.create(
                                path.replace("谷子", java.net.URLEncoder.encode("谷子", StandardCharsets.UTF_8))))
                        .with(SignedInAs.actor(who)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String open(String path) throws Exception {
        return mvc.perform(get(path)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
