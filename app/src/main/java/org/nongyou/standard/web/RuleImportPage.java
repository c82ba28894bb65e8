package org.nongyou.standard.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.standard.RuleTable;

/// Page `/standards/rules/import/{table}`.
/// @param whole as chosen; empty before
public record RuleImportPage(
        RuleTable table, String whole, @Nullable Refusal refusal) {

    public String href() {
        return "/standards/rules/import/" + table.code();
    }

    /// What a whole table is whole of.
    public String wholeOf() {
        return table.partTitle().isEmpty()
                ? "整张名录：表里没有的，从生效那天起作废"
                : "整张名录：表里出现的“" + table.partTitle() + "”，没有列出的从生效那天起作废";
    }
}
