package org.nongyou.scheme;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// Something that is counted or measured (指标).
/// @param unit 个, %, 万吨 …
public record Indicator(String path, String id, String title, List<String> clauses, String unit, Better better, How how)
        implements SchemeItem {

    public enum Better {
        MORE("more"),
        LESS("less");

        private final String code;

        Better(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// Where the figure comes from.
    public sealed interface How {
        /// How many entries of a kind there are.
        /// @param level   only entries of this level, or null for all
        /// @param classes only entries of one of these classes; empty for all
        /// @param where   only those of which it holds, or null for all
        record Count(
                String kind,
                @Nullable Level level,
                List<String> classes,
                @Nullable Expression where) implements How {}

        /// The sum of a fact over the entries of a kind.
        /// @param fact name of a number fact of the kind's subject
        record Sum(
                String kind,
                String fact,
                @Nullable Level level,
                List<String> classes,
                @Nullable Expression where) implements How {}

        /// One indicator in proportion to another; in percent where the unit is %.
        record Ratio(String of, String to) implements How {}

        /// Told by a module about the region or project itself.
        record Fact(Expression value) implements How {}

        /// Typed in by the offices of this level, for their own area.
        record Reported(Level level) implements How {}
    }

    public Indicator {
        clauses = List.copyOf(clauses);
    }
}
