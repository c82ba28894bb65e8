package org.nongyou.notice;

import static nongyoudb.notice.Tables.NOTICES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("公示：七个工作日，谁都能提异议，办理单位答复")
class NoticesTest extends ApplicationTest {

    private static final RegionCode XIANGYUAN = new RegionCode("140423");
    private static final RegionCode CHANGZHI = new RegionCode("140400");
    private static final RegionCode SHANXI = new RegionCode("140000");
    private static final String CONTENT = "这个基地的面积和实际不一样，东边两块地不是他家的。";

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    Workdays workdays;

    @Autowired
    Offices offices;

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Journal journal;

    Actor city;
    Actor cityClerk;
    Actor county;
    Actor province;

    @BeforeEach
    void people() {
        divisions.loadOnce();
        province = person(1, "province-1", SHANXI, "山西省农业农村厅", Role.REVIEWER);
        city = person(2, "city-1", CHANGZHI, "长治市农业农村局", Role.REVIEWER);
        cityClerk = person(3, "city-2", CHANGZHI, "长治市农业农村局", Role.CLERK);
        county = person(4, "county-1", XIANGYUAN, "襄垣县农业农村局", Role.REVIEWER);
    }

    private Actor person(long id, String username, RegionCode region, String office, Role role) {
        Office of = offices.establish(region, "agriculture", office, "0355-5550100", true);
        return new Actor(id, username, "测试员" + id, of, region, null, Set.of(role), true);
    }

    private Notice publicity() {
        return notices.openPublicity(city, "襄垣县谷子基地拟纳入省级目录", "现予公示。", "方案五（二）", XIANGYUAN, "case", "17", 7)
                .orElseThrow();
    }

    private void letItsLastDayPass(Notice notice) {
        sql.update(NOTICES)
                .set(NOTICES.STARTS_ON, LocalDate.now(Ui.ZONE).minusDays(30))
                .set(NOTICES.ENDS_ON, LocalDate.now(Ui.ZONE).minusDays(1))
                .where(NOTICES.ID.eq(notice.id()))
                .execute();
    }

    private static String key(Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> done -> "done " + done.value();
            case Decision.Refused<?>(var refusal) -> refusal.key();
        };
    }

    @Test
    @DisplayName("从发布的次日起数满 7 个工作日；最后一天过完才算结束，谁也不能提前")
    void endsByItsDateOnly() {
        var notice = publicity();
        assertThat(notice.endsOn()).isEqualTo(workdays.plus(LocalDate.now(Ui.ZONE), 7));
        assertThat(objections.publicity(notice.id()).orElseThrow().hasEnded()).isFalse();
        assertThat(key(notices.end(city, notice.id()))).isEqualTo("notice.still-open");

        sql.update(NOTICES)
                .set(NOTICES.ENDS_ON, LocalDate.now(Ui.ZONE))
                .where(NOTICES.ID.eq(notice.id()))
                .execute();
        assertThat(objections.publicity(notice.id()).orElseThrow().hasEnded())
                .as("the last day is whole")
                .isFalse();

        letItsLastDayPass(notice);
        assertThat(objections.publicity(notice.id()).orElseThrow().hasEnded()).isTrue();
        assertThat(notices.end(city, notice.id()).orElseThrow().state()).isEqualTo(Notice.State.ENDED);
    }

    @Test
    @DisplayName("按自然日数的公示，最后一天放假就顺延到下一个工作日")
    void calendarDaysEndOnAWorkingDay() {
        var today = LocalDate.now(Ui.ZONE);
        // Seven days on end hold a weekend at least, whatever today is.
        for (int days = 1; days <= 7; days++) {
            var notice = notices.openPublicityForCalendarDays(
                            city, "按自然日公示", "现予公示。", "方案五（二）", XIANGYUAN, "case", "c" + days, days)
                    .orElseThrow();
            assertThat(notice.calendarDays()).isEqualTo(days);
            var end = today.plusDays(days);
            while (!workdays.isWorkday(end)) end = end.plusDays(1);
            assertThat(notice.endsOn()).as(days + " days from " + today).isEqualTo(end);
        }
    }

    @Test
    @DisplayName("提异议，发布单位答复一次，凭编号查到；别人看不到是谁提的")
    void objectionIsReceivedAnsweredAndLookedUp() {
        var notice = publicity();
        var code = objections.object(notice.id(), "李测试", "13800000001", CONTENT).orElseThrow();
        assertThat(code).hasSize(12);
        assertThat(objections.publicity(notice.id()).orElseThrow().unanswered()).isEqualTo(1);
        assertThat(objections.waiting(city)).containsEntry(notice, 1);

        var seenByHandler = objections.to(city, notice).getFirst();
        assertThat(seenByHandler.contact()).isEqualTo("13800000001");
        for (var other : new Actor[] {cityClerk, province, county}) {
            var seen = objections.to(other, notice).getFirst();
            assertThat(seen.contact()).isEqualTo("138****0001");
            assertThat(seen.name()).isEqualTo("李**");
            assertThat(seen.code()).isEmpty();
        }

        assertThat(key(objections.answer(province, seenByHandler.id(), Objection.Outcome.DISMISSED, "已经查过了")))
                .isEqualTo("notice.other-office");
        assertThat(key(objections.answer(cityClerk, seenByHandler.id(), Objection.Outcome.DISMISSED, "已经查过了")))
                .isEqualTo("notice.not-your-right");
        assertThat(key(objections.answer(city, seenByHandler.id(), Objection.Outcome.DISMISSED, "查")))
                .isEqualTo("objection.answer-short");
        objections
                .answer(city, seenByHandler.id(), Objection.Outcome.UPHELD, "现场核实，面积要重新测量。")
                .orElseThrow();
        assertThat(key(objections.answer(city, seenByHandler.id(), Objection.Outcome.DISMISSED, "改一个结论")))
                .isEqualTo("objection.answered");
        assertThat(objections.waiting(city)).doesNotContainKey(notice);

        var found = objections.find(code.toLowerCase(Locale.ROOT)).orElseThrow();
        assertThat(found.answer()).isEqualTo("现场核实，面积要重新测量。");
        assertThat(found.contact()).doesNotContain("13800000001");
        assertThat(objections.publicity(notice.id()).orElseThrow())
                .extracting(Publicity::objections, Publicity::unanswered, Publicity::upheld)
                .containsExactly(1, 0, 1);
        assertThat(journal.of(Scope.within(SHANXI), "notice", String.valueOf(notice.id()), 10))
                .extracting(row -> row.act())
                .containsExactly("objection.uphold", "objection.receive", "notice.publish");
        assertThat(journal.of(Scope.within(SHANXI), "notice", String.valueOf(notice.id()), 10)
                        .toString())
                .doesNotContain("李测试", "13800000001", code);
    }

    @Test
    @DisplayName("写得不对的地方一次说全，写法说清楚")
    void faultsAreToldTogether() {
        var notice = publicity();
        var refused = (Decision.Refused<String>) objections.object(notice.id(), "李", "1380000000", "太少");
        assertThat(refused.refusal().all())
                .extracting(refusal -> refusal.field())
                .containsExactly("name", "contact", "content");
        assertThat(refused.refusal().all().get(1).message()).isEqualTo("少 1 位，手机号是 11 位");
        assertThat(key(objections.object(notice.id(), "李测试", "a@b", CONTENT))).isEqualTo("objection.contact");
        assertThat(key(objections.object(notice.id(), "李测试", "0355-5550100", CONTENT)))
                .startsWith("done");
    }

    @Test
    @DisplayName("同一内容不收两遍，同一联系方式最多三条；期满不收")
    void limits() {
        var notice = publicity();
        objections.object(notice.id(), "李测试", "13800000002", CONTENT).orElseThrow();
        assertThat(key(objections.object(notice.id(), "李测试", "138 0000 0002", CONTENT)))
                .isEqualTo("objection.twice");
        objections.object(notice.id(), "李测试", "13800000002", CONTENT + "第二条").orElseThrow();
        objections.object(notice.id(), "李测试", "13800000002", CONTENT + "第三条").orElseThrow();
        assertThat(key(objections.object(notice.id(), "李测试", "13800000002", CONTENT + "第四条")))
                .isEqualTo("objection.too-many");
        letItsLastDayPass(notice);
        assertThat(key(objections.object(notice.id(), "王测试", "13800000003", CONTENT)))
                .isEqualTo("notice.over");
    }

    @Test
    @DisplayName("只看得到自己辖区的；公众都看得到")
    void scope() {
        var notice = publicity();
        var datong = Scope.within(new RegionCode("140200"));
        assertThat(notices.find(datong, notice.id())).isEmpty();
        assertThat(notices.list(datong, NoticeFilter.ALL, null, 10)).isEmpty();
        assertThat(notices.find(new Scope.Own(1), notice.id())).isEmpty();
        assertThat(notices.find(county.scope(), notice.id())).isPresent();
        assertThat(notices.publicList(CHANGZHI, new NoticeFilter(NoticeKind.PUBLICITY, true, "谷子"), null, 10))
                .extracting(Notice::id)
                .contains(notice.id());
        assertThat(notices.publicList(null, new NoticeFilter(null, null, "50%_不存在"), null, 10))
                .isEmpty();
        assertThat(notices.openBelow(SHANXI).get(CHANGZHI)).isPositive();
        assertThat(key(notices.announce(county, "通知", "正文", null, CHANGZHI, null, null)))
                .isEqualTo("notice.outside-area");
    }
}
