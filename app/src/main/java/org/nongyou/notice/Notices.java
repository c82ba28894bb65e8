package org.nongyou.notice;

import static nongyoudb.notice.Tables.NOTICES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.notice.tables.records.NoticesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The notices (公示公告) of the offices. What is published is never taken away: a notice that was wrong is withdrawn with
/// a reason and stays readable.
@Service
public class Notices {

    private static final int LONGEST_PUBLICITY_DAYS = 365;

    private final DSLContext sql;
    private final Workdays workdays;
    private final Journal journal;
    private final Clock clock;

    Notices(DSLContext sql, Workdays workdays, Journal journal, Clock clock) {
        this.sql = sql;
        this.workdays = workdays;
        this.journal = journal;
        this.clock = clock;
    }

    /// Opens a publicity today. Its first counted day is the next working day and its last day counts whole. The
    /// caller has decided that the person may: it is part of an act on a case or a listing.
    @Transactional
    public Decision<Notice> openPublicity(
            Actor actor,
            String title,
            String body,
            @Nullable String clause,
            RegionCode region,
            @Nullable String subjectKind,
            @Nullable String subjectId,
            int workingDays) {
        if (workingDays < 1 || workingDays > LONGEST_PUBLICITY_DAYS)
            return Decision.refused(
                    Refusal.of("notice.days-missing").citing(clause).at("days"));
        var today = today();
        return publish(
                actor,
                NoticeKind.PUBLICITY,
                title,
                body,
                clause,
                region,
                subjectKind,
                subjectId,
                workingDays,
                null,
                workdays.plus(today, workingDays));
    }

    /// The same, for a document that counts calendar days. One that would end on a day off ends on the next working day
    /// (民法典第二百零三条), so that whoever objects on the last day finds somebody at work.
    @Transactional
    public Decision<Notice> openPublicityForCalendarDays(
            Actor actor,
            String title,
            String body,
            @Nullable String clause,
            RegionCode region,
            @Nullable String subjectKind,
            @Nullable String subjectId,
            int calendarDays) {
        if (calendarDays < 1 || calendarDays > LONGEST_PUBLICITY_DAYS)
            return Decision.refused(
                    Refusal.of("notice.days-missing").citing(clause).at("days"));
        return publish(
                actor,
                NoticeKind.PUBLICITY,
                title,
                body,
                clause,
                region,
                subjectKind,
                subjectId,
                null,
                calendarDays,
                workdays.onOrAfter(today().plusDays(calendarDays)));
    }

    /// An announcement by the office's own decision.
    @Transactional
    public Decision<Notice> announce(
            Actor actor,
            String title,
            String body,
            @Nullable String clause,
            RegionCode region,
            @Nullable String subjectKind,
            @Nullable String subjectId) {
        if (!actor.may(Verb.PUBLISH)) return Decision.refused("notice.not-your-right");
        return publish(
                actor, NoticeKind.ANNOUNCEMENT, title, body, clause, region, subjectKind, subjectId, null, null, null);
    }

    /// Tells of a measure against a listed entry; part of that measure's act.
    @Transactional
    public Decision<Notice> publishMeasure(
            Actor actor,
            String title,
            String body,
            @Nullable String clause,
            RegionCode region,
            @Nullable String subjectKind,
            @Nullable String subjectId) {
        return publish(
                actor, NoticeKind.MEASURE, title, body, clause, region, subjectKind, subjectId, null, null, null);
    }

    private Decision<Notice> publish(
            Actor actor,
            NoticeKind kind,
            String title,
            String body,
            @Nullable String clause,
            RegionCode region,
            @Nullable String subjectKind,
            @Nullable String subjectId,
            @Nullable Integer workingDays,
            @Nullable Integer calendarDays,
            @Nullable LocalDate endsOn) {
        var office = actor.office();
        if (office == null || !actor.scope().covers(region)) return Decision.refused("notice.outside-area");
        var missing = new ArrayList<Refusal>();
        if (title.isBlank()) missing.add(Refusal.of("notice.title-missing").at("title"));
        if (title.length() > 120) missing.add(Refusal.of("notice.title-long").at("title"));
        if (body.isBlank()) missing.add(Refusal.of("notice.body-missing").at("body"));
        if (!missing.isEmpty()) return Decision.refused(Refusal.joined(missing));
        var row = sql.newRecord(NOTICES);
        row.setKind(kind.code());
        row.setTitle(title.strip());
        row.setBody(body.strip());
        row.setClause(clause);
        row.setRegionCode(region.value());
        row.setOfficeId(office.id());
        row.setOfficeName(office.name());
        row.setSubjectKind(subjectKind);
        row.setSubjectId(subjectId);
        row.setPublishedAt(clock.instant());
        row.setStartsOn(today());
        row.setWorkingDays(workingDays);
        row.setCalendarDays(calendarDays);
        row.setEndsOn(endsOn);
        row.setPublishedBy(actor.accountId());
        row.setDemo(actor.demo());
        row.store();
        row.refresh();
        journal.write(
                actor,
                JournalEntry.of(
                        "notice.publish",
                        region,
                        "notice",
                        row.getId(),
                        row.getTitle(),
                        "发布" + kind.title() + (endsOn == null ? "" : "，到 " + endsOn + " 止")));
        return Decision.done(notice(row));
    }

    /// Takes a notice down with a reason, as when its case was withdrawn. It stays readable, marked.
    @Transactional
    public Decision<Notice> withdraw(Actor actor, long id, String reason) {
        var found = lock(id);
        if (found == null || !actor.scope().covers(new RegionCode(found.getRegionCode())))
            return Decision.refused("notice.not-found");
        if (!found.getOfficeId().equals(actor.officeId()))
            return Decision.refused("notice.other-office", found.getOfficeName());
        if (reason.isBlank())
            return Decision.refused(Refusal.of("notice.reason-missing").at("reason"));
        if (notice(found).state() == Notice.State.WITHDRAWN) return Decision.refused("notice.already-withdrawn");
        return Decision.done(close(actor, found, Notice.State.WITHDRAWN, reason.strip()));
    }

    /// Records that a publicity is over, as when its case goes on. Refused until its last day is over.
    @Transactional
    public Decision<Notice> end(Actor actor, long id) {
        var found = lock(id);
        if (found == null) return Decision.refused("notice.not-found");
        var notice = notice(found);
        return switch (notice.state()) {
            case OPEN -> Decision.refused("notice.still-open", Ui.day(notice.endsOn()));
            case WITHDRAWN -> Decision.refused("notice.already-withdrawn");
            case ENDED ->
                found.getState().equals(Notice.State.ENDED.code())
                        ? Decision.done(notice)
                        : Decision.done(close(actor, found, Notice.State.ENDED, null));
        };
    }

    private Notice close(Actor actor, NoticesRecord row, Notice.State state, @Nullable String reason) {
        row.setState(state.code());
        row.setEndedReason(reason);
        row.store();
        journal.write(
                actor,
                JournalEntry.of(
                                state == Notice.State.WITHDRAWN ? "notice.withdraw" : "notice.end",
                                new RegionCode(row.getRegionCode()),
                                "notice",
                                row.getId(),
                                row.getTitle(),
                                state == Notice.State.WITHDRAWN ? "撤下公示公告" : "公示期满")
                        .because(reason));
        return notice(row);
    }

    private @Nullable NoticesRecord lock(long id) {
        return sql.selectFrom(NOTICES).where(NOTICES.ID.eq(id)).forUpdate().fetchOne();
    }

    /// A notice as it stays until the transaction ends, for what rests on its standing open.
    Optional<Notice> held(long id) {
        return sql.selectFrom(NOTICES).where(NOTICES.ID.eq(id)).forShare().fetchOptional(this::notice);
    }

    public Optional<Notice> find(Scope scope, long id) {
        return sql.selectFrom(NOTICES)
                .where(NOTICES.ID.eq(id))
                .and(scope.on(NOTICES.REGION_CODE))
                .fetchOptional(this::notice);
    }

    /// For the public site, and for the module that holds the notice of its own subject. Notices are public.
    public Optional<Notice> find(long id) {
        return sql.selectFrom(NOTICES).where(NOTICES.ID.eq(id)).fetchOptional(this::notice);
    }

    /// The notices about one thing, newest first. They are public, whoever asks.
    public List<Notice> of(String subjectKind, String subjectId) {
        return sql.selectFrom(NOTICES)
                .where(NOTICES.SUBJECT_KIND.eq(subjectKind))
                .and(NOTICES.SUBJECT_ID.eq(subjectId))
                .orderBy(NOTICES.ID.desc())
                .limit(100)
                .fetch(this::notice);
    }

    /// The newest first.
    /// @param after the last notice of the page before, or null for the first page
    public List<Notice> list(Scope scope, NoticeFilter filter, @Nullable Notice after, int limit) {
        return list(scope.on(NOTICES.REGION_CODE).and(condition(filter)), after, limit);
    }

    /// The same for the public, narrowed to a region when one is picked.
    public List<Notice> publicList(
            @Nullable RegionCode region, NoticeFilter filter, @Nullable Notice after, int limit) {
        var within = region == null ? noCondition() : Scope.within(region).on(NOTICES.REGION_CODE);
        return list(within.and(condition(filter)), after, limit);
    }

    private List<Notice> list(Condition where, @Nullable Notice after, int limit) {
        var from = after == null
                ? noCondition()
                : row(NOTICES.STARTS_ON, NOTICES.ID).lt(after.startsOn(), after.id());
        return sql.selectFrom(NOTICES)
                .where(where)
                .and(from)
                .orderBy(NOTICES.STARTS_ON.desc(), NOTICES.ID.desc())
                .limit(limit)
                .fetch(this::notice);
    }

    /// How many publicities stand open now, by the division directly below the given one.
    public Map<RegionCode, Integer> openBelow(RegionCode region) {
        int digits = switch (region.level()) {
            case NATIONAL -> 2;
            case PROVINCE -> 4;
            case CITY, COUNTY, TOWNSHIP, VILLAGE -> 6;
        };
        var below = left(NOTICES.REGION_CODE, DSL.inline(digits));
        var counts = new LinkedHashMap<RegionCode, Integer>();
        sql.select(below, count())
                .from(NOTICES)
                .where(openNow())
                .and(Scope.within(region).on(NOTICES.REGION_CODE))
                .groupBy(below)
                .orderBy(below)
                .forEach(one -> counts.put(new RegionCode((one.value1() + "0000").substring(0, 6)), one.value2()));
        return counts;
    }

    private Condition openNow() {
        return NOTICES.KIND
                .eq(DSL.inline(NoticeKind.PUBLICITY.code()))
                .and(NOTICES.STATE.eq(DSL.inline(Notice.State.OPEN.code())))
                .and(NOTICES.ENDS_ON.ge(today()));
    }

    private Condition condition(NoticeFilter filter) {
        var where = noCondition();
        if (filter.kind() != null)
            where = where.and(NOTICES.KIND.eq(filter.kind().code()));
        if (filter.open() != null) where = where.and(filter.open() ? openNow() : DSL.not(openNow()));
        if (filter.text() != null && !filter.text().isBlank())
            where = where.and(
                    NOTICES.TITLE.likeIgnoreCase("%" + filter.text().strip().replaceAll("([!%_])", "!$1") + "%", '!'));
        return where;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    Notice notice(NoticesRecord row) {
        var state = Notice.State.OPEN;
        if (row.getState().equals(Notice.State.WITHDRAWN.code())) state = Notice.State.WITHDRAWN;
        else if (row.getEndsOn() != null && row.getEndsOn().isBefore(today())) state = Notice.State.ENDED;
        return new Notice(
                row.getId(),
                NoticeKind.ofCode(row.getKind()).orElseThrow(),
                row.getTitle(),
                row.getBody(),
                row.getClause(),
                new RegionCode(row.getRegionCode()),
                row.getOfficeId(),
                row.getOfficeName(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getStartsOn(),
                row.getWorkingDays(),
                row.getCalendarDays(),
                row.getEndsOn(),
                state,
                row.getEndedReason(),
                row.getPublishedAt(),
                row.getDemo());
    }
}
