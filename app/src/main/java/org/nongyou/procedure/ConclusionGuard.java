package org.nongyou.procedure;

import java.util.List;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.End;

/// May object to the end of a case, such as when a quota is full, or to an act on the way there. Asked inside the
/// transaction of the act, after all other conditions are met.
public interface ConclusionGuard {

    /// Reasons against; none lets it pass.
    List<Refusal> against(Case theCase, End end);

    /// Reasons against an act after which the case goes on; none lets it pass.
    default List<Refusal> against(Case theCase, Act act) {
        return List.of();
    }

    /// What whoever decides should know without being stopped by it, such as how many of the quota are taken. Shown
    /// beside the act.
    default List<String> remarks(Case theCase, End end) {
        return List.of();
    }
}
