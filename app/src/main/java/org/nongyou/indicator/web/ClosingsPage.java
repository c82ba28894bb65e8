package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Entered;

/// When spans close, who set that, and what was opened again.
/// @param form which form was refused: rule or reopening; empty for none
public record ClosingsPage(
        List<TargetsPage.Choice> schemes,
        String scheme,
        String title,
        String region,
        String regionName,
        String tone,
        String say,
        List<Rule> rules,
        List<Span> spans,
        List<Reopened> reopened,
        List<TargetsPage.Choice> frequencies,
        List<TargetsPage.Choice> closed,
        List<TargetsPage.Choice> areas,
        boolean maySet,
        boolean mayReopen,
        String latest,
        String form,
        Entered entered) {

    /// @param when 期末后 30 天, 不关
    public record Rule(String frequency, String when, String basis, String by, String at) {}

    public record Span(String title, String closes, String tone, String state) {}

    public record Reopened(
            String period, String place, String until, boolean over, String reason, String by, String at) {}

    public @Nullable String error(String of, String field) {
        return form.equals(of) ? entered.error(field) : null;
    }

    public String value(String of, String field) {
        return form.equals(of) ? entered.value(field) : "";
    }
}
