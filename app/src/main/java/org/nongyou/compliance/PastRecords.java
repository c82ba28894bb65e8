package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.COMPLAINTS;
import static nongyoudb.compliance.Tables.CROSS_CHECKS;
import static nongyoudb.compliance.Tables.ENTERED;
import static nongyoudb.compliance.Tables.ENTRIES;
import static nongyoudb.compliance.Tables.ENTRY_REPORTS;
import static nongyoudb.compliance.Tables.FORMS;
import static nongyoudb.compliance.Tables.SCANS;
import static nongyoudb.compliance.Tables.SOURCES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Select;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// Rows past their keeping time, month by month, and all that hangs on them.
@Component
class PastRecords {

    static final int COUNTED = 10_000;

    private static final Field<Boolean> OPEN = field("open", Boolean.class);

    private final DSLContext sql;
    private final CommitmentStore store;
    private final IssueBook book;

    PastRecords(DSLContext sql, CommitmentStore store, IssueBook book) {
        this.sql = sql;
        this.store = store;
        this.book = book;
    }

    Optional<YearMonth> month(CertificateCode code) {
        return store.month(code);
    }

    List<Retention.Due> due(Scope scope, LocalDate today) {
        var all = new ArrayList<Retention.Due>();
        all.addAll(certificates(scope, today));
        all.addAll(entries(scope, today));
        all.sort(Comparator.comparing(Retention.Due::month).thenComparing(Retention.Due::what));
        return all;
    }

    /// Each month reads its own partition, and no further than a page would tell.
    private List<Retention.Due> certificates(Scope scope, LocalDate today) {
        // The last month all of whose days are past, as records are kept by now.
        var last = YearMonth.from(today.minusMonths(book.keepMonths())).minusMonths(1);
        Select<Record3<LocalDate, Integer, Integer>> months = null;
        for (var month = CertificateCode.FIRST; !month.isAfter(last); month = month.plusMonths(1)) {
            var rows = select(field(open(COMMITMENTS.CODE)).as(OPEN))
                    .from(COMMITMENTS)
                    .where(certificatesPast(scope, month, today))
                    .limit(COUNTED)
                    .asTable("past");
            var one = select(inline(month.atDay(1)), count().filterWhere(OPEN.isFalse()), count().filterWhere(OPEN))
                    .from(rows);
            months = months == null ? one : months.unionAll(one);
        }
        return months == null ? List.of() : dues(Disposal.What.CERTIFICATES, months);
    }

    private List<Retention.Due> entries(Scope scope, LocalDate today) {
        var month = field("date_trunc('month', {0})::date", LocalDate.class, ENTRIES.ENTERED_ON);
        return dues(
                Disposal.What.ENTRIES,
                select(month, count().filterWhere(reported().not()), count().filterWhere(reported()))
                        .from(ENTRIES)
                        .where(EntryLists.visible(scope))
                        .and(ENTRIES.KEEP_UNTIL.lt(today))
                        .and(ENTRIES.ENTERED_ON.lt(
                                today.minusMonths(book.keepMonths()).withDayOfMonth(1)))
                        .groupBy(month));
    }

    private List<Retention.Due> dues(Disposal.What what, Select<Record3<LocalDate, Integer, Integer>> months) {
        return sql
                .fetch(months)
                .map(row -> new Retention.Due(what, YearMonth.from(row.value1()), row.value2(), row.value3()))
                .stream()
                .filter(one -> one.records() > 0 || one.held() > 0)
                .toList();
    }

    /// No further than [#COUNTED].
    int howMany(Scope scope, Disposal.What what, YearMonth month, LocalDate today) {
        return switch (what) {
            case CERTIFICATES ->
                sql.fetchCount(selectOne()
                        .from(COMMITMENTS)
                        .where(certificatesPast(scope, month, today))
                        .and(open(COMMITMENTS.CODE).not())
                        .limit(COUNTED));
            case ENTRIES ->
                sql.fetchCount(selectOne()
                        .from(ENTRIES)
                        .where(entriesPast(scope, month, today))
                        .and(reported().not())
                        .limit(COUNTED));
        };
    }

    /// Deletes at most so many with all that hangs on them.
    int delete(Scope scope, Disposal.What what, YearMonth month, LocalDate today, int most) {
        return switch (what) {
            case CERTIFICATES -> certificates(scope, month, today, most);
            case ENTRIES -> entries(scope, month, today, most);
        };
    }

    private int certificates(Scope scope, YearMonth month, LocalDate today, int most) {
        var codes = sql.select(COMMITMENTS.CODE)
                .from(COMMITMENTS)
                .where(certificatesPast(scope, month, today))
                .and(open(COMMITMENTS.CODE).not())
                .orderBy(COMMITMENTS.CODE)
                .limit(most)
                .forUpdate()
                .fetch(COMMITMENTS.CODE)
                .toArray(String[]::new);
        if (codes.length == 0) return 0;
        sql.deleteFrom(COMMITMENTS)
                .where(COMMITMENTS.CODE.eq(any(codes)))
                .and(CommitmentStore.in(month))
                .execute();
        // How much of a source was used up is known as long as either of the two is.
        sql.deleteFrom(SOURCES)
                .where(SOURCES.CODE.eq(any(codes)))
                .and(SOURCES.OURS.isFalse().or(notExists(certificate(SOURCES.SOURCE_CODE))))
                .execute();
        sql.deleteFrom(SOURCES)
                .where(SOURCES.SOURCE_CODE.eq(any(codes)))
                .and(notExists(certificate(SOURCES.CODE)))
                .execute();
        sql.deleteFrom(ENTERED).where(ENTERED.CODE.eq(any(codes))).execute();
        sql.deleteFrom(SCANS).where(SCANS.CODE.eq(any(codes))).execute();
        sql.deleteFrom(FORMS).where(FORMS.CODE.eq(any(codes))).execute();
        return codes.length;
    }

    private static Select<?> certificate(Field<String> code) {
        return selectOne().from(COMMITMENTS).where(COMMITMENTS.CODE.eq(code));
    }

    private int entries(Scope scope, YearMonth month, LocalDate today, int most) {
        var ids = sql.select(ENTRIES.ID)
                .from(ENTRIES)
                .where(entriesPast(scope, month, today))
                .and(reported().not())
                .orderBy(ENTRIES.ID)
                .limit(most)
                .forUpdate()
                .fetch(ENTRIES.ID)
                .toArray(Long[]::new);
        sql.deleteFrom(ENTRY_REPORTS).where(ENTRY_REPORTS.ENTRY_ID.eq(any(ids))).execute();
        sql.deleteFrom(ENTRIES).where(ENTRIES.ID.eq(any(ids))).execute();
        return ids.length;
    }

    // --- Which

    private static Condition certificatesPast(Scope scope, YearMonth month, LocalDate today) {
        return CommitmentStore.visible(scope).and(CommitmentStore.in(month)).and(COMMITMENTS.KEEP_UNTIL.lt(today));
    }

    private static Condition entriesPast(Scope scope, YearMonth month, LocalDate today) {
        var span = CommitmentFilter.Span.of(month);
        return EntryLists.visible(scope)
                .and(ENTRIES.KEEP_UNTIL.lt(today))
                .and(ENTRIES.ENTERED_ON.ge(span.from()))
                .and(ENTRIES.ENTERED_ON.lt(span.to()));
    }

    /// A complaint about it, or a cross-check of it, waits for its answer.
    private static Condition open(Field<String> code) {
        return exists(selectOne()
                        .from(COMPLAINTS)
                        .where(COMPLAINTS.CODE.eq(code))
                        .and(COMPLAINTS.ANSWERED_AT.isNull()))
                .or(exists(selectOne()
                        .from(CROSS_CHECKS)
                        .where(CROSS_CHECKS.CODE.eq(code))
                        .and(CROSS_CHECKS.ANSWERED_AT.isNull())));
    }

    /// What was told of it to the origin waits for its answer.
    private static Condition reported() {
        return exists(selectOne()
                .from(ENTRY_REPORTS)
                .where(ENTRY_REPORTS.ENTRY_ID.eq(ENTRIES.ID))
                .and(ENTRY_REPORTS.ANSWERED_AT.isNull()));
    }
}
