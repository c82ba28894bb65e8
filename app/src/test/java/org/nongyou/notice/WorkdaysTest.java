package org.nongyou.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.TestDatabase;

/// The days are checked against the arrangements of the State Council as printed, not against our own file.
@NullUnmarked // the calendar is read without anybody acting, so without a journal
@DisplayName("工作日历")
class WorkdaysTest {

    private static final Workdays WORKDAYS = calendar();

    private static Workdays calendar() {
        var database = TestDatabase.fresh();
        var workdays = new Workdays(database.sql(), null);
        workdays.afterPropertiesSet();
        workdays.afterPropertiesSet();
        return workdays;
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    @DisplayName("2025年：春节放 1月28日 到 2月4日，1月26日、2月8日 上班")
    void springFestival2025() {
        for (var day = day("2025-01-28"); !day.isAfter(day("2025-02-04")); day = day.plusDays(1)) {
            assertThat(WORKDAYS.isWorkday(day)).as(day.toString()).isFalse();
        }
        assertThat(WORKDAYS.isWorkday(day("2025-01-26"))).isTrue();
        assertThat(WORKDAYS.isWorkday(day("2025-02-08"))).isTrue();
        assertThat(WORKDAYS.isWorkday(day("2025-02-09"))).isFalse();
    }

    @Test
    @DisplayName("2025年有 248 个工作日，2026年有 248 个")
    void workdaysOfTheYear() {
        // 2025: 261 weekdays, 18 of them off, 5 weekend days worked. 2026: 261 weekdays, 19 off, 6 worked.
        assertThat(WORKDAYS.between(day("2024-12-31"), day("2025-12-31"))).isEqualTo(261 - 18 + 5);
        assertThat(WORKDAYS.between(day("2025-12-31"), day("2026-12-31"))).isEqualTo(261 - 19 + 6);
    }

    @Test
    @DisplayName("周五到期：周五是今天到期，周六、周日就是已超期，周一超期 1 个工作日")
    void overdueByTheCalendar() {
        var friday = day("2026-11-20");
        assertThat(due("2026-11-16", friday)).isEqualTo("LATER 剩 4 个工作日");
        assertThat(due("2026-11-17", friday)).isEqualTo("SOON 剩 3 个工作日");
        assertThat(due("2026-11-19", friday)).isEqualTo("SOON 剩 1 个工作日");
        assertThat(due("2026-11-20", friday)).isEqualTo("TODAY 今天到期");
        assertThat(due("2026-11-21", friday)).isEqualTo("OVERDUE 已超期");
        assertThat(due("2026-11-22", friday)).isEqualTo("OVERDUE 已超期");
        assertThat(due("2026-11-23", friday)).isEqualTo("OVERDUE 超期 1 个工作日");
    }

    @Test
    @DisplayName("休息日到期的，前一天不说今天到期；长假里到期的，假里就超期")
    void dueOnADayOff() {
        assertThat(due("2026-11-20", day("2026-11-22"))).isEqualTo("SOON 剩 2 天");
        assertThat(due("2026-11-21", day("2026-11-22"))).isEqualTo("SOON 剩 1 天");
        assertThat(due("2026-11-22", day("2026-11-22"))).isEqualTo("TODAY 今天到期");
        // The last working day before the holidays of October 2025.
        assertThat(due("2025-10-05", day("2025-09-30"))).isEqualTo("OVERDUE 已超期");
        assertThat(due("2025-10-09", day("2025-09-30"))).isEqualTo("OVERDUE 超期 1 个工作日");
    }

    @Test
    @DisplayName("按自然日算的期限，最后一天放假就顺延到上班那天")
    void calendarDaysEndOnAWorkday() {
        assertThat(WORKDAYS.onOrAfter(day("2026-11-20"))).isEqualTo("2026-11-20");
        assertThat(WORKDAYS.onOrAfter(day("2026-11-21"))).isEqualTo("2026-11-23");
        assertThat(WORKDAYS.onOrAfter(day("2025-10-01"))).isEqualTo("2025-10-09");
        assertThat(WORKDAYS.onOrAfter(day("2025-01-26"))).isEqualTo("2025-01-26");
    }

    private static String due(String today, LocalDate on) {
        var due = WORKDAYS.due(day(today), on);
        return due.state() + " " + due.text();
    }

    @Test
    @DisplayName("9月28日（周日，上班）发布，7 个工作日：国庆不算，到 10月14日")
    void publicityOverNationalDay2025() {
        // 29, 30 Sep; 9, 10, 11 (Sat, worked), 13, 14 Oct
        assertThat(WORKDAYS.plus(day("2025-09-28"), 7)).isEqualTo("2025-10-14");
        assertThat(WORKDAYS.between(day("2025-09-28"), day("2025-10-14"))).isEqualTo(7);
    }

    @Test
    @DisplayName("2026年春节前后：2月13日 起 3 个工作日到 2月25日")
    void springFestival2026() {
        // 14 Feb is a Saturday that is worked, 15–23 Feb off, 24 and 25 worked
        assertThat(WORKDAYS.plus(day("2026-02-13"), 3)).isEqualTo("2026-02-25");
        assertThat(WORKDAYS.isWorkday(day("2026-10-10"))).isTrue();
        assertThat(WORKDAYS.isWorkday(day("2026-06-19"))).isFalse();
    }

    @Test
    @DisplayName("2027年的安排没有公布，法定节日仍然不算")
    void unknownYear() {
        assertThat(WORKDAYS.isPublished(2026)).isTrue();
        assertThat(WORKDAYS.isPublished(2027)).isFalse();
        assertThat(WORKDAYS.isWorkday(day("2027-01-01"))).isFalse();
    }

    @Property
    void plusAndBetweenAgree(@ForAll @IntRange(max = 1400) int start, @ForAll @IntRange(max = 120) int span) {
        var from = LocalDate.of(2024, 1, 1).plusDays(start);
        var end = WORKDAYS.plus(from, span);
        assertThat(WORKDAYS.between(from, end)).isEqualTo(span);
        if (span > 0) {
            assertThat(WORKDAYS.isWorkday(end)).isTrue();
            assertThat(WORKDAYS.between(from, end.minusDays(1))).isEqualTo(span - 1);
            assertThat(WORKDAYS.between(end, from)).isEqualTo(-span);
        }
    }
}
