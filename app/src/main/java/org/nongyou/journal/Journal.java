package org.nongyou.journal;

import static nongyoudb.journal.Tables.ENTRIES;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nongyoudb.journal.tables.records.EntriesRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The record of official acts. Written in the transaction of the act, so that neither is without the other.
@Service
public class Journal {

    private final DSLContext sql;
    private final Clock clock;

    Journal(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Must be called inside the act's own transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Actor actor, JournalEntry entry) {
        insert(actor.accountId(), actor.name(), actor.officeId(), actor.officeName(), actor.demo(), entry);
    }

    /// What the system did by itself, such as ending a publicity period.
    @Transactional(propagation = Propagation.MANDATORY)
    public void writeAsSystem(JournalEntry entry) {
        insert(null, "系统", null, "系统", false, entry);
    }

    /// A refused attempt: recorded by itself, since the act's own transaction changed nothing.
    @Transactional
    public void writeRefused(Actor actor, JournalEntry entry) {
        insert(
                actor.accountId(),
                actor.name(),
                actor.officeId(),
                actor.officeName(),
                actor.demo(),
                entry.refused() ? entry : entry.asRefused());
    }

    /// The newest lines first.
    /// @param before only lines older than this id, for the next page; null for the first page
    public List<JournalRow> list(Scope scope, JournalFilter filter, @Nullable Long before, int limit) {
        var where = scope.on(ENTRIES.REGION_CODE).and(filter.condition());
        if (before != null) where = where.and(ENTRIES.ID.lt(before));
        return sql.selectFrom(ENTRIES)
                .where(where)
                .orderBy(ENTRIES.ID.desc())
                .limit(limit)
                .fetch(Journal::row);
    }

    /// What happened to one thing, newest first.
    public List<JournalRow> of(Scope scope, String subjectKind, String subjectId, int limit) {
        return sql.selectFrom(ENTRIES)
                .where(ENTRIES.SUBJECT_KIND.eq(subjectKind))
                .and(ENTRIES.SUBJECT_ID.eq(subjectId))
                .and(scope.region() == null ? org.jooq.impl.DSL.noCondition() : scope.on(ENTRIES.REGION_CODE))
                .orderBy(ENTRIES.ID.desc())
                .limit(limit)
                .fetch(Journal::row);
    }

    private void insert(
            @Nullable Long actorId,
            String actorName,
            @Nullable Long officeId,
            String officeName,
            boolean demo,
            JournalEntry entry) {
        sql.insertInto(ENTRIES)
                .set(ENTRIES.HAPPENED_AT, clock.instant())
                .set(ENTRIES.ACT, entry.act())
                .set(ENTRIES.REGION_CODE, entry.region().value())
                .set(ENTRIES.ACTOR_ID, actorId)
                .set(ENTRIES.ACTOR_NAME, actorName)
                .set(ENTRIES.OFFICE_ID, officeId)
                .set(ENTRIES.OFFICE_NAME, officeName)
                .set(ENTRIES.SUBJECT_KIND, entry.subjectKind())
                .set(ENTRIES.SUBJECT_ID, entry.subjectId())
                .set(ENTRIES.SUBJECT_TITLE, entry.subjectTitle())
                .set(ENTRIES.SUMMARY, entry.summary())
                .set(ENTRIES.REASON, entry.reason())
                .set(ENTRIES.BEFORE, JSONB.jsonbOrNull(entry.before()))
                .set(ENTRIES.AFTER, JSONB.jsonbOrNull(entry.after()))
                .set(ENTRIES.REFUSED, entry.refused())
                .set(ENTRIES.DEMO, demo)
                .execute();
    }

    private static JournalRow row(EntriesRecord row) {
        return new JournalRow(
                row.getId(),
                row.getHappenedAt(),
                row.getAct(),
                new RegionCode(row.getRegionCode()),
                row.getActorId(),
                row.getActorName(),
                row.getOfficeName(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getSubjectTitle(),
                row.getSummary(),
                row.getReason(),
                text(row.getBefore()),
                text(row.getAfter()),
                row.getRefused());
    }

    private static @Nullable String text(@Nullable JSONB json) {
        return json == null ? null : json.data();
    }

    /// What the auditor filters by; a null says nothing.
    public record JournalFilter(
            @Nullable String act,
            @Nullable String actor,
            @Nullable String subjectKind,
            @Nullable String subjectId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Boolean refused) {

        public static final JournalFilter ALL = new JournalFilter(null, null, null, null, null, null, null);

        org.jooq.Condition condition() {
            var where = org.jooq.impl.DSL.noCondition();
            if (act != null) where = where.and(ENTRIES.ACT.eq(act));
            if (actor != null) where = where.and(ENTRIES.ACTOR_NAME.eq(actor));
            if (subjectKind != null) where = where.and(ENTRIES.SUBJECT_KIND.eq(subjectKind));
            if (subjectId != null) where = where.and(ENTRIES.SUBJECT_ID.eq(subjectId));
            if (from != null) where = where.and(ENTRIES.HAPPENED_AT.ge(from));
            if (to != null) where = where.and(ENTRIES.HAPPENED_AT.lt(to));
            if (refused != null) where = where.and(ENTRIES.REFUSED.eq(refused));
            return where;
        }
    }
}
