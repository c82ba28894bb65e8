package org.nongyou.scheme;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// A worked example that runs as a test whenever its scheme is checked.
public record SchemeCase(String path, String id, String title, What what) {

    public sealed interface What {
        /// Acts from the first stage on; ends at a stage, or one act is refused where the case then stands.
        record Road(
                String procedure,
                List<Act> acts,
                @Nullable String stage,
                @Nullable Act refused) implements What {}

        record Inspection(
                String checklist,
                Map<String, Object> facts,
                Map<String, Boolean> answers,
                boolean passed,
                List<String> missing)
                implements What {}

        record Scored(String sheet, Map<String, Object> facts, Map<String, BigDecimal> answers, BigDecimal points)
                implements What {}

        /// @param target path of the target or null when all targets of the indicator are meant
        record Reached(String indicator, @Nullable String region, BigDecimal value, boolean met) implements What {}

        /// @param total   null when the claim is refused
        /// @param refused id of the rule that is refused, or null
        /// @param because the key or sentence of that refusal
        record Claim(
                LocalDate date,
                Map<String, Object> applicant,
                Map<String, Object> facts,
                List<Line> items,
                List<Earlier> paidBefore,
                @Nullable Money total,
                Map<Level, Money> paidBy,
                @Nullable String refused,
                @Nullable String because)
                implements What {}
    }

    public record Line(String rule, Map<String, Object> facts) {}

    /// @param same   what the item was counted under in a rule with tiers, or null
    /// @param region code of its place, or null for the applicant's
    /// @param other  whether it went to somebody else
    public record Earlier(
            String rule,
            String item,
            @Nullable String same,
            LocalDate date,
            Money amount,
            @Nullable String region,
            boolean other) {}
}
