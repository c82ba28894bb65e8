package org.nongyou.procedure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.procedure.CaseAct.Publicised;
import org.nongyou.procedure.CaseAct.ScoringClosed;
import org.nongyou.procedure.CaseAct.ScoringOpened;

/// Where a case stands: the sum of its acts and nothing else.
/// @param stage    id of the stage at which it is
/// @param seq      number of acts so far; also the revision that a page shows
/// @param rounds   how often each stage was entered
/// @param notice   the publicity opened since the stage was entered, or null
/// @param opened   the scoring opened since the stage was entered, or null
/// @param closed   its close, or null
record Progress(
        String stage,
        int seq,
        Map<String, Integer> rounds,
        @Nullable Publicised notice,
        @Nullable ScoringOpened opened,
        @Nullable ScoringClosed closed) {

    private static final Progress NOTHING = new Progress("", 0, Map.of(), null, null, null);

    static Progress of(List<CaseAct> acts) {
        var progress = NOTHING;
        for (var act : acts) progress = progress.after(act);
        return progress;
    }

    /// The only place where the stage changes.
    Progress after(CaseAct act) {
        var header = act.header();
        if (header.seq() != seq + 1) throw new IllegalStateException("act " + header.seq() + " after " + seq);
        return switch (act) {
            case CaseAct.Started _,
                    CaseAct.Submitted _,
                    CaseAct.Passed _,
                    CaseAct.Returned _,
                    CaseAct.Rejected _,
                    CaseAct.Withdrawn _,
                    CaseAct.Upheld _,
                    CaseAct.Adopted _,
                    CaseAct.Concluded _ ->
                new Progress(header.to(), header.seq(), entered(header.to()), null, null, null);
            case Publicised publicised -> new Progress(stage, header.seq(), rounds, publicised, opened, closed);
            case ScoringOpened scoring -> new Progress(stage, header.seq(), rounds, notice, scoring, null);
            case ScoringClosed close -> new Progress(stage, header.seq(), rounds, notice, opened, close);
        };
    }

    /// How often the present stage was entered: 1 for the first time. Answers belong to a round.
    int round() {
        return rounds.getOrDefault(stage, 1);
    }

    private Map<String, Integer> entered(String stage) {
        var entered = new HashMap<>(rounds);
        entered.merge(stage, 1, Integer::sum);
        return Map.copyOf(entered);
    }
}
