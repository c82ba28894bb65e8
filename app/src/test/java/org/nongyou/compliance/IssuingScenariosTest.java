package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Decision;
import org.nongyou.production.TestKind;
import org.nongyou.web.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("开具合格证：一批一批讲")
class IssuingScenariosTest extends IssuingScenario {

    @Autowired
    TransactionTemplate transaction;

    @Test
    @DisplayName("打药、等够、采收、开具：八项内容齐全，签名查得过，批次少了这么多，日志记了一笔")
    void fromFieldToCertificate() {
        spray("1.8%阿维菌素乳油", day(6, 10), "豇豆");
        on(2026, 6, 17);
        long batch = harvest(day(6, 17), "豇豆", "420");
        var answer = issuing.judge(grower, batch, null, null).orElseThrow();
        assertThat(answer.allowed()).isTrue();
        assertThat(answer.duty()).isEqualTo(Duty.MUST);
        assertThat(answer.kind()).isEqualTo("蔬菜");
        assertThat(answer.say()).startsWith("可以开具：豇豆 ").endsWith("还剩 420 公斤。");
        assertThat(answer.tally()).isEqualTo("8 条规则：6 条符合，2 条暂不查。");

        var one = issuing.issue(
                        grower,
                        new IssueForm(UUID.randomUUID().toString(), batch, "100", "5", List.of("control"), "", ""))
                .orElseThrow();
        assertThat(one.pieces()).isEqualTo(20);
        assertThat(one.promise()).hasSize(2);
        assertThat(one.keepUntil()).isEqualTo(day(6, 17).plusYears(2));
        assertThat(one.story().drugs()).isEqualTo(1);
        assertThat(one.story().steps()).extracting(Commitment.Step::title).contains("打药", "采收");
        assertThat(left(batch)).isEqualByComparingTo("320");
        assertThat(conformity.find(one.code())).contains(one);
        var verifier = new Verifier(keys.published(), Set.of());
        var read = verifier.verify(one.seal().address("https://x.example"));
        assertThat(read.outcome()).isEqualTo(Verifier.Outcome.GENUINE);
        var words = Objects.requireNonNull(read.words());
        assertThat(words.producer()).isEqualTo("汾河设施蔬菜专业合作社");
        assertThat(words.grams()).isEqualTo(100_000);
        assertThat(journal.of(EVERYWHERE, Issuing.SUBJECT, one.code().value(), 9))
                .extracting(JournalRow::summary)
                .singleElement()
                .asString()
                .contains("开具合格证", "豇豆 100 公斤", "20 张", "质量安全控制符合要求");
    }

    @Test
    @DisplayName("同一张表点两次只有一张，批次只少一次；两个人同时开，合起来不超过采收")
    void onceAndNeverTooMuch() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var id = UUID.randomUUID();
        var first = issuing.issue(grower, form(id, batch, "30", Basis.CONTROL)).orElseThrow();
        var again = issuing.issue(grower, form(id, batch, "30", Basis.CONTROL)).orElseThrow();
        assertThat(again.code()).isEqualTo(first.code());
        assertThat(left(batch)).isEqualByComparingTo("70");
        try (var both = Executors.newFixedThreadPool(4)) {
            var twice = UUID.randomUUID();
            var tasks = new ArrayList<Callable<Decision<Commitment>>>();
            for (int i = 0; i < 6; i++) tasks.add(() -> issuing.issue(grower, form(batch, "20", Basis.CONTROL)));
            for (int i = 0; i < 2; i++) tasks.add(() -> issuing.issue(grower, form(twice, batch, "1", Basis.CONTROL)));
            var codes = new ArrayList<CertificateCode>();
            for (var done : both.invokeAll(tasks))
                if (done.get() instanceof Decision.Done<Commitment>(var one)) codes.add(one.code());
            var kg = conformity.ofBatch(EVERYWHERE, batch).stream()
                    .map(Commitment::quantityKg)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(kg.add(left(batch))).isEqualByComparingTo("100");
            assertThat(left(batch).signum()).isGreaterThanOrEqualTo(0);
            assertThat(conformity.ofBatch(EVERYWHERE, batch).stream()
                            .filter(one -> one.quantityKg().compareTo(BigDecimal.ONE) == 0))
                    .as("the form that was sent twice at once")
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(codes).isNotEmpty();
        }
    }

    @Test
    @DisplayName("开证的时候正有人补记一次打药：等他记完再把关，不会漏看")
    void whatIsBeingRecordedCounts() throws Exception {
        on(2026, 6, 17);
        long batch = harvest(day(6, 17), "豇豆", "100");
        try (var other = Executors.newSingleThreadExecutor()) {
            var issued = Objects.requireNonNull(transaction.execute(_ -> {
                spray("1.8%阿维菌素乳油", day(6, 15), "豇豆");
                var waits = other.submit(() -> issuing.issue(grower, form(batch, "10", Basis.CONTROL)));
                // Until the other one stands before the lock, or has passed it, which must not be.
                while (!waits.isDone()
                        && !sql.fetchExists(DSL.selectOne().from("pg_locks").where("not granted"))) Thread.onSpinWait();
                return waits;
            }));
            assertThat(sentence(issued.get())).contains("安全间隔期");
            assertThat(left(batch)).isEqualByComparingTo("100");
        }
    }

    @Test
    @DisplayName("检测作依据：用过的没检，不能开；补检以后能开；不合格只有正式复检才算了结")
    void testsMustCoverWhatWasUsed() {
        spray("1.8%阿维菌素乳油", day(6, 8), "豇豆");
        long batch = harvest(day(6, 17), "豇豆", "100");
        assertThat(sentence(issuing.issue(grower, form(batch, "10", Basis.SELF_TEST))))
                .contains("没有合格的自行检测或快检");
        test(batch, TestKind.RAPID, day(6, 17), true, null, "啶虫脒");
        var refusal = refused(issuing.issue(grower, form(batch, "10", Basis.CONTROL, Basis.SELF_TEST)));
        assertThat(refusal.message()).isEqualTo("检测没盖住用过的药：用过阿维菌素，检测项目里没有。补检阿维菌素，或者不选检测作依据。");
        assertThat(refusal.clause()).isEqualTo("《农产品质量安全承诺达标合格证管理办法》第十四条");
        assertThat(refusal.field()).isEqualTo("bases");
        long failed = test(batch, TestKind.SELF, day(6, 17), false, null, "阿维菌素");
        var open = issuing.judge(grower, batch, null, null).orElseThrow();
        assertThat(open.say()).isEqualTo("不能开具，因为6月17日的自行检测不合格，没有复检合格。");
        test(batch, TestKind.COMMISSIONED, day(6, 17), true, failed, "阿维菌素");
        assertThat(issuing.judge(grower, batch, null, null).orElseThrow().allowed())
                .isTrue();
        assertThat(issuing.issue(grower, form(batch, "10", Basis.COMMISSIONED_TEST)))
                .isInstanceOf(Decision.Done.class);
        assertThat(journal.of(
                        EVERYWHERE, Issuing.SUBJECT, "batch-" + open.batch().code(), 9))
                .as("refused attempts stay on record")
                .hasSize(2)
                .allMatch(JournalRow::refused);
    }

    @Test
    @DisplayName("作废退回数量，作废名单里查得到；换开两张互相指着；换开不成，什么都不变")
    void voidAndReplace() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var one = issued(batch, "60");
        assertThat(sentence(issuing.end(grower, one.code(), " "))).isEqualTo("写上为什么作废");
        assertThat(sentence(issuing.end(leader, one.code(), "试"))).contains("作废由开具的主体自己办");
        assertThatThrownBy(() -> issuing.end(other, one.code(), "试")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> issuing.end(neighbour, one.code(), "试")).isInstanceOf(NotFound.class);

        var tooMuch = issuing.replace(grower, one.code(), form(batch, "101", Basis.CONTROL), "数量写错");
        assertThat(sentence(tooMuch)).contains("要开 101 公斤，只剩 100 公斤");
        assertThat(left(batch)).isEqualByComparingTo("40");
        assertThat(conformity.find(one.code()).orElseThrow().valid()).isTrue();

        var fresh = issuing.replace(grower, one.code(), form(batch, "90", Basis.CONTROL), "数量写错")
                .orElseThrow();
        assertThat(left(batch)).isEqualByComparingTo("10");
        var old = conformity.find(one.code()).orElseThrow();
        assertThat(old.state()).isEqualTo(Commitment.State.REPLACED);
        assertThat(old.replacedBy()).isEqualTo(fresh.code());
        assertThat(fresh.replaces()).isEqualTo(one.code());
        assertThat(conformity.revoked(day(1, 1))).containsExactly(Verifier.revokedAs(one.code()));

        assertThat(issuing.end(reviewer, fresh.code(), "抽检不合格，收回").orElseThrow().endedBy())
                .isEqualTo(reviewer.officeName());
        assertThat(left(batch)).isEqualByComparingTo("100");
        assertThat(sentence(issuing.end(reviewer, fresh.code(), "再来"))).contains("已经作废");
        assertThat(new Verifier(keys.published(), conformity.revoked(day(1, 1)))
                        .verify(fresh.seal().address("https://x.example"))
                        .outcome())
                .isEqualTo(Verifier.Outcome.REVOKED);
    }

    @Test
    @DisplayName("停开：县里停了就开不了，恢复了能开；别的县停不了；不写原因不行")
    void stopAndResume() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        assertThat(sentence(stops.stop(leader, cooperative.id(), "记录造假"))).contains("审核人员");
        assertThat(sentence(stops.stop(reviewer, cooperative.id(), ""))).isEqualTo("写上原因");
        assertThatThrownBy(() -> stops.stop(neighbour, cooperative.id(), "试")).isInstanceOf(NotFound.class);
        stops.stop(reviewer, cooperative.id(), "记录造假").orElseThrow();
        assertThat(sentence(stops.stop(reviewer, cooperative.id(), "又来"))).contains("已经停开");
        var refusal = refused(issuing.issue(grower, form(batch, "10", Basis.CONTROL)));
        assertThat(refusal.message())
                .isEqualTo("主体不能开具：县农业农村局 2026-06-17 起停了汾河设施蔬菜专业合作社的开具：记录造假。按停开的原因整改，整改好了找县农业农村局恢复。");
        stops.resume(reviewer, cooperative.id(), "整改好了").orElseThrow();
        assertThat(issuing.issue(grower, form(batch, "10", Basis.CONTROL))).isInstanceOf(Decision.Done.class);
    }

    @Test
    @DisplayName("只有主体自己能开；别人的批次像没有一样；密钥换了旧证照样有效，泄露的不再认；时钟倒拨拒绝")
    void whoAndWithWhichKey() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        assertThat(sentence(issuing.issue(reviewer, form(batch, "10", Basis.CONTROL))))
                .contains("主体的账号");
        assertThatThrownBy(() -> issuing.issue(other, form(batch, "10", Basis.CONTROL)))
                .isInstanceOf(NotFound.class);
        var one = issued(batch, "10");
        var admin = org.nongyou.identity.TestPeople.of(
                sql, offices, accounts, "admin", "140000", org.nongyou.identity.Role.ADMINISTRATOR);
        assertThat(sentence(keys.rotate(reviewer, Algorithm.SM2))).contains("管理员");
        keys.rotate(admin, Algorithm.SM2).orElseThrow();
        var sm2 = issued(batch, "10");
        assertThat(sm2.seal().words().algorithm()).isEqualTo(Algorithm.SM2);
        var address = "https://x.example";
        assertThat(new Verifier(keys.published(), Set.of())
                        .verify(one.seal().address(address))
                        .outcome())
                .isEqualTo(Verifier.Outcome.GENUINE);
        assertThat(new Verifier(keys.published(), Set.of())
                        .verify(sm2.seal().address(address))
                        .outcome())
                .isEqualTo(Verifier.Outcome.GENUINE);
        keys.revoke(admin, sm2.seal().words().keyId(), "私钥文件被拷走").orElseThrow();
        assertThat(new Verifier(keys.published(), Set.of())
                        .verify(sm2.seal().address(address))
                        .outcome())
                .isEqualTo(Verifier.Outcome.UNTRUSTED_KEY);
        on(2026, 6, 16);
        assertThat(refused(issuing.issue(grower, form(batch, "10", Basis.CONTROL)))
                        .key())
                .isEqualTo("compliance.clock");
    }

    @Test
    @DisplayName("收购商混装后重新开具：来源连着，来源不够、作废的、写两次的都不行")
    void mixedGoods() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var first = issued(batch, "30");
        var second = issued(batch, "20");
        var gone = issued(batch, "10");
        issuing.end(grower, gone.code(), "写错").orElseThrow();
        assertThat(sentence(mix("40", line(gone, "5")))).contains("已作废");
        assertThat(sentence(mix("40", line(first, "31")))).contains("一共 30 公斤");
        assertThat(sentence(mix("60", line(first, "30"), line(second, "20")))).contains("来源合起来只有 50 公斤");
        assertThat(sentence(mix("40", line(first, "10"), line(first, "10")))).contains("写了两次");
        assertThat(sentence(mix("40", new MixForm.MixLine("2222", "", "10")))).contains("不是这里的合格证编码");
        assertThat(sentence(mix("10"))).contains("写上这批货的来源");
        var mixed = mix("45", line(first, "25"), line(second, "15"), new MixForm.MixLine("", "山东的检测报告 123", "5"))
                .orElseThrow();
        assertThat(mixed.style()).isEqualTo(Commitment.Style.BUYER);
        assertThat(mixed.promise().getFirst()).contains("已收取并保存");
        assertThat(conformity.sources(mixed)).hasSize(3);
        assertThat(conformity.madeOf(first)).containsExactly(mixed.code());
        assertThat(sentence(mix("10", line(first, "6")))).contains("还剩 5 公斤");
        issuing.end(buyer, mixed.code(), "写错").orElseThrow();
        assertThat(mix("10", line(first, "10"))).isInstanceOf(Decision.Done.class);
    }

    private Decision<Commitment> mix(String kg, MixForm.MixLine... lines) {
        return mixing.mix(
                buyer, new MixForm(UUID.randomUUID().toString(), "豇豆", kg, "", List.of("control"), List.of(lines)));
    }

    private static MixForm.MixLine line(Commitment of, String kg) {
        return new MixForm.MixLine(of.code().shown(), "", kg);
    }

    @Test
    @DisplayName("填错的都说得出哪里错；手写的补录要编号")
    void wrongForms() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        for (var kg : List.of("", "0", "-1", "1e3", "十", "1.2345", "99999999999"))
            assertThat(refused(issuing.issue(grower, form(batch, kg, Basis.CONTROL)))
                            .key())
                    .isEqualTo("compliance.kg");
        assertThat(sentence(issuing.issue(
                        grower,
                        new IssueForm(
                                UUID.randomUUID().toString(), batch, "100", "0.001", List.of("control"), "", ""))))
                .contains("100,000 张");
        assertThat(refused(issuing.issue(grower, new IssueForm("x", batch, "10", "", List.of("control"), "", "")))
                        .key())
                .isEqualTo("compliance.form");
        assertThat(sentence(issuing.issue(grower, form(batch, "10")))).contains("一种也没选");
        var paper = new IssueForm(UUID.randomUUID().toString(), batch, "10", "", List.of("control"), "handwritten", "");
        assertThat(sentence(issuing.issue(grower, paper))).contains("手写合格证上的编号");
        var kept = issuing.issue(
                        grower,
                        new IssueForm(
                                UUID.randomUUID().toString(),
                                batch,
                                "10",
                                "",
                                List.of("control"),
                                "handwritten",
                                "纸 0017"))
                .orElseThrow();
        assertThat(kept.paperNumber()).isEqualTo("纸 0017");
        assertThat(conformity.list(EVERYWHERE, filter("纸 0017"), 0, 10)).containsExactly(kept);
        assertThat(conformity.list(EVERYWHERE, filter(kept.code().shown()), 0, 10))
                .containsExactly(kept);
        assertThat(conformity.list(other.scope(), filter(""), 0, 10)).isEmpty();
        assertThat(conformity.list(neighbour.scope(), filter(""), 0, 10)).isEmpty();
        assertThat(conformity.list(reviewer.scope(), filter(""), 0, 10)).hasSize(1);
    }

    private static CommitmentFilter filter(String words) {
        return new CommitmentFilter(null, null, null, null, null, words);
    }

    @Test
    @DisplayName("谁必须开：企业、合作社的蔬菜、水果、茶、畜禽、蛋、鱼；粮食、奶不在其中；农户可以开")
    void whoMustForWhat() {
        var book = books.current();
        var rules = issuing.rules();
        for (var produce : List.of("豇豆", "设施番茄", "香菇", "苹果", "茶叶", "猪", "乌鸡", "鸡蛋", "大口黑鲈"))
            assertThat(rules.duty(book, org.nongyou.producer.ProducerKind.COOPERATIVE, produce))
                    .as(produce)
                    .isEqualTo(Duty.MUST);
        for (var produce : List.of("谷子", "奶", "没听过的"))
            assertThat(rules.duty(book, org.nongyou.producer.ProducerKind.COOPERATIVE, produce))
                    .as(produce)
                    .isEqualTo(Duty.MAY);
        assertThat(rules.duty(book, org.nongyou.producer.ProducerKind.HOUSEHOLD, "豇豆"))
                .isEqualTo(Duty.MAY);
        assertThat(rules.duty(book, org.nongyou.producer.ProducerKind.ASSOCIATION, "豇豆"))
                .isEqualTo(Duty.NONE);
        assertThat(rules.classOf(book, "鸡蛋").orElseThrow().title()).isEqualTo("禽蛋");
        assertThat(rules.classOf(book, "乌鸡").orElseThrow().title()).isEqualTo("畜禽");
        assertThat(rules.classOf(book, "乌鳢").orElseThrow().title()).isEqualTo("养殖水产品");
    }

    @org.springframework.beans.factory.annotation.Autowired
    org.nongyou.standard.RuleBooks books;
}
