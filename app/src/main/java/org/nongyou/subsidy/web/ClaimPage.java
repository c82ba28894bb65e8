package org.nongyou.subsidy.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Entitlement;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Subsidy;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimDocument;
import org.nongyou.subsidy.ClaimLine;
import org.nongyou.subsidy.Shares;

/// One claim: the form while it can be changed, and what it comes to.
/// @param faults   what was refused just now; empty otherwise
/// @param standing what still stands in the way of handing it in
/// @param shares   as entered now; for what was handed in, as it was
/// @param addable  rules under which another line may follow
public record ClaimPage(
        Claim claim,
        Scheme scheme,
        String procedure,
        String place,
        String say,
        String tone,
        boolean mayEdit,
        List<Refusal> faults,
        List<Refusal> standing,
        List<Line> lines,
        List<Field> fields,
        List<ClaimLine.KnownFact> known,
        Shares shares,
        List<Proof> proofs,
        List<ClaimDocument> others,
        List<Subsidy> addable,
        List<String> doubts,
        boolean commits) {

    /// @param bases  to choose from, where the rule is about a place; else empty
    /// @param denied why nothing is paid for it, or null
    public record Line(
            int number,
            Subsidy rule,
            String itemLabel,
            String item,
            String itemTitle,
            boolean place,
            boolean numbered,
            List<Choice> bases,
            List<Field> fields,
            List<ClaimLine.KnownFact> known,
            String working,
            @Nullable String full,
            List<Entitlement.Cut> cuts,
            @Nullable String granted,
            Shares shares,
            @Nullable Refusal denied) {

        public String clause() {
            return String.join("、", rule.clauses());
        }

        public String section() {
            return rule.clauses().getFirst();
        }
    }

    /// A field of the form.
    /// @param id     its name and id
    /// @param choices code to title; empty where it is typed
    public record Field(
            String id,
            String title,
            FactType type,
            String unit,
            List<Choice> choices,
            String value,
            String hint,
            @Nullable String error) {}

    public record Choice(String value, String title, boolean chosen) {}

    /// A document that is asked for, with what was handed in for it.
    public record Proof(String title, List<ClaimDocument> documents) {}

    public Map<String, String> labels() {
        return Map.of();
    }
}
