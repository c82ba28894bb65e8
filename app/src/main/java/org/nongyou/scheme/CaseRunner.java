package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nongyou.scheme.SchemeCase.What;

/// Runs a scheme's worked examples.
final class CaseRunner {

    /// @param failures a sentence for each example that came out otherwise
    /// @param notRun   ids of the examples for which there is no evaluator yet: claims
    record Outcome(int passed, List<Failure> failures, List<String> notRun) {}

    record Failure(SchemeCase example, String message) {}

    private final Scheme scheme;

    CaseRunner(Scheme scheme) {
        this.scheme = scheme;
    }

    Outcome run() {
        int passed = 0;
        var failures = new ArrayList<Failure>();
        var notRun = new ArrayList<String>();
        for (var example : scheme.cases()) {
            if (example.what() instanceof What.Claim) {
                notRun.add(example.id());
                continue;
            }
            var difference = difference(example.what());
            if (difference.isPresent()) failures.add(new Failure(example, difference.get()));
            else passed++;
        }
        return new Outcome(passed, failures, notRun);
    }

    private Optional<String> difference(What what) {
        try {
            return switch (what) {
                case What.Road road -> road(road);
                case What.Inspection inspection -> inspection(inspection);
                case What.Scored scored -> scored(scored);
                case What.Reached reached -> reached(reached);
                case What.Claim _ -> Optional.empty();
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

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
