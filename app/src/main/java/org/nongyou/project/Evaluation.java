package org.nongyou.project;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactValue;
import org.nongyou.scheme.Assessment;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Score;

/// What the scheme's score sheet and checklists come to for a project by its own rows: the self-evaluation (自评), and
/// what whoever evaluates begins with.
/// @param procedure in which it is evaluated
/// @param score     null where the procedure scores nothing
/// @param lists     the checklists of its kind, answered by facts alone
public record Evaluation(
        Procedure procedure, @Nullable Score score, List<Assessment> lists, Map<String, FactValue> facts) {

    public Evaluation {
        lists = List.copyOf(lists);
        facts = Map.copyOf(facts);
    }
}
