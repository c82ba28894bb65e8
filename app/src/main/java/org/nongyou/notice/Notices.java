package org.nongyou.notice;

import static nongyoudb.notice.Tables.NOTICES;
import static nongyoudb.notice.Tables.OBJECTIONS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nongyoudb.notice.tables.records.NoticesRecord;
import nongyoudb.notice.tables.records.ObjectionsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.PublicCode;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The notices (公示公告) of the offices and the objections to them. What is published is never taken away: a notice
/// that was wrong is withdrawn with a reason and stays readable.
@Service
public class Notices {

    private static final int OBJECTIONS_PER_CONTACT = 3;
    private static final int OBJECTIONS_PER_HOUR = 30;
    private static final int LONGEST_PUBLICITY_DAYS = 365;
    private static final Pattern CONTACT =
            Pattern.compile("1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}|[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final DSLContext sql;
    private final Workdays workdays;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Notices(DSLContext sql, Workdays workdays, Journal journal, ApplicationEventPublisher events, Clock clock) {
        this.sql = sql;
        this.workdays = workdays;
        this.journal = journal;
        this.events = events;
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

    /// What a procedure asks before it goes on.
    public Optional<Publicity> publicity(long id) {
        return find(id).map(notice -> {
            var counts = sql.select(
                            count(),
                            count().filterWhere(OBJECTIONS.OUTCOME.isNull()),
                            count().filterWhere(OBJECTIONS.OUTCOME.eq(Objection.Outcome.UPHELD.code())))
                    .from(OBJECTIONS)
                    .where(OBJECTIONS.NOTICE_ID.eq(id))
                    .fetchSingle();
            return new Publicity(notice, counts.value1(), counts.value2(), counts.value3());
        });
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

    /// Objections that wait for this office's answer.
    public int unansweredCount(long officeId) {
        return sql.fetchCount(sql.selectOne()
                .from(OBJECTIONS)
                .join(NOTICES)
                .on(NOTICES.ID.eq(OBJECTIONS.NOTICE_ID))
                .where(NOTICES.OFFICE_ID.eq(officeId))
                .and(OBJECTIONS.OUTCOME.isNull()));
    }

    /// The notices of the office with objections that wait, with their number; the one that ends first on top.
    public Map<Notice, Integer> waiting(Actor actor) {
        var officeId = actor.officeId();
        var waiting = new LinkedHashMap<Notice, Integer>();
        if (officeId == null) return waiting;
        var number = DSL.field(DSL.selectCount()
                .from(OBJECTIONS)
                .where(OBJECTIONS.NOTICE_ID.eq(NOTICES.ID))
                .and(OBJECTIONS.OUTCOME.isNull()));
        sql.select(NOTICES, number)
                .from(NOTICES)
                .where(NOTICES.OFFICE_ID.eq(officeId))
                .and(NOTICES.ID.in(
                        sql.select(OBJECTIONS.NOTICE_ID).from(OBJECTIONS).where(OBJECTIONS.OUTCOME.isNull())))
                .orderBy(NOTICES.ENDS_ON, NOTICES.ID)
                .limit(100)
                .forEach(one -> waiting.put(notice(one.value1()), one.value2()));
        return waiting;
    }

    /// Receives an objection from anyone.
    /// @return the code by which the objector finds the answer
    @Transactional
    public Decision<String> object(long noticeId, String name, String contact, String content) {
        var row = sql.selectFrom(NOTICES)
                .where(NOTICES.ID.eq(noticeId))
                .forShare()
                .fetchOne();
        if (row == null) return Decision.refused("notice.not-found");
        var notice = notice(row);
        if (!notice.takesObjections()) {
            return notice.endsOn() == null
                    ? Decision.refused("notice.takes-no-objections", notice.officeName())
                    : Decision.refused("notice.over", Ui.day(notice.endsOn()), notice.officeName());
        }
        var clean = contact.replaceAll("\\s", "");
        var faults = new ArrayList<Refusal>();
        if (name.strip().length() < 2 || name.strip().length() > 40)
            faults.add(Refusal.of("objection.name").at("name"));
        if (!CONTACT.matcher(clean).matches() || clean.length() > 80)
            faults.add(contactFault(clean).at("contact"));
        if (content.strip().length() < 10)
            faults.add(Refusal.of("objection.content-short", content.strip().length())
                    .at("content"));
        if (content.strip().length() > 2000)
            faults.add(Refusal.of("objection.content-long", content.strip().length())
                    .at("content"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var ofNotice = OBJECTIONS.NOTICE_ID.eq(noticeId);
        if (sql.fetchExists(
                OBJECTIONS, ofNotice.and(OBJECTIONS.CONTACT.eq(clean)).and(OBJECTIONS.CONTENT.eq(content.strip()))))
            return Decision.refused(Refusal.of("objection.twice").at("content"));
        if (sql.fetchCount(OBJECTIONS, ofNotice.and(OBJECTIONS.CONTACT.eq(clean))) >= OBJECTIONS_PER_CONTACT)
            return Decision.refused(
                    Refusal.of("objection.too-many", OBJECTIONS_PER_CONTACT).at("contact"));
        if (sql.fetchCount(
                        OBJECTIONS,
                        ofNotice.and(OBJECTIONS.RECEIVED_AT.gt(clock.instant().minus(1, ChronoUnit.HOURS))))
                >= OBJECTIONS_PER_HOUR) return Decision.refused("objection.busy", notice.officeName());
        var objection = sql.newRecord(OBJECTIONS);
        objection.setCode(PublicCode.next());
        objection.setReceivedAt(clock.instant());
        objection.setNoticeId(noticeId);
        objection.setName(name.strip());
        objection.setContact(clean);
        objection.setContent(content.strip());
        objection.setDemo(notice.demo());
        objection.store();
        journal.writeAsSystem(JournalEntry.of(
                "objection.receive", notice.region(), "notice", noticeId, notice.title(), "收到一条对公示的异议"));
        events.publishEvent(
                new ObjectionReceived(noticeId, objection.getId(), notice.subjectKind(), notice.subjectId()));
        return Decision.done(objection.getCode());
    }

    private static Refusal contactFault(String contact) {
        if (contact.matches("1\\d*") && contact.length() != 11)
            return Refusal.of(
                    contact.length() < 11 ? "objection.phone-short" : "objection.phone-long",
                    Math.abs(11 - contact.length()));
        return Refusal.of("objection.contact");
    }

    /// The office of the notice answers. An objection is answered once.
    @Transactional
    public Decision<Objection> answer(Actor actor, long objectionId, Objection.Outcome outcome, String answer) {
        var objection = sql.selectFrom(OBJECTIONS)
                .where(OBJECTIONS.ID.eq(objectionId))
                .forUpdate()
                .fetchOne();
        if (objection == null) return Decision.refused("notice.not-found");
        var found = find(actor.scope(), objection.getNoticeId());
        if (found.isEmpty()) return Decision.refused("notice.not-found");
        var notice = found.get();
        if (!mayHandle(actor, notice))
            return actor.may(Verb.PUBLISH)
                    ? Decision.refused("notice.other-office", notice.officeName())
                    : Decision.refused("notice.not-your-right");
        if (objection.getOutcome() != null)
            return Decision.refused("objection.answered", objection.getAnsweredByName());
        if (answer.strip().length() < 5)
            return Decision.refused(Refusal.of("objection.answer-short").at("answer"));
        objection.setOutcome(outcome.code());
        objection.setAnswer(answer.strip());
        objection.setAnsweredBy(actor.accountId());
        objection.setAnsweredByName(actor.name());
        objection.setAnsweredAt(clock.instant());
        objection.store();
        journal.write(
                actor,
                JournalEntry.of(
                                outcome == Objection.Outcome.UPHELD ? "objection.uphold" : "objection.dismiss",
                                notice.region(),
                                "notice",
                                notice.id(),
                                notice.title(),
                                "答复异议：" + outcome.title())
                        .because(answer.strip()));
        events.publishEvent(new ObjectionAnswered(
                notice.id(),
                objectionId,
                notice.subjectKind(),
                notice.subjectId(),
                outcome == Objection.Outcome.UPHELD));
        return Decision.done(objection(objection));
    }

    /// Whether the person handles objections to this notice, and so sees who objected.
    public boolean mayHandle(Actor actor, Notice notice) {
        var office = actor.officeId();
        return office != null && office == notice.officeId() && actor.may(Verb.PUBLISH);
    }

    /// The objections to a notice; names and contacts masked for everybody who does not handle them.
    public List<Objection> objections(Actor actor, Notice notice) {
        if (!actor.scope().covers(notice.region())) return List.of();
        boolean open = mayHandle(actor, notice);
        return sql.selectFrom(OBJECTIONS)
                .where(OBJECTIONS.NOTICE_ID.eq(notice.id()))
                .orderBy(OBJECTIONS.OUTCOME.isNull().desc(), OBJECTIONS.ID)
                .limit(500)
                .fetch(row -> open ? objection(row) : objection(row).masked());
    }

    /// Answered objections as the public sees them: what was raised and what was answered, never by whom.
    public List<Objection> answeredPublicly(long noticeId) {
        return sql.selectFrom(OBJECTIONS)
                .where(OBJECTIONS.NOTICE_ID.eq(noticeId))
                .and(OBJECTIONS.OUTCOME.isNotNull())
                .orderBy(OBJECTIONS.ID)
                .limit(100)
                .fetch(row -> objection(row).masked());
    }

    /// What the objector looks up; contact and name masked, since a code can be seen over a shoulder.
    public Optional<Objection> objection(String code) {
        var clean = PublicCode.typed(code);
        return sql.selectFrom(OBJECTIONS)
                .where(OBJECTIONS.CODE.eq(clean))
                .fetchOptional(row -> objection(row).masked());
    }

    Condition openNow() {
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

    private Notice notice(NoticesRecord row) {
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

    private static Objection objection(ObjectionsRecord row) {
        Objection.Outcome outcome = null;
        for (var one : Objection.Outcome.values()) if (one.code().equals(row.getOutcome())) outcome = one;
        return new Objection(
                row.getId(),
                row.getCode(),
                row.getNoticeId(),
                row.getName(),
                row.getContact(),
                row.getContent(),
                row.getReceivedAt(),
                outcome,
                row.getAnswer(),
                row.getAnsweredByName(),
                row.getAnsweredAt(),
                row.getDemo());
    }
}
