package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.PROOFS;
import static nongyoudb.task.Tables.REPORTS;
import static org.jooq.impl.DSL.inline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import nongyoudb.task.tables.records.AssignmentsRecord;
import nongyoudb.task.tables.records.ReportsRecord;
import org.jooq.DSLContext;
import org.nongyou.file.Files;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows of tasks, reports and proofs.
@Component
class AssignmentStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final DSLContext sql;
    private final Files files;

    AssignmentStore(DSLContext sql, Files files) {
        this.sql = sql;
        this.files = files;
    }

    Optional<Assignment> find(Scope scope, long id) {
        return sql.selectFrom(ASSIGNMENTS)
                .where(ASSIGNMENTS.ID.eq(id))
                .and(scope.on(ASSIGNMENTS.REGION_CODE))
                .fetchOptional(AssignmentStore::assignment);
    }

    /// Held until the transaction ends, so that two acts follow each other.
    Optional<Assignment> hold(Scope scope, long id) {
        return sql.selectFrom(ASSIGNMENTS)
                .where(ASSIGNMENTS.ID.eq(id))
                .and(scope.on(ASSIGNMENTS.REGION_CODE))
                .forUpdate()
                .fetchOptional(AssignmentStore::assignment);
    }

    /// Those that facts may show done and that have begun, in the order of their ids.
    List<Assignment> waitingForFacts(long after, LocalDate today, int limit) {
        return sql.selectFrom(ASSIGNMENTS)
                .where(ASSIGNMENTS.BY_FACTS.eq(inline(true)))
                .and(ASSIGNMENTS.STATE.in(inline("open"), inline("doing"), inline("returned")))
                .and(ASSIGNMENTS.FROM_ON.le(today))
                .and(ASSIGNMENTS.ID.gt(after))
                .orderBy(ASSIGNMENTS.ID)
                .limit(limit)
                .fetch(AssignmentStore::assignment);
    }

    /// The newest first.
    List<ProgressReport> reports(long assignment) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.ASSIGNMENT_ID.eq(assignment))
                .orderBy(REPORTS.ID.desc())
                .limit(200)
                .fetch(AssignmentStore::report);
    }

    List<TaskProof> proofs(long assignment) {
        var rows = sql.selectFrom(PROOFS)
                .where(PROOFS.ASSIGNMENT_ID.eq(assignment))
                .orderBy(PROOFS.ID)
                .fetch();
        var stored = files.ofMatter(rows.map(row -> row.getFileId()));
        var proofs = new ArrayList<TaskProof>();
        for (var row : rows) {
            var file = stored.get(row.getFileId());
            if (file != null) proofs.add(new TaskProof(row.getId(), row.getTitle(), file, row.getSent()));
        }
        return proofs;
    }

    static Assignment assignment(AssignmentsRecord row) {
        return new Assignment(
                row.getId(),
                row.getDispatchId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getTaskKey(),
                row.getTitle(),
                row.getContent(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getSubjectTitle(),
                List.of(row.getClauses()),
                row.getOfficeId(),
                row.getOfficeName(),
                new RegionCode(row.getRegionCode()),
                row.getCooperating(),
                row.getToOfficeId(),
                row.getToOfficeName(),
                row.getSpan(),
                row.getSpanYear(),
                row.getFromOn(),
                row.getDueOn(),
                row.getDueByOffice(),
                row.getFirstDueOn(),
                List.of(row.getRemind()),
                row.getRemindOn(),
                row.getByFacts(),
                ReportField.all(List.of(row.getAsks())),
                List.of(row.getProofs()),
                AssignmentState.ofCode(row.getState()).orElseThrow(),
                row.getReportedOn(),
                row.getReportedBy(),
                row.getClosedOn(),
                row.getRevision(),
                row.getDemo());
    }

    private static ProgressReport report(ReportsRecord row) {
        return new ProgressReport(
                row.getId(),
                TaskAct.ofCode(row.getAct()),
                row.getWords(),
                JSON.readValue(row.getFigures().data(), new TypeReference<LinkedHashMap<String, String>>() {}),
                row.getAccountId(),
                row.getAccountName(),
                row.getOfficeName(),
                row.getAt());
    }
}
