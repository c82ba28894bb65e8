package org.nongyou.standard.web;

import java.time.LocalDate;
import java.util.List;
import org.nongyou.standard.Proposal;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleTable;

/// Page `/standards/rules`.
/// @param inForce the release of today
public record RulesPage(
        String say,
        String tone,
        boolean mayHandIn,
        List<RuleTable> tables,
        List<Proposal> proposals,
        List<RuleBook.Release> releases,
        int inForce,
        LocalDate today) {}
