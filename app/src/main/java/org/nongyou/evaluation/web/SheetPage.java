package org.nongyou.evaluation.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.evaluation.Correction;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.GivenScore;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.SheetProof;
import org.nongyou.journal.JournalRow;
import org.nongyou.web.Entered;

/// Page `/evaluations/sheets/{id}`, and `/evaluations/scoring/{id}` for an expert.
/// @param path     of the page
/// @param points   by what is entered at the stage shown
/// @param columns  titles of the stages whose points are shown, before the one filled in
/// @param stated   facts that people state
/// @param needs    documents that the stage needs
/// @param words    in the field
/// @param handOn   what the button says
/// @param experts  whether this is the expert's page
public record SheetPage(
        EvaluationSheet sheet,
        Round round,
        String path,
        String place,
        @Nullable String subjectHref,
        String schemeTitle,
        String sheetTitle,
        String full,
        String points,
        String say,
        String tone,
        List<String> columns,
        List<Section> sections,
        List<Stated> stated,
        List<Need> needs,
        List<GivenScore> scores,
        String words,
        List<Correction> corrections,
        boolean mayFill,
        boolean maySend,
        boolean mayLeave,
        boolean mayScoreAnew,
        boolean mayCorrect,
        boolean mayList,
        String kindTitle,
        String handOn,
        String stageTitle,
        List<Option> correctable,
        boolean experts,
        List<JournalRow> history,
        String form,
        Entered entered) {

    /// @param sum of the stage shown
    public record Section(String title, String max, String sum, List<Item> items) {}

    /// @param how    how its points are found
    /// @param kind   `judge`, `asked` or `computed`
    /// @param earlier what earlier stages gave, one for each column
    /// @param value  in the field
    /// @param points at the stage shown, or null while something is wanting
    /// @param theirs what stands there now, where somebody else changed it meanwhile; or null
    public record Item(
            String id,
            String title,
            String clause,
            String href,
            String full,
            String how,
            String kind,
            List<Given> earlier,
            String value,
            String note,
            @Nullable String points,
            boolean whole,
            @Nullable String theirs,
            List<Evidence> evidence,
            List<SheetProof> proofs) {}

    public record Given(String points, String note, String by) {}

    /// A figure or fact beside the item.
    /// @param href the rows behind it, or null
    public record Evidence(
            String title,
            String value,
            String source,
            @Nullable String href) {}

    /// @param yesNo whether it is answered by yes or no
    public record Stated(
            String name, String title, String unit, boolean yesNo, String value, String by, List<SheetProof> proofs) {}

    public record Need(String title, List<SheetProof> proofs) {}

    public record Option(String value, String title) {}

    public Entered typed(String one) {
        return form.equals(one) ? entered : Entered.NOTHING;
    }

    public @Nullable String error(String one, String field) {
        return typed(one).error(field);
    }
}
