package org.nongyou.journal;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.journal.Journal.Cursor;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Clocks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("操作日志：只增不改，按时间翻得全，按条件查得准")
class JournalTest extends ApplicationTest {

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    @Autowired
    TransactionTemplate transaction;

    Actor clerk;
    Actor auditor;
    Actor countyAuditor;

    @BeforeEach
    void people() {
        rewind();
        clerk = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        auditor = TestPeople.of(sql, offices, accounts, "cz-audit", "140400", Role.AUDITOR);
        countyAuditor = TestPeople.of(sql, offices, accounts, "hg-audit", "140427", Role.AUDITOR);
    }

    @Test
    @DisplayName("改一条、删一条、清空，数据库都不许；应用连上来的就是这个身份")
    void appendOnlyByGrant() {
        write("140423", 1);
        assertThat(sql.fetchValue("select current_user")).hasToString("nongyou_app");
        for (var statement : List.of(
                "update journal.entries set summary = '改过'",
                "delete from journal.entries",
                "truncate journal.entries",
                "update journal.entries_2026 set summary = '改过'",
                "delete from journal.entries_other")) {
            assertThatThrownBy(() -> sql.execute(statement)).as(statement).hasStackTraceContaining("permission denied");
        }
        assertThat(sql.fetchCount(ENTRIES)).isOne();
    }

    @Test
    @DisplayName("离开办理的事务写不进去")
    void needsTheActsTransaction() {
        assertThatThrownBy(() -> journal.write(clerk, entry("140423", 1)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    @DisplayName("办理没成，日志也没有")
    void rollsBackWithTheAct() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    journal.write(clerk, entry("140423", 1));
                    throw new IllegalArgumentException("the act failed");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sql.fetchCount(ENTRIES)).isZero();
    }

    @Test
    @DisplayName("一页一页翻，不重不漏，按时间从新到旧；同一时刻的也一样")
    void pagesAreComplete() {
        var start = Instant.parse("2024-12-31T10:00:00Z");
        try {
            for (int i = 0; i < 23; i++) {
                // Over the turn of a year, so over two partitions; three acts at each moment; not in order of time.
                clock.set(start.plus((i * 7 % 23) / 3 * 3L, ChronoUnit.HOURS));
                write("140423", i);
            }
        } finally {
            clock.release();
        }
        var seen = new ArrayList<JournalRow>();
        Cursor cursor = null;
        while (true) {
            var page = journal.list(Scope.within(new RegionCode("140400")), JournalFilter.ALL, cursor, 5);
            if (page.isEmpty()) break;
            seen.addAll(page);
            cursor = new Cursor(page.getLast().happenedAt(), page.getLast().id());
        }
        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        assertThat(seen)
                .isSortedAccordingTo(java.util.Comparator.comparing(JournalRow::happenedAt)
                        .thenComparing(JournalRow::id)
                        .reversed());
    }

    @Test
    @DisplayName("审计只看自己辖区；乡镇的事在县里、市里都看得到")
    void withinTheArea() throws Exception {
        write("140423", 1);
        write("140423100", 2);
        write("140427", 3);
        assertThat(ids("140400")).containsExactly("3", "2", "1");
        assertThat(ids("140423")).containsExactly("2", "1");
        assertThat(ids("140423100")).containsExactly("2");
        assertThat(ids("430000")).isEmpty();
        mvc.perform(get("/journal").with(SignedInAs.actor(countyAuditor)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("第 3 号基地")))
                .andExpect(content().string(not(containsString("第 1 号基地"))));
        mvc.perform(get("/journal?region=140423").with(SignedInAs.actor(countyAuditor)))
                .andExpect(content().string(not(containsString("第 1 号基地"))));
    }

    @Test
    @DisplayName("按人、单位、日期、事项、结果查")
    void filters() throws Exception {
        write("140423", 1);
        journal.writeRefused(clerk, entry("140423", 2));
        assertThat(page("?person=xy-clerk")).contains("第 1 号基地", "第 2 号基地");
        assertThat(page("?person=" + clerk.name())).contains("第 1 号基地");
        assertThat(page("?person=nobody")).contains("没有符合筛选的记录");
        assertThat(page("?office=140423农业")).contains("第 1 号基地");
        assertThat(page("?office=没有这个局")).contains("没有符合筛选的记录");
        assertThat(page("?refused=yes")).contains("第 2 号基地", "被拒绝").doesNotContain("第 1 号基地");
        assertThat(page("?kind=base&id=1")).contains("第 1 号基地").doesNotContain("第 2 号基地");
        assertThat(page("?act=base.change")).contains("第 1 号基地");
        assertThat(page("?from=2999-01-01")).contains("没有符合筛选的记录");
        assertThat(page("?to=2000-01-01")).contains("没有符合筛选的记录");
        mvc.perform(get("/journal?from=gestern").with(SignedInAs.actor(auditor)))
                .andExpect(status().is(422))
                .andExpect(content().string(containsString("日期要这样写")));
        assertThat(page("?before=garbage")).contains("第 1 号基地");
    }

    @Test
    @DisplayName("改动说人话：只列变了的，字段是中文")
    void changesRead() throws Exception {
        transaction.executeWithoutResult(
                _ -> journal.write(
                        clerk,
                        entry("140423", 1)
                                .change(
                                        "{\"name\":\"甲\",\"phone\":\"1\",\"active\":true,\"plots\":[\"a\"]}",
                                        "{\"name\":\"甲\",\"phone\":\"2\",\"active\":false,\"plots\":[\"a\",\"b\"],\"address\":null}")));
        assertThat(page("")).contains("改动 3 项", "<dt>电话</dt><dd><del>1</del> → 2</dd>", "<del>是</del> → 否");
        assertThat(Change.between(null, "not json")).containsExactly(new Change("内容", null, "not json"));
        assertThat(page("")).contains("href=\"/bases/1\"");
    }

    @Test
    @DisplayName("导出的是表格文件")
    void exports() throws Exception {
        write("140423", 1);
        var body = mvc.perform(get("/journal/export").with(SignedInAs.actor(auditor)))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("xlsx")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(new String(body, 0, 2, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("PK");
    }

    private List<String> ids(String region) {
        return journal.list(Scope.within(new RegionCode(region)), JournalFilter.ALL, null, 100).stream()
                .map(JournalRow::subjectId)
                .toList();
    }

    private String page(String query) throws Exception {
        return mvc.perform(get("/journal" + query).with(SignedInAs.actor(auditor)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private void write(String region, int number) {
        transaction.executeWithoutResult(_ -> journal.write(clerk, entry(region, number)));
    }

    private static JournalEntry entry(String region, int number) {
        return JournalEntry.of("base.change", new RegionCode(region), "base", number, "第 " + number + " 号基地", "改面积");
    }
}
