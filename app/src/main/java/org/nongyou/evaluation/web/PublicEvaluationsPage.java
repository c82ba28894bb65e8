package org.nongyou.evaluation.web;

import java.util.List;
import java.util.Map;
import org.nongyou.evaluation.Correction;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.Round;

/// Pages under `/public/evaluations`.
public final class PublicEvaluationsPage {

    private PublicEvaluationsPage() {}

    public record Overview(String say, List<Row> rows) {}

    public record Row(Round round, String schemeTitle, String clause, String href) {}

    /// @param how how the points are found
    public record Weight(String section, String title, String clause, String href, String points, String how) {}

    public record One(
            Row row,
            String say,
            List<Weight> weights,
            List<EvaluationSheet> ranking,
            Map<Long, String> places,
            List<Correction> corrections) {}

    /// @param points the mean of those who scored
    public record Line(String section, String title, String clause, String full, String points) {}

    public record Sheet(Row row, EvaluationSheet sheet, String place, List<Line> lines, List<Correction> corrections) {}
}
