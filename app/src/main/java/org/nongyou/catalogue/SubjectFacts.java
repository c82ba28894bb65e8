package org.nongyou.catalogue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactSource;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Expression;
import org.springframework.stereotype.Component;

/// Asks the modules for the facts that a rule about a listing speaks of.
@Component
class SubjectFacts {

    private final List<FactSource> sources;

    SubjectFacts(List<FactSource> sources) {
        this.sources = sources;
    }

    /// The facts that are known; those that nobody can tell are left out.
    Map<String, Object> of(
            String subjectKind,
            String subjectId,
            RegionCode region,
            @Nullable Long producerId,
            Set<String> wanted,
            LocalDate on) {
        var known = new HashMap<String, Object>();
        if (wanted.contains("today")) known.put("today", on);
        if (wanted.contains("region")) known.put("region", region.value());
        for (var source : sources) {
            if (source.supplies().stream().noneMatch(wanted::contains)) continue;
            source.values(subjectKind, subjectId, wanted, on).forEach((name, fact) -> known.put(name, fact.value()));
            if (producerId != null)
                source.values("applicant", String.valueOf(producerId), wanted, on)
                        .forEach((name, fact) -> known.put(name, fact.value()));
        }
        return known;
    }

    /// The value of an expression; empty when a fact is missing.
    Optional<Object> evaluate(Expression expression, Listing listing, LocalDate on) {
        var facts = of(
                listing.subjectKind(),
                listing.subjectId(),
                listing.region(),
                listing.producerId(),
                expression.facts(),
                on);
        return expression.missingFrom(facts).isEmpty() ? Optional.of(expression.evaluate(facts)) : Optional.empty();
    }

    Optional<Boolean> holds(Expression condition, Listing listing, LocalDate on) {
        return evaluate(condition, listing, on).map(Boolean.class::cast);
    }
}
