package org.nongyou.notice;

import static nongyoudb.notice.Tables.NOTICES;
import static nongyoudb.notice.Tables.OBJECTIONS;
import static org.jooq.impl.DSL.count;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nongyoudb.notice.tables.records.ObjectionsRecord;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.PublicCode;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The objections (异议) to notices: anyone raises one without signing in, the notice's office answers it once, and the
/// objector looks the answer up by a code. Who objected is shown to that office alone.
@Service
public class Objections {

    private static final int PER_CONTACT = 3;
    private static final int PER_HOUR = 30;
    private static final Pattern CONTACT =
            Pattern.compile("1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}|[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final DSLContext sql;
    private final Notices notices;
    private final Journal journal;
    private final Clock clock;

    Objections(DSLContext sql, Notices notices, Journal journal, Clock clock) {
        this.sql = sql;
        this.notices = notices;
        this.journal = journal;
        this.clock = clock;
    }

    /// Receives an objection from anyone.
    /// @return the code by which the objector finds the answer
    @Transactional
    public Decision<String> object(long noticeId, String name, String contact, String content) {
        var found = notices.held(noticeId);
        if (found.isEmpty()) return Decision.refused("notice.not-found");
        var notice = found.get();
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
        if (sql.fetchCount(OBJECTIONS, ofNotice.and(OBJECTIONS.CONTACT.eq(clean))) >= PER_CONTACT)
            return Decision.refused(
                    Refusal.of("objection.too-many", PER_CONTACT).at("contact"));
        if (sql.fetchCount(
                        OBJECTIONS,
                        ofNotice.and(OBJECTIONS.RECEIVED_AT.gt(clock.instant().minus(1, ChronoUnit.HOURS))))
                >= PER_HOUR) return Decision.refused("objection.busy", notice.officeName());
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
        var found = notices.find(actor.scope(), objection.getNoticeId());
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
        return Decision.done(objection(objection));
    }

    /// What a procedure asks before it goes on.
    public Optional<Publicity> publicity(long id) {
        return notices.find(id).map(notice -> {
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
                .forEach(one -> waiting.put(notices.notice(one.value1()), one.value2()));
        return waiting;
    }

    /// Whether the person handles objections to this notice, and so sees who objected.
    public boolean mayHandle(Actor actor, Notice notice) {
        var office = actor.officeId();
        return office != null && office == notice.officeId() && actor.may(Verb.PUBLISH);
    }

    /// The objections to a notice; names and contacts masked for everybody who does not handle them.
    public List<Objection> to(Actor actor, Notice notice) {
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
    public Optional<Objection> find(String code) {
        var clean = PublicCode.typed(code);
        return sql.selectFrom(OBJECTIONS)
                .where(OBJECTIONS.CODE.eq(clean))
                .fetchOptional(row -> objection(row).masked());
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
