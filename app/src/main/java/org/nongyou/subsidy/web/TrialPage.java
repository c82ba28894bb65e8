package org.nongyou.subsidy.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.SchemeVersion;
import org.nongyou.scheme.SubsidyFigures;
import org.nongyou.subsidy.Trial;

/// The dry run.
/// @param versions of all documents with subsidies, to choose from
/// @param chosen   null until one is chosen
/// @param outcome  null before it was run
public record TrialPage(
        String say,
        String tone,
        List<Version> versions,
        @Nullable Version chosen,
        int year,
        List<Rule> rules,
        List<Refusal> faults,
        Trial.@Nullable Outcome outcome,
        List<Level> levels) {

    public record Version(SchemeVersion version, boolean newest) {
        public String value() {
            return version.ref().id() + "/" + version.ref().version();
        }
    }

    /// @param figures with what was typed
    public record Rule(String id, String title, String clause, List<Typed> figures) {}

    public record Typed(String name, SubsidyFigures.Figure figure, String value) {}
}
