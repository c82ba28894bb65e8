package org.nongyou.scheme;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.Scope;

/// Tells how far a scheme's targets are reached, for the scheme's own page. Whoever counts implements it; the scheme
/// itself counts nothing.
public interface TargetProgress {

    /// @param viewer what the person may see; null for the public, who is shown only what the public catalogue tells
    Summary of(@Nullable Scope viewer, Scheme scheme);

    /// @param region  name of the region whose figures these are
    /// @param judged  how many indicators have a target here
    /// @param met     how many of them reach it
    /// @param lacking the others, each with what it lacks
    record Summary(String region, int judged, int met, List<String> lacking, List<Line> lines) {
        public Summary {
            lacking = List.copyOf(lacking);
            lines = List.copyOf(lines);
        }
    }

    /// One indicator with its targets, in words ready to be shown.
    /// @param href    the rows behind the figure, or null
    /// @param percent how full the bar is, 0 to 100, of the last target; empty where no bar is drawn
    /// @param tick    where on the bar the target stands that counts now, or null where it is the last
    /// @param how     how the figure is known
    record Line(
            String title,
            String target,
            String now,
            @Nullable String href,
            String percent,
            @Nullable String tick,
            boolean low,
            String tone,
            String state,
            List<String> clauses,
            String how) {
        public Line {
            clauses = List.copyOf(clauses);
        }
    }
}
