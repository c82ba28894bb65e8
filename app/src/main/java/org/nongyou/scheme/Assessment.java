package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a checklist comes to for one subject: which items are met, and whether it passes.
/// @param points the sum over the met items
public record Assessment(Checklist checklist, List<Finding> findings, BigDecimal points) {

    public enum Result {
        MET("符合"),
        UNMET("不符合"),
        /// A fact or an answer is still wanting.
        UNKNOWN("待填"),
        /// The item does not concern this subject.
        NOT_APPLICABLE("不适用");

        private final String title;

        Result(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// @param missing names of the facts that are wanting; empty where an answer is
    public record Finding(Checklist.ChecklistItem item, Result result, Set<String> missing) {}

    public Assessment {
        findings = List.copyOf(findings);
    }

    /// @param scheme  the one that the checklist stands in
    /// @param facts   by name; those that are not known are left out
    /// @param answers the inspector's, by item id
    public static Assessment of(
            Scheme scheme, Checklist checklist, Map<String, Object> facts, Map<String, Boolean> answers) {
        var findings = new ArrayList<Finding>();
        var points = BigDecimal.ZERO;
        for (var item : checklist.items()) {
            var finding = find(scheme, checklist, item, facts, answers);
            findings.add(finding);
            if (finding.result == Result.MET && item.points() != null) points = points.add(item.points());
        }
        return new Assessment(checklist, findings, points);
    }

    /// Every fact that the checklist speaks of.
    public static Set<String> factsOf(Scheme scheme, Checklist checklist) {
        var names = new TreeSet<String>();
        for (var item : checklist.items()) {
            if (item.when() != null) names.addAll(item.when().facts());
            if (item.fact() != null) names.addAll(item.fact().facts());
            if (item.area() != null) names.add(regionFact(scheme, checklist));
        }
        return names;
    }

    private static Finding find(
            Scheme scheme,
            Checklist checklist,
            Checklist.ChecklistItem item,
            Map<String, Object> facts,
            Map<String, Boolean> answers) {
        if (item.when() != null) {
            var missing = item.when().missingFrom(facts);
            if (!missing.isEmpty()) return new Finding(item, Result.UNKNOWN, missing);
            if (!item.when().holds(facts)) return new Finding(item, Result.NOT_APPLICABLE, Set.of());
        }
        if (item.fact() != null) {
            var missing = item.fact().missingFrom(facts);
            if (!missing.isEmpty()) return new Finding(item, Result.UNKNOWN, missing);
            return new Finding(item, met(item.fact().holds(facts)), Set.of());
        }
        if (item.area() != null) {
            var name = regionFact(scheme, checklist);
            if (!(facts.get(name) instanceof String region)) return new Finding(item, Result.UNKNOWN, Set.of(name));
            var area = scheme.area(item.area()).orElseThrow();
            return new Finding(item, met(area.contains(region)), Set.of());
        }
        var answer = answers.get(item.id());
        return new Finding(item, answer == null ? Result.UNKNOWN : met(answer), Set.of());
    }

    private static String regionFact(Scheme scheme, Checklist checklist) {
        var subject = scheme.kind(checklist.kinds().getFirst()).orElseThrow().subject();
        return subject == Subject.REGION ? "region" : subject.code() + ".region";
    }

    private static Result met(boolean met) {
        return met ? Result.MET : Result.UNMET;
    }

    public boolean passed() {
        return open().isEmpty() && (checklist.points() == null || points.compareTo(checklist.points()) >= 0);
    }

    /// The compulsory items that concern the subject and are not met, those still unknown among them.
    public List<Finding> open() {
        return findings.stream()
                .filter(finding -> finding.item.compulsory())
                .filter(finding -> finding.result == Result.UNMET || finding.result == Result.UNKNOWN)
                .toList();
    }

    public @Nullable Finding finding(String item) {
        return findings.stream()
                .filter(finding -> finding.item.id().equals(item))
                .findFirst()
                .orElse(null);
    }
}
