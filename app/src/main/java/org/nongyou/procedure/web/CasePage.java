package org.nongyou.procedure.web;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseView;
import org.nongyou.scheme.Act;

/// @param refusals what stood in the way of the last try; empty when nothing was tried
/// @param chosen   the act that was tried, or the first one
/// @param opinion  as typed, so that nothing is lost
public record CasePage(
        CaseView view,
        String tone,
        String say,
        String more,
        List<Choice> choices,
        List<JournalRow> log,
        List<Content> cards,
        String refusedTitle,
        List<Refusal> refusals,
        @Nullable Act chosen,
        String opinion,
        String days,
        String kindTitle,
        String pageUrl) {

    /// @param consequence one line: where it leads
    public record Choice(Act act, String title, String consequence) {}

    public String clauseHref(String section) {
        return org.nongyou.web.Ui.clauseHref(view.scheme().id(), view.scheme().version(), section);
    }
}
