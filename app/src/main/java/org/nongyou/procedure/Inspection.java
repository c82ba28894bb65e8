package org.nongyou.procedure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Facts.Known;
import org.nongyou.procedure.Facts.Origin;
import org.nongyou.scheme.Assessment;
import org.nongyou.scheme.Checklist;
import org.nongyou.scheme.Checklist.ChecklistItem;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Scheme;

/// A checklist held against a case (验收表). What the scheme's [Assessment] comes to, with what each result rests on:
/// rows of a module, a reviewer's word with his grounds, the applicant's word that a reviewer confirmed, and evidence.
public record Inspection(Checklist checklist, List<Line> lines) {

    public enum Result {
        MET("ok", "符合"),
        UNMET("bad", "不符合"),
        /// Met, but the evidence or the grounds are missing.
        LACKING("bad", "缺证据"),
        OPEN("idle", "未核对"),
        SKIPPED("idle", "不适用");

        private final String tone;
        private final String title;

        Result(String tone, String title) {
            this.tone = tone;
            this.title = title;
        }

        public String tone() {
            return tone;
        }

        public String title() {
            return title;
        }
    }

    /// @param facts    what the result rests on
    /// @param toState  facts that no module tells and nobody has stated yet
    /// @param asks     whether a person answers with yes or no
    /// @param answer   the answer of this round, or null
    /// @param lacking  what must still be attached or written
    public record Line(
            ChecklistItem item,
            Result result,
            List<Known> facts,
            Set<String> toState,
            boolean asks,
            @Nullable Answer answer,
            List<CaseDocument> evidence,
            List<String> lacking) {

        /// Whether a person's word stands behind the result (人工核对).
        public boolean byHand() {
            return asks || facts.stream().anyMatch(fact -> fact.origin() == Origin.REVIEWER);
        }

        public @Nullable BigDecimal points() {
            if (item.points() == null) return null;
            return result == Result.MET ? item.points() : BigDecimal.ZERO;
        }
    }

    /// @param answers of this round, by item id or fact name
    static Inspection of(
            Scheme scheme,
            Checklist checklist,
            Facts facts,
            Map<String, Answer> answers,
            List<CaseDocument> documents) {
        var judged = new HashMap<String, Boolean>();
        answers.forEach((item, answer) -> {
            if (answer.met() != null) judged.put(item, answer.met());
        });
        var assessment = Assessment.of(scheme, checklist, facts.values(), judged);
        var lines = assessment.findings().stream()
                .map(finding -> line(finding, facts, answers, documents))
                .toList();
        return new Inspection(checklist, lines);
    }

    private static Line line(
            Assessment.Finding finding, Facts facts, Map<String, Answer> answers, List<CaseDocument> documents) {
        var item = finding.item();
        var answer = answers.get(item.id());
        var used = used(item, facts);
        var evidence = documents.stream()
                .filter(document -> item.id().equals(document.item()))
                .toList();
        var lacking = new ArrayList<String>();
        for (var title : item.evidence())
            if (evidence.stream().noneMatch(document -> document.need().equals(title))) lacking.add(title);
        for (var fact : used)
            if (fact.origin() == Origin.REVIEWER && !grounded(fact.name(), answers, documents)) {
                lacking.add("核对依据");
                break;
            }
        // The applicant's own word counts only when a reviewer confirms it.
        boolean asks = item.answered() || used.stream().anyMatch(fact -> fact.origin() == Origin.APPLICANT);
        var result = switch (finding.result()) {
            case NOT_APPLICABLE -> Result.SKIPPED;
            case UNKNOWN -> Result.OPEN;
            case UNMET -> Result.UNMET;
            case MET -> !asks || item.answered() ? Result.MET : judged(answer);
        };
        if (result == Result.MET && !lacking.isEmpty()) result = Result.LACKING;
        return new Line(item, result, used, finding.missing(), asks, answer, evidence, lacking);
    }

    private static Result judged(@Nullable Answer answer) {
        if (answer == null || answer.met() == null) return Result.OPEN;
        return answer.met() ? Result.MET : Result.UNMET;
    }

    private static List<Known> used(ChecklistItem item, Facts facts) {
        var used = new ArrayList<Known>();
        for (Expression expression : new Expression[] {item.when(), item.fact()})
            if (expression != null) for (var fact : facts.usedBy(expression)) if (!used.contains(fact)) used.add(fact);
        return used;
    }

    private static boolean grounded(String fact, Map<String, Answer> answers, List<CaseDocument> documents) {
        var answer = answers.get(fact);
        return (answer != null && !answer.note().isBlank())
                || documents.stream().anyMatch(document -> fact.equals(document.item()));
    }

    /// The sum of the met items' points, or null where no item brings any.
    public @Nullable BigDecimal points() {
        BigDecimal sum = null;
        for (var line : lines) {
            var points = line.points();
            if (points != null) sum = sum == null ? points : sum.add(points);
        }
        return sum;
    }

    public @Nullable BigDecimal fullPoints() {
        BigDecimal sum = null;
        for (var line : lines) {
            var points = line.item().points();
            if (points != null && line.result() != Result.SKIPPED) sum = sum == null ? points : sum.add(points);
        }
        return sum;
    }

    public boolean passed() {
        return standing().isEmpty();
    }

    /// What stands in the way of passing, in the order of the checklist.
    public List<Refusal> standing() {
        var reasons = new ArrayList<Refusal>();
        for (var line : lines) {
            if (!line.item().compulsory()) continue;
            var title = line.item().title();
            var refusal = switch (line.result()) {
                case MET, SKIPPED -> null;
                case UNMET -> Refusal.of("case.item-unmet", title);
                case LACKING -> Refusal.of("case.item-evidence", title, String.join("、", line.lacking()));
                case OPEN -> Refusal.of("case.item-open", title);
            };
            if (refusal != null)
                reasons.add(refusal.citing(CaseRules.cite(line.item().clauses()))
                        .at("item-" + line.item().id()));
        }
        var least = checklist.points();
        var reached = points();
        if (least != null && (reached == null || reached.compareTo(least) < 0))
            reasons.add(Refusal.of(
                            "case.points-short",
                            reached == null ? "0" : CaseRules.plain(reached),
                            CaseRules.plain(least))
                    .citing(CaseRules.cite(checklist.clauses()))
                    .at("checklist"));
        return reasons;
    }
}
