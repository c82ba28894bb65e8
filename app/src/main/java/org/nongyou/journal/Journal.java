package org.nongyou.journal;

import static nongyoudb.journal.Tables.ENTRIES;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nongyoudb.journal.tables.records.EntriesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.statement.Copy;
import org.nongyou.statement.Prepared;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The record of official acts. Written in the transaction of the act, so that neither is without the other.
@Service
public class Journal {

    /// The place of a line in the order of the list.
    public record Cursor(Instant happenedAt, long id) {}

    private static final List<TableField<EntriesRecord, ?>> WRITTEN = List.of(
            ENTRIES.HAPPENED_AT,
            ENTRIES.ACT,
            ENTRIES.REGION_CODE,
            ENTRIES.ACTOR_ID,
            ENTRIES.ACTOR_NAME,
            ENTRIES.OFFICE_ID,
            ENTRIES.OFFICE_NAME,
            ENTRIES.SUBJECT_KIND,
            ENTRIES.SUBJECT_ID,
            ENTRIES.SUBJECT_TITLE,
            ENTRIES.SUMMARY,
            ENTRIES.REASON,
            ENTRIES.BEFORE,
            ENTRIES.AFTER,
            ENTRIES.REFUSED,
            ENTRIES.DEMO);

    /// For acts whose own statements take their line along, see [#line].
    public static final Prepared WRITE = Prepared.of(DSL.insertInto(ENTRIES, WRITTEN)
            .values(WRITTEN.stream()
                    .map(field -> DSL.param(field.getName(), field))
                    .toList()));

    /// More lines than these go by COPY.
    private static final int MANY = 50;

    /// The years that have a partition of their own.
    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2040;

    private final DSLContext sql;
    private final Clock clock;

    Journal(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Must be called inside the act's own transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Actor actor, JournalEntry entry) {
        writeAll(actor, List.of(entry));
    }

    /// A line that is not written yet: its values for [#WRITE], which goes with the act's own statements in one journey
    /// and so in the act's own transaction.
    public @Nullable Object[] line(Actor actor, JournalEntry entry) {
        return values(
                clock.instant(),
                actor.accountId(),
                actor.name(),
                actor.officeId(),
                actor.officeName(),
                actor.demo(),
                entry);
    }

    /// The same for acts that are carried out together, such as an import.
    @Transactional(propagation = Propagation.MANDATORY)
    public void writeAll(Actor actor, List<JournalEntry> entries) {
        insert(actor.accountId(), actor.name(), actor.officeId(), actor.officeName(), actor.demo(), entries);
    }

    /// What the system did by itself, such as ending a publicity period.
    @Transactional(propagation = Propagation.MANDATORY)
    public void writeAsSystem(JournalEntry entry) {
        insert(null, "系统", null, "系统", false, List.of(entry));
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
                List.of(entry.refused() ? entry : entry.asRefused()));
    }

    /// The newest lines first.
    /// @param before only lines older than this one, for the next page; null for the first page
    public List<JournalRow> list(Scope scope, JournalFilter filter, @Nullable Cursor before, int limit) {
        var where = within(scope).and(filter.condition());
        if (before != null) {
            // The second condition says nothing new; it lets PostgreSQL leave out the later partitions.
            where = where.and(DSL.row(ENTRIES.HAPPENED_AT, ENTRIES.ID).lt(before.happenedAt(), before.id()))
                    .and(ENTRIES.HAPPENED_AT.le(before.happenedAt()));
        }
        // Most pages lie in one year: planning for every partition costs more than reading a page of one.
        var newest = page(year(yearOf(before == null ? clock.instant() : before.happenedAt())), where, limit);
        return newest.size() == limit ? newest : page(sql, where, limit);
    }

    private static List<JournalRow> page(DSLContext sql, Condition where, int limit) {
        return sql.selectFrom(ENTRIES)
                .where(where)
                .orderBy(ENTRIES.HAPPENED_AT.desc(), ENTRIES.ID.desc())
                .limit(limit)
                .fetch(Journal::row);
    }

    /// How many lines there are, counted no further than a bound.
    public int count(Scope scope, JournalFilter filter, int bound) {
        var where = within(scope).and(filter.condition());
        int year = yearOf(clock.instant());
        int newest = bounded(year(year), where, bound);
        return newest == bound
                ? bound
                : newest + bounded(sql, where.and(ENTRIES.HAPPENED_AT.lt(begin(year))), bound - newest);
    }

    private static int bounded(DSLContext sql, Condition where, int bound) {
        return sql.fetchCount(sql.selectOne().from(ENTRIES).where(where).limit(bound));
    }

    private static int yearOf(Instant moment) {
        return moment.atZone(Ui.ZONE).getYear();
    }

    private static Instant begin(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(Ui.ZONE).toInstant();
    }

    /// Reads the partition of one year (V0004) in the journal's place. No line is dated into a coming year.
    private DSLContext year(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) return sql;
        var partition = new MappedTable().withInput(ENTRIES.getName()).withOutput(ENTRIES.getName() + "_" + year);
        var schema =
                new MappedSchema().withInput("journal").withOutput("journal").withTables(partition);
        return DSL.using(sql.configuration()
                .derive(SettingsTools.clone(sql.settings())
                        .withRenderMapping(new RenderMapping().withSchemata(schema))));
    }

    /// A township's or village's lines are found among its county's, which an index has in order.
    private static Condition within(Scope scope) {
        var condition = scope.on(ENTRIES.REGION_CODE);
        var area = scope.region();
        if (area != null && area.level() == Level.PROVINCE) {
            return DSL.left(ENTRIES.REGION_CODE, DSL.inline(2)).eq(area.prefix());
        }
        return area != null && Level.COUNTY.isAbove(area.level())
                ? DSL.left(ENTRIES.REGION_CODE, DSL.inline(6))
                        .eq(area.value().substring(0, 6))
                        .and(condition)
                : condition;
    }

    /// What happened to one thing, newest first.
    public List<JournalRow> of(Scope scope, String subjectKind, String subjectId, int limit) {
        return sql.selectFrom(ENTRIES)
                .where(ENTRIES.SUBJECT_KIND.eq(subjectKind))
                .and(ENTRIES.SUBJECT_ID.eq(subjectId))
                .and(scope.region() == null ? DSL.noCondition() : scope.on(ENTRIES.REGION_CODE))
                .orderBy(ENTRIES.HAPPENED_AT.desc(), ENTRIES.ID.desc())
                .limit(limit)
                .fetch(Journal::row);
    }

    private void insert(
            @Nullable Long actorId,
            String actorName,
            @Nullable Long officeId,
            String officeName,
            boolean demo,
            List<JournalEntry> entries) {
        if (entries.isEmpty()) return;
        var at = clock.instant();
        var rows = entries.stream()
                .map(entry -> values(at, actorId, actorName, officeId, officeName, demo, entry))
                .toList();
        if (rows.size() == 1) {
            WRITE.execute(sql, rows.getFirst());
            return;
        }
        if (rows.size() > MANY) {
            Copy.into(sql, ENTRIES, WRITTEN, rows);
            return;
        }
        var insert = sql.insertInto(ENTRIES, WRITTEN);
        for (var row : rows) insert = insert.values(row);
        insert.execute();
    }

    private static @Nullable Object[] values(
            Instant at,
            @Nullable Long actorId,
            String actorName,
            @Nullable Long officeId,
            String officeName,
            boolean demo,
            JournalEntry entry) {
        return new @Nullable Object[] {
            at,
            entry.act(),
            entry.region().value(),
            actorId,
            actorName,
            officeId,
            officeName,
            entry.subjectKind(),
            entry.subjectId(),
            entry.subjectTitle(),
            entry.summary(),
            entry.reason(),
            JSONB.jsonbOrNull(entry.before()),
            JSONB.jsonbOrNull(entry.after()),
            entry.refused(),
            demo
        };
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
}
