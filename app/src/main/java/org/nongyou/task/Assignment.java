package org.nongyou.task;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A task as it falls to one office for one span (责任清单 of one line).
/// @param taskKey      the task's id in its scheme, or `d` and the dispatch's id
/// @param subjectKind  base, product, producer or site of the catalogue that it is for; empty for the place as such
/// @param clauses      sections that it rests on
/// @param cooperating  names of the offices that lend a hand, or empty
/// @param toOfficeId   the office that confirms; null where none is above, so that a report closes the task
/// @param span         empty for once; 2026, 2026-Q4, 2026-11, 2026-W47
/// @param dueByOffice  the document gives no day; the dispatching office set it
/// @param firstDueOn   its day before it was extended, or null
/// @param remind       working days before its day at which it is announced
/// @param remindOn     the first of these days, or null
/// @param byFacts      the scheme says which facts show it done
/// @param proofs       titles of what must be attached
/// @param reportedOn   when it was last reported as finished
public record Assignment(
        long id,
        long dispatchId,
        SchemeRef scheme,
        String taskKey,
        String title,
        String content,
        String subjectKind,
        String subjectId,
        String subjectTitle,
        List<String> clauses,
        long officeId,
        String officeName,
        RegionCode region,
        String cooperating,
        @Nullable Long toOfficeId,
        String toOfficeName,
        String span,
        int spanYear,
        LocalDate fromOn,
        LocalDate dueOn,
        boolean dueByOffice,
        @Nullable LocalDate firstDueOn,
        List<Integer> remind,
        @Nullable LocalDate remindOn,
        boolean byFacts,
        List<ReportField> asks,
        List<String> proofs,
        AssignmentState state,
        @Nullable LocalDate reportedOn,
        @Nullable Long reportedBy,
        @Nullable LocalDate closedOn,
        int revision,
        boolean demo) {

    public Assignment {
        clauses = List.copyOf(clauses);
        remind = List.copyOf(remind);
        asks = List.copyOf(asks);
        proofs = List.copyOf(proofs);
    }

    /// Page of what it is for; null where it is for its place, or the subject has no page.
    public @Nullable String subjectHref() {
        if (!subjectId.matches("\\d{1,18}")) return null;
        return switch (subjectKind) {
            case "base", "site" -> "/bases/" + subjectId;
            case "producer" -> "/producers/" + subjectId;
            default -> null;
        };
    }

    /// 立标识牌：襄垣县某基地
    public String fullTitle() {
        return subjectTitle.isEmpty() ? title : title + "：" + subjectTitle;
    }

    public boolean overdue(LocalDate today) {
        return state.waitsForOffice() && dueOn.isBefore(today);
    }

    /// Reported after its day, whatever became of it.
    public boolean reportedLate() {
        return reportedOn != null && reportedOn.isAfter(dueOn);
    }

    /// 2026年第4季度, 2026年11月, 2026年, 2026年第47周; 一次 for once.
    public String spanTitle() {
        if (span.isEmpty()) return "一次";
        var year = span.substring(0, 4) + "年";
        if (span.length() == 4) return year;
        var part = span.substring(5);
        return switch (part.charAt(0)) {
            case 'Q' -> year + "第" + part.substring(1) + "季度";
            case 'W' -> year + "第" + Integer.parseInt(part.substring(1)) + "周";
            default -> year + Integer.parseInt(part) + "月";
        };
    }
}
