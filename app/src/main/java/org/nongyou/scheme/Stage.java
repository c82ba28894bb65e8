package org.nongyou.scheme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// One step of a procedure, or one of its ends.
/// @param by         who may act: office ids and `applicant`; any one of them. Empty at an end
/// @param acts       where each act leads, in the order of the scheme
/// @param needs      titles of the documents without which no forward act is possible
/// @param checklist  id of the checklist that must pass before a forward act, or null
/// @param notice     how long the notice (公示) stands before the case can go forward
/// @param days       how long the step may take
/// @param remind     working days before the deadline on which the acting office is reminded
/// @param recordedBy id of the office that enters the act of an outer body, or null
/// @param skips      levels that the document itself lets the forward act jump
public record Stage(
        String path,
        String id,
        String title,
        List<String> clauses,
        List<String> by,
        Map<Act, String> acts,
        List<String> needs,
        @Nullable String checklist,
        @Nullable Scoring scoring,
        Days notice,
        List<Requirement> require,
        Days days,
        List<Integer> remind,
        @Nullable String recordedBy,
        List<Level> skips,
        @Nullable End end)
        implements SchemeItem {

    /// Stands for the applicant where an office could stand.
    public static final String APPLICANT = "applicant";

    /// Expert scoring.
    /// @param sheet        id of the score sheet
    /// @param experts      how many experts score
    /// @param pass         the mean from which the step is passed
    /// @param dropExtremes whether the highest and the lowest are left out of the mean
    public record Scoring(String sheet, Figure experts, Figure pass, boolean dropExtremes) {}

    public Stage {
        clauses = List.copyOf(clauses);
        by = List.copyOf(by);
        acts = Collections.unmodifiableMap(new LinkedHashMap<>(acts));
        needs = List.copyOf(needs);
        require = List.copyOf(require);
        remind = List.copyOf(remind);
        skips = List.copyOf(skips);
    }

    public boolean byApplicant() {
        return by.contains(APPLICANT);
    }

    /// The ids of the offices that may act, without the applicant.
    public List<String> offices() {
        return by.stream().filter(id -> !id.equals(APPLICANT)).toList();
    }

    /// The ids of the offices whose people enter the act: those that act, or the one that records for them.
    public List<String> enteredBy() {
        return recordedBy == null ? offices() : List.of(recordedBy);
    }

    public Optional<String> after(Act act) {
        return Optional.ofNullable(acts.get(act));
    }
}
