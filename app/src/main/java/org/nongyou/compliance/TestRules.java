package org.nongyou.compliance;

import static org.nongyou.compliance.GateCase.failed;
import static org.nongyou.compliance.GateCase.met;
import static org.nongyou.compliance.GateCase.skipped;
import static org.nongyou.compliance.GateCase.some;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.nongyou.compliance.GateAnswer.Finding;
import org.nongyou.production.BatchTest;
import org.nongyou.production.InputKind;
import org.nongyou.production.TestKind;
import org.nongyou.standard.InputName;

/// Rules of the gate on tests: none failed, those that are chosen as a basis are there, and they cover what was used.
record TestRules(GateCase gate) {

    private List<BatchTest> done() {
        return gate.dossier.tests().stream()
                .filter(test -> !test.on().isAfter(gate.facts.today()))
                .toList();
    }

    /// A failed test is settled by a passed re-test of the same items that is no rapid one. A re-test that fails is
    /// final.
    private static boolean settled(BatchTest failed, List<BatchTest> tests) {
        return failed.retestOf() == null
                && tests.stream()
                        .anyMatch(test -> test.retestOf() != null
                                && test.retestOf() == failed.id()
                                && test.passed()
                                && test.kind() != TestKind.RAPID
                                && !test.on().isBefore(failed.on())
                                && test.substances().containsAll(failed.substances()));
    }

    Finding tests() {
        var cited = gate.clause("unsaleable");
        var tests = done();
        var open = tests.stream()
                .filter(test -> !test.passed() && !settled(test, tests))
                .toList();
        if (!open.isEmpty()) {
            var first = open.getFirst();
            boolean rapid = tests.stream()
                    .anyMatch(test ->
                            test.retestOf() != null && test.retestOf() == first.id() && test.kind() == TestKind.RAPID);
            return failed(
                    GateRule.TESTS,
                    open.stream()
                            .limit(3)
                            .map(test -> gate.day(test.on()) + test.kind().title() + "不合格"
                                    + (test.retestOf() == null ? "" : "（复检）"))
                            .reduce((one, other) -> one + "；" + other)
                            .orElseThrow(),
                    gate.day(first.on()) + "的" + first.kind().title() + "不合格，没有复检合格",
                    first.retestOf() != null
                            ? "复检还是不合格，这批不能卖，登记处理去向。"
                            : (rapid ? "复检不能用快检。" : "") + "不服的送检测机构复检（不能用快检），合格了再开；不复检，这批不能卖。",
                    first.kind() == TestKind.RAPID ? gate.clause("retest") : cited);
        }
        var passed = tests.stream().filter(BatchTest::passed).toList();
        return met(
                GateRule.TESTS,
                tests.isEmpty()
                        ? "本批次没有检测，也没有不合格"
                        : "检测 " + tests.size() + " 次" + (passed.size() == tests.size() ? "，都合格" : "，不合格的复检都合格"),
                cited,
                List.of());
    }

    private static boolean backs(Basis basis, BatchTest test) {
        return test.passed()
                && switch (basis) {
                    case CONTROL -> false;
                    case SELF_TEST -> test.kind() != TestKind.COMMISSIONED;
                    case COMMISSIONED_TEST -> test.kind() == TestKind.COMMISSIONED;
                };
    }

    Finding basis() {
        var cited = gate.clause("certificate-elements");
        var bases = gate.facts.bases();
        if (bases == null) return skipped(GateRule.BASIS, "开具时再选", cited);
        if (bases.isEmpty()) return failed(GateRule.BASIS, "一种也没选", "还没选承诺依据", "选一种，或者几种。", cited);
        for (var basis : new TreeSet<>(bases)) {
            if (basis == Basis.CONTROL || done().stream().anyMatch(test -> backs(basis, test))) continue;
            return failed(
                    GateRule.BASIS,
                    "选了" + basis.title() + "，这批没有合格的" + (basis == Basis.SELF_TEST ? "自行检测或快检" : "委托检测"),
                    "选了" + basis.title() + "，这批却没有这样的检测",
                    "登记这批的检测结果，或者不选这一种。",
                    cited);
        }
        return met(
                GateRule.BASIS,
                "已选："
                        + String.join(
                                "、",
                                new TreeSet<>(bases).stream().map(Basis::title).toList()),
                cited,
                List.of());
    }

    private String known(InputKind kind, String name) {
        return kind.ruled()
                .flatMap(one -> gate.book.input(one, name))
                .map(InputName::name)
                .orElse(name.strip());
    }

    Finding coverage() {
        var cited = gate.clause("certificate-coverage");
        var bases = gate.facts.bases();
        if (bases == null || bases.stream().noneMatch(one -> one != Basis.CONTROL))
            return skipped(GateRule.COVERAGE, bases == null ? "还没选检测作依据，暂不查" : "没选检测作依据，不查", cited);
        if (gate.drugs.isEmpty()) return met(GateRule.COVERAGE, "没有用药，检什么都盖得住", cited, List.of());
        var last = new LinkedHashMap<String, LocalDate>();
        for (var one : gate.drugs)
            for (var substance : one.use().substances().isEmpty()
                    ? List.of(one.use().name())
                    : one.use().substances())
                last.merge(known(one.use().kind(), substance), one.last(), (a, b) -> a.isAfter(b) ? a : b);
        var counted = done().stream()
                .filter(test -> bases.stream().anyMatch(basis -> backs(basis, test)))
                .toList();
        var missing = new ArrayList<String>();
        var before = new ArrayList<String>();
        last.forEach((substance, day) -> {
            var of = counted.stream().filter(test -> tested(test, substance)).toList();
            if (of.isEmpty()) missing.add(substance);
            else if (of.stream().allMatch(test -> test.on().isBefore(day))) before.add(substance);
        });
        if (missing.isEmpty() && before.isEmpty())
            return met(GateRule.COVERAGE, "用过的" + some(List.copyOf(last.keySet()), 5) + "，都在检测项目里", cited, List.of());
        var all = new ArrayList<>(missing);
        all.addAll(before);
        return failed(
                GateRule.COVERAGE,
                (missing.isEmpty() ? "" : "用过" + some(missing, 5) + "，检测项目里没有")
                        + (missing.isEmpty() || before.isEmpty() ? "" : "；")
                        + (before.isEmpty() ? "" : some(before, 5) + "是检测以后又用的"),
                "用过的" + some(all, 3) + "没有检",
                "补检" + some(all, 5) + "，或者不选检测作依据。",
                cited);
    }

    private boolean tested(BatchTest test, String substance) {
        return test.substances().stream()
                .anyMatch(one -> known(InputKind.PESTICIDE, one).equals(substance)
                        || known(InputKind.VETERINARY, one).equals(substance));
    }
}
