package org.nongyou.subsidy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Entitlement;

/// One line of a claim: a rule and what it is claimed for.
/// @param line   counts from 1
/// @param rule   id of the rule
/// @param group  what has the same number within a group is the same thing in every scheme
/// @param item   what tells it from others: the number of the base, or letters and digits of the number that stands in
///               `itemTitle` as it was written; empty for what has none
/// @param baseId the base in the register that it is, or null
/// @param region where it lies, or the claim's place
/// @param facts  as typed, by name
/// @param judged as it was handed in; null for a line that was not
public record ClaimLine(
        int line,
        String rule,
        String group,
        String item,
        String itemTitle,
        @Nullable Long baseId,
        RegionCode region,
        Map<String, String> facts,
        @Nullable Judged judged) {

    public ClaimLine {
        facts = Map.copyOf(facts);
    }

    /// As read on screens.
    public String itemShown() {
        return baseId == null || item.isEmpty() ? itemTitle : itemTitle + " " + item;
    }

    /// What a line came to when it was handed in.
    /// @param known the facts that it was judged by, as read on screens
    public record Judged(
            String working,
            Money full,
            List<Entitlement.Cut> cuts,
            Money granted,
            Shares shares,
            List<KnownFact> known) {

        public Judged {
            cuts = List.copyOf(cuts);
            known = List.copyOf(known);
        }
    }

    /// A fact as it was judged by.
    /// @param text   as read on screens, with its unit
    /// @param raw    as it would be typed
    /// @param stated whether somebody stated it; otherwise a module told it
    /// @param link   page of the rows behind it, or null
    public record KnownFact(
            String name,
            String title,
            String text,
            String raw,
            boolean stated,
            @Nullable String link) {}
}
