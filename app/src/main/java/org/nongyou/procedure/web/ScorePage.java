package org.nongyou.procedure.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseView.Attached;
import org.nongyou.procedure.ExpertScoring;
import org.nongyou.scheme.ScoreSheet;

/// An expert's score sheet.
/// @param typed points as typed, by item id
public record ScorePage(
        ExpertScoring.Sheet sheet,
        List<Attached> documents,
        Map<String, String> typed,
        String refusedTitle,
        List<Refusal> refusals,
        boolean saved) {

    public @Nullable String at(String field) {
        return refusals.stream()
                .filter(refusal -> field.equals(refusal.field()))
                .map(Refusal::message)
                .findFirst()
                .orElse(null);
    }

    public boolean asked(ScoreSheet.Item item) {
        return item.rule() instanceof ScoreSheet.Rule.Asked;
    }

    /// What the facts bring, or null while a fact is missing.
    public String computed(ScoreSheet.Item item) {
        return sheet.score().lines().stream()
                .filter(line -> line.item().id().equals(item.id()))
                .map(line -> line.points() == null
                        ? "等办理单位核对事实"
                        : line.points().stripTrailingZeros().toPlainString() + " 分")
                .findFirst()
                .orElse("");
    }

    public String value(ScoreSheet.Item item) {
        return typed.getOrDefault(item.id(), "");
    }
}
