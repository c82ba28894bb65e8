package org.nongyou.indicator.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.FigureCheck;
import org.nongyou.indicator.FigureReport;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Entered;

/// One figure of one office for one span: its history, and the form where the person may enter or check it.
/// @param closed why the span takes no figures any more, or null
public record FigurePage(
        String scheme,
        String schemeTitle,
        int version,
        List<String> clauses,
        String indicator,
        String title,
        String unit,
        String region,
        String regionName,
        String period,
        String periodTitle,
        @Nullable FigureReport current,
        List<FigureReport> history,
        Map<Long, FigureCheck> checks,
        @Nullable Refusal closed,
        boolean mayEnter,
        boolean mayCheck,
        Entered entered,
        String back) {

    public String path() {
        return "/figures/" + scheme + "/" + indicator + "/" + region + "/" + period;
    }
}
