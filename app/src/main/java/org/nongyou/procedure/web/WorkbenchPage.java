package org.nongyou.procedure.web;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.procedure.DoneAct;
import org.nongyou.procedure.ToDo;
import org.nongyou.web.Chip;

/// @param tab      `todo`, `mine` (我已办) or `office` (我经手的)
/// @param chips   what is late, what soon will be
/// @param holiday  what the calendar says of the next days, or empty
public record WorkbenchPage(
        String tab,
        String tone,
        String say,
        String more,
        @Nullable Row first,
        String holiday,
        int total,
        List<Chip> chips,
        List<Row> rows,
        List<DoneAct> done,
        int doneCount,
        @Nullable String next,
        List<Content> below,
        List<Content> beside,
        boolean mayApply) {

    /// @param from where it comes from: the county, or the producer
    /// @param sub  what the line below says
    public record Row(
            ToDo toDo, String from, String sub, @Nullable Due due) {}
}
