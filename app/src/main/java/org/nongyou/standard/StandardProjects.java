package org.nongyou.standard;

import static nongyoudb.standard.Tables.STANDARDS;
import static nongyoudb.standard.Tables.STANDARD_PROJECTS;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nongyoudb.standard.tables.records.StandardProjectsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Drafting, revision, repeal and evaluation of standards, by the offices that answer for them. An office sees those of
/// its area.
@Service
public class StandardProjects {

    private static final int LONGEST = 200;
    private static final int MOST_YEARS = 10;

    private final DSLContext sql;
    private final Standards standards;
    private final Journal journal;
    private final Clock clock;

    StandardProjects(DSLContext sql, Standards standards, Journal journal, Clock clock) {
        this.sql = sql;
        this.standards = standards;
        this.journal = journal;
        this.clock = clock;
    }

    /// Open ones first, those due soonest on top.
    public List<StandardProject> list(Scope scope, StandardProject.@Nullable Kind kind, int limit) {
        return fetch(
                scope.on(STANDARD_PROJECTS.REGION_CODE)
                        .and(kind == null ? org.jooq.impl.DSL.noCondition() : STANDARD_PROJECTS.KIND.eq(kind.code())),
                limit);
    }

    public List<StandardProject> about(Scope scope, Standard one) {
        return fetch(
                scope.on(STANDARD_PROJECTS.REGION_CODE)
                        .and(STANDARD_PROJECTS.STANDARD_ID.eq(one.id()).or(STANDARD_PROJECTS.RESULT_ID.eq(one.id()))),
                Standards.PAGE);
    }

    public Optional<StandardProject> find(Scope scope, long id) {
        return fetch(scope.on(STANDARD_PROJECTS.REGION_CODE).and(STANDARD_PROJECTS.ID.eq(id)), 1).stream()
                .findFirst();
    }

    private List<StandardProject> fetch(Condition where, int limit) {
        var about = STANDARDS.as("about");
        var result = STANDARDS.as("result");
        return sql.select(STANDARD_PROJECTS.fields())
                .select(about.NUMBER, result.NUMBER)
                .from(STANDARD_PROJECTS)
                .leftJoin(about)
                .on(about.ID.eq(STANDARD_PROJECTS.STANDARD_ID))
                .leftJoin(result)
                .on(result.ID.eq(STANDARD_PROJECTS.RESULT_ID))
                .where(where)
                .orderBy(
                        STANDARD_PROJECTS.CLOSED_ON.desc().nullsFirst(), STANDARD_PROJECTS.DUE_ON, STANDARD_PROJECTS.ID)
                .limit(limit)
                .fetch(row -> {
                    var one = row.into(STANDARD_PROJECTS);
                    var number = row.get(about.NUMBER);
                    var came = row.get(result.NUMBER);
                    return new StandardProject(
                            one.getId(),
                            StandardProject.Kind.ofCode(one.getKind()).orElseThrow(),
                            one.getTitle(),
                            one.getStandardId(),
                            number == null ? "" : number,
                            new RegionCode(one.getRegionCode()),
                            one.getOfficeName(),
                            one.getPartners(),
                            one.getStartedOn(),
                            one.getDueOn(),
                            one.getClosedOn(),
                            one.getOutcome(),
                            one.getResultId(),
                            came == null ? "" : came,
                            one.getDropped(),
                            one.getDemo());
                });
    }

    /// 立项.
    /// @param typed kind, title, standard (a number), partners, dueOn
    @Transactional
    public Decision<StandardProject> open(Actor actor, UUID formKey, Map<String, String> typed) {
        var office = actor.office();
        if (office == null || !Standards.mayRecord(actor)) return Decision.refused("standard.library-no-right");
        var before = sql.select(STANDARD_PROJECTS.ID)
                .from(STANDARD_PROJECTS)
                .where(STANDARD_PROJECTS.FORM_KEY.eq(formKey))
                .fetchOne(STANDARD_PROJECTS.ID);
        if (before != null) return Decision.done(find(actor.scope(), before).orElseThrow());
        var faults = new ArrayList<Refusal>();
        var kind = StandardProject.Kind.ofCode(text(typed, "kind")).orElse(null);
        if (kind == null) faults.add(Refusal.of("standard.project-kind").at("kind"));
        var title = text(typed, "title");
        if (title.isEmpty()) faults.add(Refusal.of("standard.project-title").at("title"));
        for (var field : List.of("title", "partners"))
            if (text(typed, field).length() > LONGEST)
                faults.add(Refusal.of("standard.too-long", LONGEST).at(field));
        var about = StandardNumber.of(text(typed, "standard"))
                .flatMap(number -> standards.find(Standards.reading(actor), number))
                .orElse(null);
        if (about == null
                && (kind != null && kind != StandardProject.Kind.DRAFT
                        || !text(typed, "standard").isEmpty()))
            faults.add(Refusal.of("standard.project-standard").at("standard"));
        var due = due(text(typed, "dueOn"), faults);
        if (!faults.isEmpty() || kind == null || due == null) return Decision.refused(Refusal.joined(faults));
        var row = new StandardProjectsRecord();
        row.setFormKey(formKey);
        row.setKind(kind.code());
        row.setTitle(title);
        row.setStandardId(about == null ? null : about.id());
        row.setRegionCode(office.region().value());
        row.setOfficeId(office.id());
        row.setOfficeName(office.name());
        row.setPartners(text(typed, "partners"));
        row.setStartedOn(today());
        row.setDueOn(due);
        row.setRecordedBy(actor.name());
        row.setDemo(actor.demo());
        var id = sql.insertInto(STANDARD_PROJECTS)
                .set(row)
                .returning(STANDARD_PROJECTS.ID)
                .fetchSingle()
                .getId();
        var opened = find(actor.scope(), id).orElseThrow();
        write(actor, "standard.project", opened, "立项" + kind.title() + "：" + title + "，" + due + " 前完成", null);
        return Decision.done(opened);
    }

    private @Nullable LocalDate due(String text, List<Refusal> faults) {
        try {
            var due = TypedDay.parse(text);
            if (!due.isBefore(today()) && !due.isAfter(today().plusYears(MOST_YEARS))) return due;
            faults.add(Refusal.of("standard.project-due", today(), MOST_YEARS).at("dueOn"));
        } catch (DateTimeException e) {
            faults.add(Refusal.of("standard.day-wrong").at("dueOn"));
        }
        return null;
    }

    /// 结项 or 终止, by the office that opened it.
    /// @param result number of the standard that came of it; blank where none did
    @Transactional
    public Decision<StandardProject> close(Actor actor, long id, boolean dropped, String outcome, String result) {
        var one = find(actor.scope(), id).orElse(null);
        if (one == null || !Standards.mayRecord(actor) || !actor.officeName().equals(one.officeName()))
            return Decision.refused("standard.library-no-right");
        if (one.closed() != null) return Decision.refused("standard.project-closed");
        var faults = new ArrayList<Refusal>();
        if (outcome.isBlank()) faults.add(Refusal.of("standard.project-outcome").at("outcome"));
        if (outcome.length() > LONGEST)
            faults.add(Refusal.of("standard.too-long", LONGEST).at("outcome"));
        var came = StandardNumber.of(result)
                .flatMap(number -> standards.find(Standards.reading(actor), number))
                .orElse(null);
        if (came == null && !result.isBlank())
            faults.add(Refusal.of("standard.project-result").at("result"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        int changed = sql.update(STANDARD_PROJECTS)
                .set(STANDARD_PROJECTS.CLOSED_ON, today())
                .set(STANDARD_PROJECTS.OUTCOME, outcome.strip())
                .set(STANDARD_PROJECTS.DROPPED, dropped)
                .set(STANDARD_PROJECTS.RESULT_ID, came == null ? null : came.id())
                .where(STANDARD_PROJECTS.ID.eq(id))
                .and(STANDARD_PROJECTS.CLOSED_ON.isNull())
                .execute();
        if (changed == 0) return Decision.refused("standard.project-closed");
        write(actor, "standard.project-close", one, (dropped ? "终止：" : "结项：") + one.title(), outcome.strip());
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    private void write(Actor actor, String act, StandardProject one, String summary, @Nullable String reason) {
        journal.write(
                actor,
                JournalEntry.of(act, one.region(), "standard-project", one.id(), one.title(), summary)
                        .because(reason));
    }

    private static String text(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "").strip();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
