package org.nongyou.standard.web;

import java.util.List;
import java.util.Map;
import org.nongyou.journal.JournalRow;
import org.nongyou.standard.Grading;
import org.nongyou.web.Entered;

/// Pages of grades.
public final class GradingPages {

    private GradingPages() {}

    /// Page `/standards/grades`.
    /// @param places where each holds, by code
    public record ListPage(
            String say, String produce, List<Grading> rows, Map<String, String> places, boolean mayRecord) {}

    /// Page `/standards/grades/new`.
    public record FormPage(Entered entered, String formKey) {}

    /// Page `/standards/grades/{id}`.
    public record OnePage(Grading one, String place, List<JournalRow> history, boolean mayEnd, Entered entered) {}
}
