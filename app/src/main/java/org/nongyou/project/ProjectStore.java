package org.nongyou.project;

import static nongyoudb.project.Tables.BUDGET_LINES;
import static nongyoudb.project.Tables.CONTRACTS;
import static nongyoudb.project.Tables.IMPLEMENTERS;
import static nongyoudb.project.Tables.PROJECTS;
import static nongyoudb.project.Tables.TRANSFERS;
import static nongyoudb.project.Tables.VOUCHERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.project.tables.records.BudgetLinesRecord;
import nongyoudb.project.tables.records.ProjectsRecord;
import nongyoudb.project.tables.records.TransfersRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Period;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.springframework.stereotype.Component;

/// The rows of projects and their money.
@Component
class ProjectStore {

    private final DSLContext sql;
    private final Files files;

    ProjectStore(DSLContext sql, Files files) {
        this.sql = sql;
        this.files = files;
    }

    Optional<Project> find(Scope scope, long id) {
        return sql.selectFrom(PROJECTS)
                .where(PROJECTS.ID.eq(id))
                .and(scope.on(PROJECTS.REGION_CODE))
                .fetchOptional(ProjectStore::project);
    }

    /// The same, and nobody else changes it or its money until the end of the transaction.
    Optional<Project> lock(Scope scope, long id) {
        return sql.selectFrom(PROJECTS)
                .where(PROJECTS.ID.eq(id))
                .and(scope.on(PROJECTS.REGION_CODE))
                .forUpdate()
                .fetchOptional(ProjectStore::project);
    }

    /// The one that has the product now, if any.
    Optional<Project> ofProduct(SchemeRef scheme, String allocation, String product) {
        return sql.selectFrom(PROJECTS)
                .where(PROJECTS.SCHEME_ID.eq(scheme.id()))
                .and(PROJECTS.ALLOCATION_ID.eq(allocation))
                .and(PROJECTS.PRODUCT.eq(product))
                .and(PROJECTS.STATE.notIn(inline(ProjectState.REFUSED.code()), inline(ProjectState.WITHDRAWN.code())))
                .fetchOptional(ProjectStore::project);
    }

    /// The projects of a document as they stand, by product; those refused and withdrawn left out.
    Map<String, Project> ofAllocation(SchemeRef scheme, String allocation) {
        var found = new HashMap<String, Project>();
        sql.selectFrom(PROJECTS)
                .where(PROJECTS.SCHEME_ID.eq(scheme.id()))
                .and(PROJECTS.ALLOCATION_ID.eq(allocation))
                .and(PROJECTS.STATE.notIn(inline(ProjectState.REFUSED.code()), inline(ProjectState.WITHDRAWN.code())))
                .forEach(row -> found.put(row.getProduct(), project(row)));
        return found;
    }

    Optional<Long> insert(ProjectsRecord row) {
        row.setNumber("项%s-%d-%04d"
                .formatted(
                        row.getRegionCode(),
                        row.getStartsOn().getYear(),
                        sql.nextval(nongyoudb.project.Sequences.PROJECT_NUMBERS)));
        row.changed(PROJECTS.ID, false);
        return sql.insertInto(PROJECTS)
                .set(row)
                .onConflictDoNothing()
                .returning(PROJECTS.ID)
                .fetchOptional()
                .map(ProjectsRecord::getId);
    }

    void setAccount(long project, String bank, String account, String manager, Instant at) {
        sql.update(PROJECTS)
                .set(PROJECTS.ACCOUNT_BANK, bank)
                .set(PROJECTS.ACCOUNT_NUMBER, account)
                .set(PROJECTS.MANAGER, manager)
                .set(PROJECTS.UPDATED_AT, at)
                .set(PROJECTS.REVISION, PROJECTS.REVISION.plus(1))
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    // --- What its case tells

    void inCase(long project, long caseId, String procedure, String stage, Instant at) {
        sql.update(PROJECTS)
                .set(PROJECTS.CASE_ID, caseId)
                .set(PROJECTS.PROCEDURE_TITLE, procedure)
                .set(PROJECTS.STAGE_TITLE, stage)
                .set(PROJECTS.UPDATED_AT, at)
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    void atStage(long project, String stage, Instant at) {
        sql.update(PROJECTS)
                .set(PROJECTS.STAGE_TITLE, stage)
                .set(PROJECTS.UPDATED_AT, at)
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    void established(long project, Money funds, LocalDate on, Instant at) {
        sql.update(PROJECTS)
                .set(PROJECTS.STATE, ProjectState.RUNNING.code())
                .set(PROJECTS.FUNDS_FEN, funds.fen())
                .set(PROJECTS.ESTABLISHED_ON, on)
                .set(PROJECTS.UPDATED_AT, at)
                .set(PROJECTS.REVISION, PROJECTS.REVISION.plus(1))
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    void closed(long project, LocalDate on, Instant at) {
        sql.update(PROJECTS)
                .set(PROJECTS.STATE, ProjectState.CLOSED.code())
                .set(PROJECTS.CLOSED_ON, on)
                .set(PROJECTS.UPDATED_AT, at)
                .set(PROJECTS.REVISION, PROJECTS.REVISION.plus(1))
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    /// An application that came to nothing.
    void dropped(long project, ProjectState state, Instant at) {
        sql.update(PROJECTS)
                .set(PROJECTS.STATE, state.code())
                .set(PROJECTS.UPDATED_AT, at)
                .set(PROJECTS.REVISION, PROJECTS.REVISION.plus(1))
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    // --- The money's rows

    List<Transfer> transfers(long project) {
        return sql.selectFrom(TRANSFERS)
                .where(TRANSFERS.PROJECT_ID.eq(project))
                .orderBy(TRANSFERS.MADE_ON, TRANSFERS.ID)
                .fetch(ProjectStore::transfer);
    }

    List<BudgetLine> lines(long project) {
        return sql.selectFrom(BUDGET_LINES)
                .where(BUDGET_LINES.PROJECT_ID.eq(project))
                .orderBy(BUDGET_LINES.ID)
                .fetch(ProjectStore::line);
    }

    List<Implementer> implementers(long project) {
        return sql.select(
                        IMPLEMENTERS.ID,
                        IMPLEMENTERS.NAME,
                        IMPLEMENTERS.ROLE,
                        count(CONTRACTS.ID),
                        coalesce(sum(CONTRACTS.AMOUNT_FEN), inline(BigDecimal.ZERO)),
                        coalesce(sum(CONTRACTS.PAID_FEN), inline(BigDecimal.ZERO)))
                .from(IMPLEMENTERS)
                .leftJoin(CONTRACTS)
                .on(CONTRACTS.IMPLEMENTER_ID.eq(IMPLEMENTERS.ID))
                .and(CONTRACTS.VOIDED_AT.isNull())
                .where(IMPLEMENTERS.PROJECT_ID.eq(project))
                .groupBy(IMPLEMENTERS.ID)
                .orderBy(IMPLEMENTERS.ID)
                .fetch(row -> new Implementer(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        new Money(row.value5().longValueExact()),
                        new Money(row.value6().longValueExact())));
    }

    List<Contract> contracts(long project) {
        var rows = sql.select(CONTRACTS, BUDGET_LINES.TITLE, IMPLEMENTERS.NAME)
                .from(CONTRACTS)
                .join(BUDGET_LINES)
                .on(BUDGET_LINES.ID.eq(CONTRACTS.LINE_ID))
                .join(IMPLEMENTERS)
                .on(IMPLEMENTERS.ID.eq(CONTRACTS.IMPLEMENTER_ID))
                .where(CONTRACTS.PROJECT_ID.eq(project))
                .orderBy(CONTRACTS.ID)
                .fetch();
        var stored = stored(rows.map(row -> row.value1().getFileId()));
        return rows.map(row -> {
            var one = row.value1();
            return new Contract(
                    one.getId(),
                    one.getNumber(),
                    one.getLineId(),
                    row.value2(),
                    one.getImplementerId(),
                    row.value3(),
                    one.getContent(),
                    new Money(one.getAmountFen()),
                    new Money(one.getPaidFen()),
                    one.getSignedOn(),
                    one.getFileId() == null ? null : stored.get(one.getFileId()),
                    one.getVoidReason());
        });
    }

    /// The newest first.
    List<Voucher> vouchers(long project, int offset, int limit) {
        var rows = sql.select(VOUCHERS, BUDGET_LINES.TITLE, CONTRACTS.NUMBER)
                .from(VOUCHERS)
                .join(BUDGET_LINES)
                .on(BUDGET_LINES.ID.eq(VOUCHERS.LINE_ID))
                .leftJoin(CONTRACTS)
                .on(CONTRACTS.ID.eq(VOUCHERS.CONTRACT_ID))
                .where(VOUCHERS.PROJECT_ID.eq(project))
                .orderBy(VOUCHERS.PAID_ON.desc(), VOUCHERS.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch();
        var stored = stored(rows.map(row -> row.value1().getFileId()));
        return rows.map(row -> {
            var one = row.value1();
            return new Voucher(
                    one.getId(),
                    one.getNumber(),
                    one.getPaidOn(),
                    one.getLineId(),
                    row.value2(),
                    row.value3(),
                    one.getPayee(),
                    one.getContent(),
                    one.getNote(),
                    new Money(one.getAmountFen()),
                    one.getFileId() == null ? null : stored.get(one.getFileId()),
                    one.getOffPurpose(),
                    one.getOffPurposeBy(),
                    one.getVoidReason());
        });
    }

    private Map<Long, StoredFile> stored(Collection<Long> ids) {
        return files.ofMatter(ids.stream().filter(Objects::nonNull).distinct().toList());
    }

    /// The account as it stands, for judging the next act.
    Ledger ledger(Project project, String clause, List<Level> through) {
        var arrived = new EnumMap<Level, Money>(Level.class);
        for (var one : transfers(project.id())) if (one.holds()) arrived.merge(one.to(), one.amount(), Money::plus);
        var lines = new HashMap<Long, BudgetLine>();
        for (var line : lines(project.id())) lines.put(line.id(), line);
        var pacts = new HashMap<Long, Ledger.Pact>();
        sql.selectFrom(CONTRACTS)
                .where(CONTRACTS.PROJECT_ID.eq(project.id()))
                .and(CONTRACTS.VOIDED_AT.isNull())
                .forEach(row -> pacts.put(
                        row.getId(),
                        new Ledger.Pact(
                                row.getId(),
                                row.getNumber(),
                                row.getLineId(),
                                row.getSignedOn(),
                                new Money(row.getAmountFen()),
                                new Money(row.getPaidFen()))));
        return new Ledger(project.sums().funds(), clause, through, arrived, lines, pacts);
    }

    /// Reckons the sums anew from the rows under them, after an act and under the project's lock.
    void reckon(long project, Level last, Instant at) {
        sql.update(CONTRACTS)
                .set(
                        CONTRACTS.PAID_FEN,
                        total(
                                VOUCHERS,
                                VOUCHERS.AMOUNT_FEN,
                                VOUCHERS.CONTRACT_ID.eq(CONTRACTS.ID).and(VOUCHERS.VOIDED_AT.isNull())))
                .where(CONTRACTS.PROJECT_ID.eq(project))
                .execute();
        sql.update(BUDGET_LINES)
                .set(
                        BUDGET_LINES.SPENT_FEN,
                        total(
                                VOUCHERS,
                                VOUCHERS.AMOUNT_FEN,
                                VOUCHERS.LINE_ID
                                        .eq(BUDGET_LINES.ID)
                                        .and(VOUCHERS.PROJECT_ID.eq(project))
                                        .and(VOUCHERS.VOIDED_AT.isNull())))
                .set(
                        BUDGET_LINES.CONTRACTED_FEN,
                        total(
                                CONTRACTS,
                                CONTRACTS.AMOUNT_FEN,
                                CONTRACTS
                                        .LINE_ID
                                        .eq(BUDGET_LINES.ID)
                                        .and(CONTRACTS.PROJECT_ID.eq(project))
                                        .and(CONTRACTS.VOIDED_AT.isNull())))
                .where(BUDGET_LINES.PROJECT_ID.eq(project))
                .execute();
        sql.update(PROJECTS)
                .set(
                        PROJECTS.RECEIVED_FEN,
                        total(
                                TRANSFERS,
                                TRANSFERS.AMOUNT_FEN,
                                TRANSFERS
                                        .PROJECT_ID
                                        .eq(project)
                                        .and(TRANSFERS.TO_LEVEL.eq(last.code()))
                                        .and(TRANSFERS.VOIDED_AT.isNull())))
                .set(
                        PROJECTS.PLANNED_FEN,
                        total(BUDGET_LINES, BUDGET_LINES.AMOUNT_FEN, BUDGET_LINES.PROJECT_ID.eq(project)))
                .set(
                        PROJECTS.CONTRACTED_FEN,
                        total(BUDGET_LINES, BUDGET_LINES.CONTRACTED_FEN, BUDGET_LINES.PROJECT_ID.eq(project)))
                .set(
                        PROJECTS.SPENT_FEN,
                        total(BUDGET_LINES, BUDGET_LINES.SPENT_FEN, BUDGET_LINES.PROJECT_ID.eq(project)))
                .set(
                        PROJECTS.OFF_PURPOSE_FEN,
                        total(
                                VOUCHERS,
                                VOUCHERS.AMOUNT_FEN,
                                VOUCHERS.PROJECT_ID
                                        .eq(project)
                                        .and(VOUCHERS.OFF_PURPOSE_AT.isNotNull())
                                        .and(VOUCHERS.VOIDED_AT.isNull())))
                .set(PROJECTS.UPDATED_AT, at)
                .set(PROJECTS.REVISION, PROJECTS.REVISION.plus(1))
                .where(PROJECTS.ID.eq(project))
                .execute();
    }

    private static Field<Long> total(Table<?> table, Field<Long> amount, Condition where) {
        return DSL.field(select(coalesce(sum(amount), inline(BigDecimal.ZERO)).cast(Long.class))
                .from(table)
                .where(where));
    }

    // --- Rows

    static Project project(ProjectsRecord row) {
        return new Project(
                row.getId(),
                row.getNumber(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getAllocationId(),
                row.getKind(),
                row.getProduct(),
                new RegionCode(row.getRegionCode()),
                row.getPlaceSource(),
                ProjectState.ofCode(row.getState()).orElseThrow(),
                new Period(row.getStartsOn(), row.getEndsOn()),
                row.getEstablishedOn(),
                new Sums(
                        new Money(row.getFundsFen()),
                        new Money(row.getReceivedFen()),
                        new Money(row.getPlannedFen()),
                        new Money(row.getContractedFen()),
                        new Money(row.getSpentFen()),
                        new Money(row.getOffPurposeFen())),
                row.getAccountBank(),
                row.getAccountNumber(),
                row.getManager(),
                row.getCaseId(),
                row.getProcedureTitle(),
                row.getStageTitle(),
                row.getUpdatedAt(),
                row.getRevision(),
                row.getDemo());
    }

    private static Transfer transfer(TransfersRecord row) {
        return new Transfer(
                row.getId(),
                Level.ofCode(row.getFromLevel()).orElseThrow(),
                Level.ofCode(row.getToLevel()).orElseThrow(),
                new Money(row.getAmountFen()),
                row.getDocument(),
                row.getMadeOn(),
                row.getOfficeName(),
                row.getVoidReason());
    }

    private static BudgetLine line(BudgetLinesRecord row) {
        return new BudgetLine(
                row.getId(),
                row.getTitle(),
                row.getPurpose(),
                new Money(row.getAmountFen()),
                new Money(row.getContractedFen()),
                new Money(row.getSpentFen()));
    }
}
