package org.nongyou.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("压测数据：./run load")
class BulkLoadTest extends ApplicationTest {

    private static final List<String> ORDER =
            List.of("--bases", "300", "--cases", "900", "--journal", "9000", "--seed", "7");

    @Autowired
    private BulkLoad load;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    void loads() {
        assertThat(run(ORDER)).isZero();
    }

    private int run(List<String> order) {
        return load.run(order, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("要多少有多少，都标为演示数据")
    void asManyAsOrdered() {
        assertThat(number("select count(*) from base.bases where demo")).isEqualTo(300);
        assertThat(number("select count(*) from procedure.cases where demo")).isEqualTo(900);
        assertThat(number("select count(*) from journal.entries where demo")).isEqualTo(9000);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("完成：");
    }

    @Test
    @DisplayName("申报件的状态是各步记录之和，步步相接")
    void aCaseIsTheSumOfItsActs() {
        assertThat(number("""
                        select count(*) from procedure.cases c
                         where c.revision <> (select count(*) from procedure.acts a where a.case_id = c.id)
                            or c.revision <> (select max(seq) from procedure.acts a where a.case_id = c.id)
                            or c.stage <> (select to_stage from procedure.acts a where a.case_id = c.id order by seq desc limit 1)""")).isZero();
        assertThat(number("""
                        select count(*) from procedure.acts a join procedure.acts b on b.case_id = a.case_id and b.seq = a.seq + 1
                         where b.from_stage <> a.to_stage or b.happened_at <= a.happened_at""")).isZero();
    }

    @Test
    @DisplayName("每一步一条日志，没有一步在将来")
    void oneJournalRowForEachAct() {
        assertThat(number("""
                        select count(*) from procedure.acts a
                         where 1 <> (select count(*) from journal.entries j
                                      where j.subject_kind = 'case' and j.subject_id = a.case_id::text and j.act = 'case.' || a.act
                                        and j.happened_at = a.happened_at)""")).isZero();
        assertThat(number("select count(*) from journal.entries where happened_at > now()"))
                .isZero();
    }

    @Test
    @DisplayName("各种情形都有：各个环节在办、纳入、退回、公示中、警示、移出、储备")
    void allSituationsOccur() {
        assertThat(number("select count(distinct stage) from procedure.cases where state = 'open'"))
                .isGreaterThan(8);
        assertThat(texts("select distinct outcome from procedure.cases where outcome is not null"))
                .contains("listed", "refused", "withdrawn", "kept");
        assertThat(number("select count(*) from procedure.acts where act = 'return'"))
                .isPositive();
        assertThat(number("""
                        select count(*) from procedure.cases c join notice.notices n on n.id = c.notice_id
                         where c.state = 'open' and n.state = 'open' and n.subject_id = c.id::text""")).isPositive();
        assertThat(texts("select distinct status from catalogue.listings")).contains("listed", "promoted", "warned");
        assertThat(number("select count(*) from catalogue.reserves")).isPositive();
    }

    @Test
    @DisplayName("在办的件都有该办的机构，数目与计数相符")
    void openCasesHaveTheirOffice() {
        assertThat(number("""
                        select count(*) from procedure.cases c left join identity.offices o on o.id = c.acting_office_id
                         where c.state = 'open'
                           and (o.id is null or not c.region_code like rtrim(o.region_code, '0') || '%')""")).isZero();
        assertThat(number("select sum(n) from procedure.case_counts")).isEqualTo(900);
    }

    @Test
    @DisplayName("纳入目录的件恰有一条目录；同一基地只有一条有效")
    void listedCasesAreInTheCatalogue() {
        assertThat(number("select count(*) from procedure.cases where outcome = 'listed'"))
                .isEqualTo(number("select count(*) from catalogue.listings"));
    }

    @Test
    @DisplayName("统一社会信用代码的校验位都对")
    void creditCodesCheck() {
        for (var code : sql.fetchValues("select credit_code from producer.producers")) {
            assertThat(checks(String.valueOf(code))).as("%s", code).isTrue();
        }
    }

    /// GB 32100 by its text, apart from the loader's own SQL.
    private static boolean checks(String code) {
        var alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += alphabet.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return alphabet.indexOf(code.charAt(17)) == (31 - sum % 31) % 31;
    }

    @Test
    @DisplayName("再装一次：说清已经有了，什么也不改")
    void refusesTheSecondTime() {
        assertThat(run(ORDER)).isEqualTo(1);
        assertThat(number("select count(*) from base.bases")).isEqualTo(300);
    }

    @Test
    @DisplayName("命令写错：一句话，退出码 2")
    void refusesWhatIsWrittenWrongly() {
        assertThat(run(List.of("--bases", "many"))).isEqualTo(2);
        assertThat(run(List.of("--size", "3"))).isEqualTo(2);
        assertThat(run(List.of("--cases"))).isEqualTo(2);
        assertThatThrownBy(() -> LoadOrder.parse(List.of("--bases", "0"))).hasMessageContaining("--bases");
    }

    private List<String> texts(String query) {
        return sql.fetchValues(query).stream().map(String::valueOf).toList();
    }

    private long number(String query) {
        return ((Number) java.util.Objects.requireNonNull(sql.fetchValue(query))).longValue();
    }
}
