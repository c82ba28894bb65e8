package org.nongyou.standard.web;

import java.util.List;
import org.nongyou.standard.Clause;
import org.nongyou.standard.Edition;
import org.nongyou.standard.RuleBook;

/// Page `/standards/data`.
public record RuleDataPage(
        String say,
        RuleBook.Release release,
        List<Table> tables,
        List<Standard> editions,
        List<Source> sources,
        List<Clause> clauses) {

    /// @param low rows of low confidence
    public record Table(String title, int rows, int low, String says) {}

    /// @param rows limits of it that are here
    public record Standard(Edition edition, int rows, boolean inForce) {}

    public record Source(String document, int rows, String confidence) {}
}
