package org.nongyou.production.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseRow;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FieldView;
import org.nongyou.production.InputKind;
import org.nongyou.production.Purchase;
import org.nongyou.web.Entered;

/// Page `/production/new`, and the correction of an act.
/// @param ground    the base with its plots as they stand; null until one is chosen
/// @param bases     to choose from
/// @param chosen    plots that are ticked
/// @param corrected the act that is corrected, or null
public record EntryPage(
        FieldView.@Nullable Ground ground,
        List<BaseRow> bases,
        String words,
        List<String> chosen,
        List<Purchase> stock,
        @Nullable FarmAct corrected,
        Entered entered,
        String clientId) {

    static final int LINES = 3;

    public List<ActKind> kinds() {
        return List.of(ActKind.values());
    }

    public List<InputKind> inputs() {
        return List.of(InputKind.values());
    }

    /// Rows of inputs on the form: 1, 2, 3.
    public List<Integer> lines() {
        return java.util.stream.IntStream.rangeClosed(1, LINES).boxed().toList();
    }

    public String action() {
        return corrected == null ? "/production/new" : "/production/" + corrected.id() + "/correct";
    }

    public boolean picked(FieldView.Spot spot) {
        return spot.id() == null || chosen.contains(String.valueOf(spot.id()));
    }
}
