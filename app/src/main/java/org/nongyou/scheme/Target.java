package org.nongyou.scheme;

import java.util.List;

/// What an indicator is to reach (目标). Figures that do not add up over the levels are kept as the document has them.
/// @param indicator id
public record Target(String path, String indicator, List<String> clauses, Where where, When when, Bound bound) {

    public sealed interface Where {
        /// One region as a whole, by its code.
        record Region(String code) implements Where {}

        /// Each by itself.
        record ForEach(Each each) implements Where {}
    }

    public sealed interface When {
        /// By the end of the year.
        record By(int year) implements When {}

        /// In each span anew.
        record Every(Frequency frequency) implements When {}
    }

    public Target {
        clauses = List.copyOf(clauses);
    }
}
