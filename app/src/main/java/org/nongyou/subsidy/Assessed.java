package org.nongyou.subsidy;

import java.util.List;
import java.util.Map;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Entitlement;

/// What a claim comes to as it is entered now, and what stands in the way of handing it in.
/// @param lines    in their order
/// @param asked    facts of the claim and its applicant that no module tells: the form asks them
/// @param known    facts of the claim and its applicant that are known
/// @param standing everything that stands in the way, with the field or line it is about
/// @param wanted   titles of the documents that have to be handed in
public record Assessed(
        Entitlement entitlement,
        List<Line> lines,
        List<FactDefinition> asked,
        List<ClaimLine.KnownFact> known,
        List<Refusal> standing,
        List<String> wanted) {

    public Assessed {
        lines = List.copyOf(lines);
        asked = List.copyOf(asked);
        known = List.copyOf(known);
        standing = List.copyOf(standing);
        wanted = List.copyOf(wanted);
    }

    /// @param asked facts of the item that the form asks
    /// @param known facts that it is judged by
    public record Line(
            ClaimLine line,
            Entitlement.Line result,
            List<FactDefinition> asked,
            List<ClaimLine.KnownFact> known,
            Map<String, Object> values) {

        public Line {
            asked = List.copyOf(asked);
            known = List.copyOf(known);
            values = Map.copyOf(values);
        }
    }
}
