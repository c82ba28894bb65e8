package org.nongyou.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: offices of Zhangye and what they ask of each other.
abstract class TaskScenario extends ApplicationTest {

    static final String CLAUSE = "三（二）8";

    SchemeRef zhangye = new SchemeRef("zhangye-organic-2025", 1);

    @Autowired
    Assignments assignments;

    @Autowired
    AssignmentLists lists;

    @Autowired
    Dispatches dispatches;

    @Autowired
    TaskLists taskLists;

    @Autowired
    Schemes schemes;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    Actor clerk;
    Actor county;
    Actor city;
    Actor neighbour;
    Actor leader;

    @BeforeEach
    void people() {
        rewind();
        clerk = TestPeople.of(sql, offices, accounts, "gz-clerk", "620702", Role.CLERK);
        county = TestPeople.of(sql, offices, accounts, "gz-review", "620702", Role.REVIEWER);
        leader = TestPeople.of(sql, offices, accounts, "gz-leader", "620702", Role.LEADER);
        neighbour = TestPeople.of(sql, offices, accounts, "ml-clerk", "620722", Role.CLERK);
        city = TestPeople.of(sql, offices, accounts, "zy-review", "620700", Role.REVIEWER);
        zhangye = schemes.current(zhangye.id()).orElseThrow().ref();
        on(2026, 3, 2);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void on(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    static long officeOf(Actor actor) {
        return java.util.Objects.requireNonNull(actor.officeId());
    }

    /// Trainings to be reported with a sheet of signatures.
    NewDispatch training(LocalDate due, Long... to) {
        return new NewDispatch(
                zhangye,
                CLAUSE,
                "上报培训情况",
                "",
                due,
                List.of("培训人次（人次）", "培训面积（亩）", "问题"),
                List.of("签到表"),
                List.of(to),
                UUID.randomUUID().toString());
    }

    Assignment trainingOf(Actor office) {
        var given = dispatches
                .dispatch(city, training(LocalDate.of(2026, 3, 31), officeOf(office)))
                .orElseThrow();
        return lists.list(
                        city,
                        new AssignmentFilter(AssignmentFilter.Whose.AREA, null, null, "d" + given.id(), null, null, ""),
                        null,
                        10)
                .getFirst();
    }

    static final Map<String, String> TOLD = Map.of("培训人次", "340", "培训面积", "12.5", "问题", "没有");

    Decision<Assignment> report(Actor who, Assignment one, boolean finished) {
        return assignments.report(who, one.id(), now(one).revision(), finished, "办了两期", TOLD);
    }

    void proof(Actor who, Assignment one) {
        assignments.attach(who, one.id(), "签到表", "签到表.pdf", pdf("签到")).orElseThrow();
    }

    Assignment now(Assignment one) {
        return assignments
                .find(org.nongyou.region.Scope.within(RegionCode.COUNTRY), one.id())
                .orElseThrow();
    }

    TaskList list(String... tasks) {
        return new TaskList(
                zhangye,
                2026,
                List.of(tasks),
                List.of(),
                LocalDate.of(2026, 10, 31),
                Frequency.QUARTER,
                List.of(),
                UUID.randomUUID().toString());
    }

    static ByteArrayInputStream pdf(String text) {
        return new ByteArrayInputStream(("%PDF-1.7\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    /// The same form from two clicks that arrive together.
    static <T> List<T> clickedTwice(Callable<Decision<T>> act) throws Exception {
        var done = new ArrayList<T>();
        try (var both = Executors.newFixedThreadPool(2)) {
            for (var one : both.invokeAll(List.of(act, act))) done.add(one.get().orElseThrow());
        }
        return done;
    }

    static List<String> reasons(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = ((Decision.Refused<?>) decision).refusal();
        assertThat(refusal.all())
                .allSatisfy(reason -> assertThat(reason.message()).doesNotContainPattern("\\{\\d}"));
        return refusal.all().stream().map(Refusal::key).toList();
    }

    static Refusal refusal(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }
}
