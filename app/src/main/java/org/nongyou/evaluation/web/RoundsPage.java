package org.nongyou.evaluation.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.Rounds;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.web.Entered;

/// Pages `/evaluations` and `/evaluations/new`.
public final class RoundsPage {

    private RoundsPage() {}

    /// @param waiting what waits for the person's office
    public record Overview(
            String say,
            String tone,
            List<Row> rows,
            List<Waiting> waiting,
            @Nullable String next,
            boolean first,
            boolean mayOpen) {}

    public record Row(
            Round round, Rounds.Standing standing, String schemeTitle, String clause, String href, String place) {}

    /// @param href the expert's page, or the sheet's
    public record Waiting(EvaluationSheet sheet, String round, String place, String href) {}

    /// @param ways what the office may open
    /// @param way  the picked one, or null where there is none
    public record Opening(
            String formKey, List<Option> ways, @Nullable Chosen way, List<Option> experts, Entered entered) {}

    public record Option(String value, String title, boolean chosen) {}

    /// @param scorers as the document or a settlement says, or null
    /// @param pass    likewise
    public record Chosen(
            String schemeTitle,
            String clause,
            String href,
            ScoreSheet sheet,
            List<String> stages,
            int year,
            @Nullable String scorers,
            @Nullable String pass) {}
}
