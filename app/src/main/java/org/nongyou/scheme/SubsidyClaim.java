package org.nongyou.scheme;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;

/// What somebody claims under a scheme's rules (补助申请), with everything that the rules may ask about it.
/// @param date    as of which it is judged; its year is the year of the claim
/// @param facts   those of the claim and the applicant, by name; facts that are not known are left out
/// @param region  code of the place of the claim where a line's item has none of its own, or null
/// @param earlier what was paid or is already spoken for, in the order in which it was claimed
public record SubsidyClaim(
        LocalDate date, Map<String, Object> facts, @Nullable String region, List<Line> lines, List<Earlier> earlier) {

    public SubsidyClaim {
        facts = Map.copyOf(facts);
        lines = List.copyOf(lines);
        earlier = List.copyOf(earlier);
    }

    /// @param rule  id of the rule
    /// @param facts of the item, by name, its `….id` among them
    public record Line(String rule, Map<String, Object> facts) {

        public Line {
            facts = Map.copyOf(facts);
        }
    }

    /// An amount that a rule gave before.
    /// @param item           id of what it was given for
    /// @param same           what the item was counted under in a rule with tiers, or null
    /// @param date           of the claim, whose year it counts for
    /// @param region         code of its place, or null
    /// @param sameApplicant  whether it went to whoever claims now
    /// @param told           the claim's number and how it stands, for refusals; empty where only its date is known
    public record Earlier(
            String rule,
            String item,
            @Nullable String same,
            LocalDate date,
            Money amount,
            @Nullable String region,
            boolean sameApplicant,
            String told) {

        public Earlier(
                String rule,
                String item,
                @Nullable String same,
                LocalDate date,
                Money amount,
                @Nullable String region,
                boolean sameApplicant) {
            this(rule, item, same, date, amount, region, sameApplicant, "");
        }

        /// Its number and state, or its date.
        String named() {
            return told.isEmpty() ? date.toString() : told;
        }
    }
}
