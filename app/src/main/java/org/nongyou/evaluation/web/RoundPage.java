package org.nongyou.evaluation.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.evaluation.Correction;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.Rounds;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.evaluation.Way;
import org.nongyou.journal.JournalRow;
import org.nongyou.notice.Notice;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// Page `/evaluations/{id}`.
/// @param ranked    whether points and ranks are told here
/// @param kindTitle of what the result leads into, or empty
/// @param subjects  what the county may recommend, or empty
/// @param typedDays whether the office enters how many days the publicity lasts
public record RoundPage(
        Round round,
        Way way,
        String schemeTitle,
        String clause,
        String clauseHref,
        String say,
        String tone,
        Rounds.Standing standing,
        List<EvaluationSheet> rows,
        Map<String, String> places,
        SheetLists.Filter filter,
        RegionChips regions,
        Address address,
        int page,
        int found,
        boolean ranked,
        String kindTitle,
        @Nullable Notice notice,
        List<RoundsPage.Option> subjects,
        boolean mayNominate,
        boolean mayConfirm,
        boolean mayPublish,
        boolean mayList,
        boolean typedDays,
        List<Correction> corrections,
        List<JournalRow> history,
        String form,
        Entered entered) {

    public Entered typed(String one) {
        return form.equals(one) ? entered : Entered.NOTHING;
    }
}
