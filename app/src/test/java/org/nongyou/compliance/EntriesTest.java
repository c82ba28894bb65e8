package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.identity.Actor;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.production.TestKind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("进货查验：凭证看过、数量对上，没有凭证的不收")
class EntriesTest extends IssuingScenario {

    @Autowired
    Entries entries;

    @Autowired
    EntryLists lists;

    @Autowired
    EntryReports reports;

    @Autowired
    Fairs fairs;

    private static EntryForm with(UUID key, CertificateCode code, String kg, boolean accept, String reason) {
        return new EntryForm(
                key, accept, "certificate", code.shown(), "", null, "", kg, "", "", "晋D·12345", "2026-06-17", reason);
    }

    private static EntryForm with(CertificateCode code, String kg) {
        return with(UUID.randomUUID(), code, kg, true, "");
    }

    private static EntryForm without(String proof, String number, boolean accept) {
        return new EntryForm(
                UUID.randomUUID(),
                accept,
                proof,
                "",
                number,
                null,
                "番茄",
                "30",
                "老王",
                "",
                "",
                "2026-06-17",
                accept ? "" : "没有证明");
    }

    private CertificateCode certificate(String kg) {
        return issued(harvest(day(6, 17), "豇豆", kg), kg).code();
    }

    @Test
    @DisplayName("有效的收下：谁的、多少、哪辆车都在；同一张单两次还是一条；合起来不超过合格证的数")
    void accepts() {
        var code = certificate("100");
        var key = UUID.randomUUID();
        var kept = entries.record(buyer, with(key, code, "60", true, "")).orElseThrow();
        assertThat(kept.originName()).isEqualTo("汾河设施蔬菜专业合作社");
        assertThat(kept.produce()).isEqualTo("豇豆");
        assertThat(kept.vehicle()).isEqualTo("晋D12345");
        assertThat(kept.keepUntil()).isEqualTo(day(6, 17).plusYears(2));
        assertThat(entries.record(buyer, with(key, code, "60", true, ""))
                        .orElseThrow()
                        .id())
                .isEqualTo(kept.id());
        assertThat(entries.look(code.shown()).left()).isEqualByComparingTo("40");
        var refusal = refused(entries.record(buyer, with(code, "40.5")));
        assertThat(refusal.message()).isEqualTo("收不了 40.5 公斤，这张合格证只剩 40 公斤没有收");
        assertThat(refusal.clause()).contains("第三十九条");
        assertThat(sentence(entries.record(buyer, with(code, "100.1")))).contains("只剩 40 公斤");
        entries.record(buyer, with(code, "40")).orElseThrow();
        assertThat(entries.look(code.shown()).verdict()).isEqualTo(Arrival.Verdict.USED_UP);
        entries.withdraw(buyer, kept.id(), "称错了").orElseThrow();
        assertThat(sentence(entries.withdraw(buyer, kept.id(), "称错了"))).contains("已经撤销");
        assertThat(entries.look(code.shown()).left()).isEqualByComparingTo("60");
        assertThat(journal.of(EVERYWHERE, Entries.SUBJECT, String.valueOf(kept.id()), 9))
                .hasSize(2);
    }

    @Test
    @DisplayName("几家同时收一张合格证的货，合起来也不超过它")
    void neverAboveTogether() throws Exception {
        var code = certificate("100");
        try (var all = Executors.newFixedThreadPool(4)) {
            var tasks = IntStream.range(0, 8)
                    .mapToObj(_ -> (Callable<Decision<Entry>>) () -> entries.record(buyer, with(code, "30")))
                    .toList();
            int kept = 0;
            for (var done : all.invokeAll(tasks)) if (done.get() instanceof Decision.Done<Entry>) kept++;
            assertThat(kept).isEqualTo(3);
        }
        assertThat(entries.look(code.value()).left()).isEqualByComparingTo("10");
    }

    @Test
    @DisplayName("“记下”点了两下，同时到：还是一条")
    void clickedTwice() throws Exception {
        var form = with(UUID.randomUUID(), certificate("100"), "30", true, "");
        try (var both = Executors.newFixedThreadPool(2)) {
            var task = (Callable<Decision<Entry>>) () -> entries.record(buyer, form);
            var kept = new TreeSet<Long>();
            for (var done : both.invokeAll(List.of(task, task)))
                kept.add(done.get().orElseThrow().id());
            assertThat(kept).hasSize(1);
        }
    }

    @Test
    @DisplayName("开了以后又检出不合格：合格证是真的，货也不能收，说明条款；主体后来停开的照收，但是看得到")
    void judgesAgain() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var code = issued(batch, "50").code();
        assertThat(entries.look(code.value()).misfits()).isEmpty();
        stops.stop(reviewer, cooperative.id(), "记录造假").orElseThrow();
        var stopped = entries.look(code.value());
        assertThat(stopped.verdict()).isEqualTo(Arrival.Verdict.GOOD);
        assertThat(stopped.misfits()).extracting(GateAnswer.Finding::rule).containsExactly(GateRule.SUBJECT);
        test(batch, TestKind.COMMISSIONED, day(6, 17), false, null, "阿维菌素");
        assertThat(entries.look(code.value()).verdict()).isEqualTo(Arrival.Verdict.UNSALEABLE);
        var refused = refused(entries.record(buyer, with(code, "10")));
        assertThat(refused.message()).contains("不能卖");
        assertThat(refused.clause()).contains("第三十九条");
        assertThat(entries.record(buyer, with(UUID.randomUUID(), code, "10", false, "检测不合格"))
                        .orElseThrow()
                        .accepted())
                .isFalse();
    }

    @Test
    @DisplayName("什么也没有的不能收，写明条款；别的证明要号码或照片；不收要写为什么，写了就记下")
    void refusesWithoutProof() {
        var none = refused(entries.record(buyer, without("none", "", true)));
        assertThat(none.message()).isEqualTo("没有合格证或者其他质量安全证明，不能收");
        assertThat(none.clause()).isEqualTo("《农产品质量安全法》第三十九条");
        assertThat(sentence(entries.record(buyer, without("test-report", "", true))))
                .contains("检测报告的号码");
        assertThat(entries.record(buyer, without("test-report", "JC-2026-001", true))
                        .orElseThrow()
                        .accepted())
                .isTrue();
        assertThat(entries.record(buyer, without("none", "", false))
                        .orElseThrow()
                        .accepted())
                .isFalse();
        assertThat(sentence(entries.record(
                        buyer,
                        new EntryForm(
                                UUID.randomUUID(),
                                false,
                                "none",
                                "",
                                "",
                                null,
                                "番茄",
                                "3",
                                "老王",
                                "",
                                "",
                                "2026-06-17",
                                ""))))
                .isEqualTo("写上为什么不收");
    }

    @Test
    @DisplayName("编码打错、查不到、作废、内容改过，各有各的说法，都不能凭它收")
    void badCertificates() {
        var good = issued(harvest(day(6, 17), "豇豆", "50"), "50");
        assertThat(entries.look("2222-2222-2222-2223").verdict()).isEqualTo(Arrival.Verdict.WRONG_CODE);
        assertThat(entries.look("").verdict()).isEqualTo(Arrival.Verdict.WRONG_CODE);
        var unknown = CertificateCode.fresh(day(6, 17));
        assertThat(entries.look(unknown.value()).verdict()).isEqualTo(Arrival.Verdict.UNKNOWN);
        var address = good.seal().address("https://farm.example");
        assertThat(entries.look(address).verdict()).isEqualTo(Arrival.Verdict.GOOD);
        var changed = address.charAt(address.length() - 1) == 'A' ? "B" : "A";
        assertThat(entries.look(address.substring(0, address.length() - 1) + changed)
                        .verdict())
                .isEqualTo(Arrival.Verdict.ALTERED);
        assertThat(sentence(entries.record(buyer, with(unknown, "5")))).contains("查不到");
        issuing.end(grower, good.code(), "写错了产品").orElseThrow();
        assertThat(entries.look(good.code().value()).verdict()).isEqualTo(Arrival.Verdict.VOID);
        assertThat(sentence(entries.record(buyer, with(good.code(), "5")))).contains("作废");
        var away = entries.record(buyer, with(UUID.randomUUID(), good.code(), "5", false, "合格证作废了"))
                .orElseThrow();
        assertThat(away.verdict()).contains("作废");
        assertThat(away.accepted()).isFalse();
    }

    @Test
    @DisplayName("写错的地方一次说完；日子、车牌、公斤各有说法")
    void wrongInput() {
        for (var kg : List.of("", "0", "-1", "1e9", "9".repeat(40), "1.2345", "三"))
            assertThat(refused(entries.record(buyer, with(certificate("1"), kg)))
                            .all())
                    .anyMatch(one -> "kg".equals(one.field()));
        var wrong = refused(entries.record(
                buyer,
                new EntryForm(
                        UUID.randomUUID(),
                        true,
                        "purchase",
                        "",
                        "12",
                        null,
                        " ",
                        "1",
                        "长".repeat(121),
                        "",
                        "D12345",
                        "2026-06-18",
                        "")));
        assertThat(wrong.all().stream().map(one -> one.field()))
                .containsExactlyInAnyOrder("on", "vehicle", "produce", "originName");
    }

    @Test
    @DisplayName("谁能记：收购的能，农户不能；看得到的只有自己的和本县的")
    void whoseAndWhere() {
        var code = certificate("100");
        var farmer = TestPeople.producer(
                accounts, "household", producer("township", "示例乡人民政府").id(), "140423");
        assertThat(sentence(entries.record(farmer, with(code, "1")))).contains("收购商");
        assertThat(sentence(entries.record(clerk, with(code, "1")))).contains("收购商");
        var kept = entries.record(buyer, with(code, "1")).orElseThrow();
        assertThat(seen(buyer)).containsExactly(kept.id());
        assertThat(seen(reviewer)).containsExactly(kept.id());
        assertThat(seen(neighbour)).isEmpty();
        assertThat(seen(other)).isEmpty();
        assertThat(lists.find(neighbour.scope(), kept.id())).isEmpty();
        assertThat(sentence(entries.withdraw(other, kept.id(), "不是我的"))).contains("没有这条");
    }

    private List<Long> seen(Actor actor) {
        return lists.list(actor.scope(), EntryFilter.NONE, 0, 100).stream()
                .map(Entry::id)
                .toList();
    }

    @Test
    @DisplayName("合格证不实：告诉产地的县，那里答复，两边都看得到；别县看不到，也答复不了")
    void tellsTheOrigin() {
        var kept = entries.record(buyer, with(certificate("100"), "1")).orElseThrow();
        var told = reports.tell(buyer, kept.id(), "货不是豇豆").orElseThrow();
        assertThat(sentence(reports.tell(buyer, kept.id(), "再说一次"))).contains("已经告诉过");
        assertThat(reports.reports(neighbour.scope(), 10)).isEmpty();
        assertThat(sentence(reports.answer(neighbour, told.id(), "查过"))).contains("没有这条");
        assertThat(sentence(reports.answer(leader, told.id(), "查过"))).contains("审核、经办");
        reports.answer(reviewer, told.id(), "现场查过，已换开").orElseThrow();
        assertThat(sentence(reports.answer(reviewer, told.id(), "查过"))).contains("已经答复");
        assertThat(reports.reportOf(buyer.scope(), kept.id()).orElseThrow().answer())
                .contains("已换开");
    }

    @Test
    @DisplayName("按编码、车牌、谁的货都查得到")
    void search() {
        var code = certificate("100");
        var kept = entries.record(buyer, with(code, "1")).orElseThrow();
        entries.record(buyer, without("purchase", "收据 7", true)).orElseThrow();
        for (var words : List.of(code.shown(), "晋D12345", "晋d·12345", "汾河", "豇豆"))
            assertThat(lists.list(buyer.scope(), filter(words), 0, 10))
                    .as(words)
                    .extracting(Entry::id)
                    .containsExactly(kept.id());
        assertThat(lists.count(buyer.scope(), filter("没有"))).isZero();
    }

    @Test
    @DisplayName("展会：谁办谁登记，来的货一样查验，记在展会名下；别人的展会、展会以外的日子不行")
    void fairs() throws Exception {
        assertThat(page(buyer, "/entries/fairs")).contains("你还没有登记过展会", "登记展会");
        assertThat(page(reviewer, "/entries/fairs")).contains("还没有登记过展会").doesNotContain("登记展会<");
        assertThat(refused(fairs.open(
                                buyer, new FairForm(UUID.randomUUID().toString(), " ", "", "2026-06-19", "2026-06-16")))
                        .all())
                .extracting(one -> one.field())
                .containsExactlyInAnyOrder("name", "place", "from");
        assertThat(sentence(
                        fairs.open(reviewer, new FairForm(UUID.randomUUID().toString(), "展", "馆", "2026-06-17", ""))))
                .contains("收购商");
        var form = new FairForm(UUID.randomUUID().toString(), "特色农产品展销会", "县会展中心", "2026-06-16", "2026-06-18");
        var fair = fairs.open(buyer, form).orElseThrow();
        assertThat(fairs.open(buyer, form).orElseThrow()).isEqualTo(fair);
        var code = certificate("100");
        assertThat(page(buyer, "/entries/new?code=" + code.value())).contains("在哪里查验", "特色农产品展销会");
        var kept = entries.record(buyer, at(fair, code, "2026-06-17")).orElseThrow();
        entries.record(buyer, with(code, "7")).orElseThrow();
        assertThat(sentence(entries.record(buyer, at(fair, code, "2026-06-15"))))
                .contains("2026-06-16 到 2026-06-18");
        var market = TestPeople.producer(
                accounts, "market", producer("buyer", "另一个收购站").id(), "140423");
        assertThat(sentence(entries.record(market, at(fair, code, "2026-06-17"))))
                .contains("没有这个展会");
        assertThat(fairs.tally(buyer.scope(), fair.id()))
                .isEqualTo(new Fairs.Tally(1, 1, 0, 1, 1, new BigDecimal("5.000")));
        assertThat(fairs.tally(neighbour.scope(), fair.id()).lots()).isZero();
        assertThat(fairs.find(market.scope(), fair.id())).isEmpty();
        assertThat(fairs.find(neighbour.scope(), fair.id())).isEmpty();
        var there = EntryFilter.of(Map.of("fair", Long.toString(fair.id())));
        assertThat(lists.list(reviewer.scope(), there, 0, 9))
                .extracting(Entry::id)
                .containsExactly(kept.id());
        assertThat(page(reviewer, "/entries/fairs/" + fair.id())).contains("查验 1 批", "县会展中心", "豇豆");
        assertThat(page(buyer, "/entries/fairs/" + fair.id())).contains("来货了");
        mvc.perform(get("/entries/fairs/" + fair.id()).with(SignedInAs.actor(market)))
                .andExpect(status().isNotFound());
    }

    private static EntryForm at(Fair fair, CertificateCode code, String on) {
        return new EntryForm(
                UUID.randomUUID(), true, "certificate", code.shown(), "", null, "", "5", "", "", "", on, "", fair.id());
    }

    @Test
    @DisplayName("菜单里的“进货查验”：收货的几类主体和管他们的机构有，别的主体没有")
    void whoSeesItInTheMenu() throws Exception {
        var farmer = TestPeople.producer(
                accounts, "menu-township", producer("township", "示例乡人民政府").id(), "140423");
        for (var who : List.of(buyer, grower, reviewer, leader))
            assertThat(page(who, "/conformity")).as(who.username()).contains("href=\"/entries\"");
        assertThat(page(farmer, "/conformity")).doesNotContain("href=\"/entries\"");
    }

    private static EntryFilter filter(String words) {
        return new EntryFilter(null, null, null, null, null, words);
    }

    @Test
    @DisplayName("页面：查、记、看、撤销；照片里的码读得出；别人的看不到")
    void pages() throws Exception {
        var one = issued(harvest(day(6, 17), "豇豆", "80"), "80");
        assertThat(page(buyer, "/entries")).contains("还没有进货记录", "来货了");
        assertThat(page(buyer, "/entries/new")).contains("先扫合格证上的码");
        assertThat(page(buyer, "/entries/new?code=" + one.code().shown())).contains("有效，可以收", "80 公斤", "汾河");
        assertThat(page(buyer, "/entries/new?code=xyz")).contains("编码不对");
        assertThat(page(buyer, "/entries/new?without=yes")).contains("凭别的证明收", "检测报告");
        var wrong = mvc.perform(post("/entries")
                        .param("proof", "certificate")
                        .param("code", one.code().value())
                        .param("kg", "81")
                        .param("on", "2026-06-17")
                        .with(SignedInAs.actor(buyer)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("只剩 80 公斤", "value=\"81\"");
        var to = Objects.requireNonNull(mvc.perform(post("/entries")
                        .param("key", UUID.randomUUID().toString())
                        .param("proof", "certificate")
                        .param("code", one.code().value())
                        .param("kg", "30")
                        .param("on", "2026-06-17")
                        .param("outcome", "accepted")
                        .with(SignedInAs.actor(buyer)))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        assertThat(page(buyer, to)).contains("收下了", "还剩 50 公斤没有收");
        assertThat(page(buyer, "/entries")).contains("豇豆", one.code().shown());
        assertThat(page(reviewer, "/entries?q=豇豆")).contains("诚信收购站");
        assertThat(page(reviewer, "/entries/reports")).contains("没有人反映");
        mvc.perform(get(String.valueOf(to)).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
        mvc.perform(post(to + "/withdraw").with(SignedInAs.actor(buyer))).andExpect(status().isUnprocessableContent());
        mvc.perform(post(to + "/report").param("words", "少了斤两").with(SignedInAs.actor(buyer)))
                .andExpect(redirectedUrl(to));
        assertThat(page(reviewer, "/entries/reports")).contains("少了斤两", "等你们查了答复");

        var address = one.seal().address("https://farm.example");
        mvc.perform(multipart("/entries/scan")
                        .file(new MockMultipartFile("photo", "p.png", "image/png", photo(address)))
                        .with(SignedInAs.actor(buyer)))
                .andExpect(status().is3xxRedirection())
                .andExpect(result ->
                        assertThat(result.getResponse().getRedirectedUrl()).startsWith("/entries/new?code=HTTPS"));
        for (var bytes : List.of(new byte[0], "no picture".getBytes(StandardCharsets.US_ASCII), photo(null)))
            mvc.perform(multipart("/entries/scan")
                            .file(new MockMultipartFile("photo", "p.png", "image/png", bytes))
                            .with(SignedInAs.actor(buyer)))
                    .andExpect(status().isUnprocessableContent());
    }

    /// A code somewhere on a grey sheet, or the sheet alone.
    private static byte[] photo(@Nullable String text) throws Exception {
        var picture = new BufferedImage(900, 700, BufferedImage.TYPE_INT_RGB);
        var paint = picture.createGraphics();
        paint.setColor(new Color(0xd8d4c8));
        paint.fillRect(0, 0, 900, 700);
        paint.dispose();
        if (text != null) {
            var code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 420, 420);
            for (int y = 0; y < 420; y++)
                for (int x = 0; x < 420; x++) picture.setRGB(300 + x, 150 + y, code.get(x, y) ? 0x202020 : 0xf0efe8);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    @Test
    @DisplayName("十万条里，自己的、本县的、按编码、按车牌、按谁的货，都只读要看的那些")
    void hotQueries() throws Exception {
        var code = certificate("100");
        var kept = entries.record(buyer, with(code, "1")).orElseThrow();
        sql.execute("""
                insert into compliance.entries (form_key, producer_id, producer_name, region_code, entered_on, accepted,
                    proof, proof_number, produce, kg, origin_name, vehicle, keep_until, recorded_by, recorded_at)
                select gen_random_uuid(), 1000000 + n % 500, '收购站' || n % 500, '1404' || 21 + n % 9, date '2026-01-01' + n % 160,
                    true, 'purchase', '号' || n, '番茄', 10, '农户' || n, '晋A' || 10000 + n % 20000, date '2028-01-01', '试', now()
                  from generate_series(1, 100000) n""");
        afterANight();
        record Asked(Actor actor, EntryFilter filter, int most) {}
        var asked = List.of(
                new Asked(buyer, EntryFilter.NONE, 20),
                new Asked(reviewer, EntryFilter.NONE, 200),
                new Asked(buyer, filter(code.value()), 20),
                new Asked(reviewer, filter("晋A10007"), 60),
                new Asked(reviewer, filter("农户77777"), 400));
        for (var one : asked) {
            var sent = SentStatements.of(sql, () -> lists.list(one.actor().scope(), one.filter(), 0, EntryLists.PAGE));
            assertThat(sent.buffers(sql)).as("%s", one).isLessThan(one.most());
        }
        assertThat(seen(buyer)).containsExactly(kept.id());
        assertThat(kept.kg()).isEqualByComparingTo(BigDecimal.ONE);
    }
}
