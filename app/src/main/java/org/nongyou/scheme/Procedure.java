package org.nongyou.scheme;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// The way of a case from its first step to its end. Checked on loading: every stage is reached, an end is reached from
/// each, no level is jumped, and what the document separates is done by different offices.
/// @param lists    what an end `listed` puts into the catalogue, or null
/// @param pays     ids of the subsidy rules that an end `paid` pays
/// @param separate ids of the stages whose acts must come from different offices
/// @param start    id of the first stage
public record Procedure(
        String path,
        String id,
        String title,
        List<String> clauses,
        @Nullable Lists lists,
        List<String> pays,
        List<String> separate,
        String start,
        List<Stage> stages)
        implements SchemeItem {

    /// @param kinds ids of the kinds that can be listed
    public record Lists(List<String> kinds, Level level) {
        public Lists {
            kinds = List.copyOf(kinds);
        }
    }

    public Procedure {
        clauses = List.copyOf(clauses);
        pays = List.copyOf(pays);
        separate = List.copyOf(separate);
        stages = List.copyOf(stages);
    }

    public Optional<Stage> stage(String id) {
        return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
    }

    public Stage first() {
        return stage(start).orElseThrow();
    }
}
