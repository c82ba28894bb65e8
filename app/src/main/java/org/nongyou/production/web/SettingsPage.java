package org.nongyou.production.web;

import java.util.List;
import org.nongyou.journal.JournalRow;
import org.nongyou.production.ProductionRules;
import org.nongyou.web.Entered;

/// Page `/production/settings`.
/// @param open key of the setting whose form is open, `yield` for that of yields, empty for none
public record SettingsPage(
        String say,
        List<ProductionRules.Setting> settings,
        List<ProductionRules.Yield> yields,
        List<JournalRow> history,
        boolean mayChange,
        Entered entered,
        String open) {}
