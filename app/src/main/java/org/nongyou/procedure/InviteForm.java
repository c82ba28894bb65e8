package org.nongyou.procedure;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom an office asks to score.
/// @param number how many scores are needed; null where the scheme says it, or once the scoring is open
/// @param pass   the mean from which the step is passed; null likewise
public record InviteForm(
        int revision, @Nullable Integer number, @Nullable BigDecimal pass, List<Long> experts) {

    public InviteForm {
        experts = List.copyOf(experts);
    }
}
