package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.SchemeCase.What;

/// Runs a scheme's worked examples.
final class CaseRunner {

    /// @param failures a sentence for each example that came out otherwise
    record Outcome(int passed, List<Failure> failures) {}

    record Failure(SchemeCase example, String message) {}

    private final Scheme scheme;

    CaseRunner(Scheme scheme) {
        this.scheme = scheme;
    }

    Outcome run() {
        int passed = 0;
        var failures = new ArrayList<Failure>();
        for (var example : scheme.cases()) {
            var difference = difference(example.what());
            if (difference.isPresent()) failures.add(new Failure(example, difference.get()));
            else passed++;
        }
        return new Outcome(passed, failures);
    }

    private Optional<String> difference(What what) {
        try {
            return switch (what) {
                case What.Road road -> road(road);
                case What.Inspection inspection -> inspection(inspection);
                case What.Scored scored -> scored(scored);
                case What.Reached reached -> reached(reached);
                case What.Claim claim -> claimed(claim);
            };
        } catch (IllegalArgumentException e) {
            return Optional.of("算不出来：" + e.getMessage());
        }
    }

    private Optional<String> road(What.Road road) {
        var procedure = scheme.procedure(road.procedure()).orElseThrow();
        var stage = procedure.first();
        for (int i = 0; i < road.acts().size(); i++) {
            var act = road.acts().get(i);
            var next = stage.after(act);
            if (next.isEmpty()) {
                if (act == road.refused()
                        && i == road.acts().size() - 1
                        && stage.id().equals(road.stage())) {
                    return Optional.empty();
                }
                return Optional.of(
                        "第 " + (i + 1) + " 步“" + act.title() + "”在“" + stage.title() + "”（" + stage.id() + "）不能办");
            }
            stage = procedure.stage(next.get()).orElseThrow();
        }
        if (road.refused() != null) {
            return Optional.of("期望“" + road.refused().title() + "”被拒绝，实际办成了，到了 " + stage.id());
        }
        return stage.id().equals(road.stage())
                ? Optional.empty()
                : Optional.of("期望到 " + road.stage() + "，实际到了 " + stage.id());
    }

    private Optional<String> inspection(What.Inspection inspection) {
        var checklist = scheme.checklist(inspection.checklist()).orElseThrow();
        for (var answer : inspection.answers().keySet()) {
            var item = checklist.item(answer);
            if (item.isEmpty()) return Optional.of("清单里没有“" + answer + "”这一项");
            if (!item.get().answered()) return Optional.of("“" + answer + "”由事实得出，不用回答");
        }
        var assessment = Assessment.of(scheme, checklist, inspection.facts(), inspection.answers());
        var missing =
                assessment.open().stream().map(finding -> finding.item().id()).toList();
        if (assessment.passed() != inspection.passed() || !missing.equals(inspection.missing())) {
            return Optional.of("期望" + result(inspection.passed(), inspection.missing()) + "，实际"
                    + result(assessment.passed(), missing));
        }
        return Optional.empty();
    }

    private static String result(boolean passed, List<String> missing) {
        return (passed ? "通过" : "不通过") + (missing.isEmpty() ? "" : "，缺 " + String.join("、", missing));
    }

    private Optional<String> scored(What.Scored scored) {
        var sheet = scheme.score(scored.sheet()).orElseThrow();
        for (var answer : scored.answers().keySet()) {
            if (sheet.item(answer).isEmpty()) return Optional.of("评分表里没有“" + answer + "”这一项");
        }
        var score = Score.of(sheet, scored.facts(), scored.answers());
        if (!score.complete()) {
            var open = score.lines().stream()
                    .filter(line -> line.points() == null)
                    .map(line -> line.item().id())
                    .toList();
            return Optional.of("还没有分：" + String.join("、", open));
        }
        return score.points().compareTo(scored.points()) == 0
                ? Optional.empty()
                : Optional.of("期望 " + plain(scored.points()) + " 分，实际 " + plain(score.points()) + " 分");
    }

    private Optional<String> reached(What.Reached reached) {
        var targets = scheme.targetsOf(reached.indicator()).stream()
                .filter(target -> reached.region() == null
                        || target.where() instanceof Target.Where.Region(var code) && code.equals(reached.region()))
                .toList();
        if (targets.isEmpty()) return Optional.of("“" + reached.indicator() + "”没有这样的目标");
        boolean met = targets.stream().allMatch(target -> target.bound().holds(reached.value()));
        return met == reached.met()
                ? Optional.empty()
                : Optional.of("期望" + (reached.met() ? "达到" : "没达到") + "，实际" + (met ? "达到" : "没达到"));
    }

    private Optional<String> claimed(What.Claim example) {
        var facts = new HashMap<>(example.facts());
        facts.putAll(example.applicant());
        var region = example.applicant().get("applicant.region");
        var entitlement = Entitlement.of(
                scheme,
                new SubsidyClaim(
                        example.date(),
                        facts,
                        region instanceof String code ? code : null,
                        example.items().stream()
                                .map(line -> new SubsidyClaim.Line(line.rule(), line.facts()))
                                .toList(),
                        example.paidBefore().stream()
                                .map(one -> new SubsidyClaim.Earlier(
                                        one.rule(),
                                        one.item(),
                                        one.same(),
                                        one.date(),
                                        one.amount(),
                                        one.region() != null
                                                ? one.region()
                                                : region instanceof String code ? code : null,
                                        !one.other()))
                                .toList()));
        var denied = entitlement.firstDenied();
        if (example.refused() != null) {
            var expected = entitlement.denied().stream()
                    .filter(one -> one.rule().id().equals(example.refused()))
                    .findFirst();
            if (expected.isEmpty())
                return Optional.of("期望“" + example.refused() + "”不补，实际"
                        + denied.map(CaseRunner::denial).orElse("补 " + entitlement.total() + " 元"));
            return example.because() == null
                            || example.because().equals(expected.get().because())
                    ? Optional.empty()
                    : Optional.of("期望因为“" + example.because() + "”不补，实际" + denial(expected.get()));
        }
        if (denied.isPresent()) return Optional.of("期望补 " + example.total() + " 元，实际" + denial(denied.get()));
        if (example.total() != null && !entitlement.total().equals(example.total()))
            return Optional.of("期望补 " + example.total() + " 元，实际补 " + entitlement.total() + " 元");
        return example.paidBy().isEmpty() || entitlement.paidBy().equals(example.paidBy())
                ? Optional.empty()
                : Optional.of("期望" + shares(example.paidBy()) + "，实际" + shares(entitlement.paidBy()));
    }

    private static String denial(Entitlement.Line.Denied denied) {
        var missing = denied.missing().isEmpty() ? "" : "：" + String.join("、", new TreeSet<>(denied.missing()));
        return "“" + denied.rule().id() + "”不补（" + denied.because() + missing + "）";
    }

    private static String shares(Map<Level, Money> shares) {
        return String.join(
                "、",
                new TreeMap<>(shares)
                        .entrySet().stream()
                                .map(share -> share.getKey().code() + " " + share.getValue())
                                .toList());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
