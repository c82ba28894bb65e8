package org.nongyou.compliance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.GateAnswer.Finding;
import org.nongyou.compliance.GateAnswer.State;
import org.nongyou.kernel.Digits;
import org.nongyou.producer.Producer;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.BatchTest;
import org.nongyou.production.InputKind;
import org.nongyou.production.InputUse;
import org.nongyou.production.TestKind;
import org.nongyou.standard.InputName;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.Provenance;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.UseAnswer;
import org.nongyou.standard.UseAnswer.Verdict;
import org.nongyou.standard.WaitRule;
import org.nongyou.standard.Waiting;

/// The gate of certificates (开具关): one pure function that issuing, market entry and the inspector's view ask alike.
/// Every rule is answered, also after one has failed: a person wants to know all that is to be done.
public final class Gate {

    private Gate() {}

    public static GateAnswer judge(GateFacts facts) {
        var book = facts.book();
        var batch = facts.dossier().batch();
        var judged = new Judged(facts, IssueRules.known(book, batch.produce()));
        var findings = new ArrayList<Finding>();
        findings.add(judged.subject());
        findings.add(judged.record());
        findings.add(judged.inputs());
        findings.add(judged.waiting());
        findings.add(judged.tests());
        findings.add(judged.basis());
        findings.add(judged.coverage());
        findings.add(judged.quantity());
        // Stable: within one state the rules keep their order.
        findings.sort(Comparator.comparing(one -> one.state() != State.NOT_MET));
        return new GateAnswer(
                batch,
                facts.today(),
                findings,
                facts.rules().duty(book, facts.producer().kind(), batch.produce()),
                facts.rules()
                        .classOf(book, batch.produce())
                        .map(IssueRules.ProduceClass::title)
                        .orElse(""));
    }

    /// A use with what the rules say of it.
    /// @param last the last day of the use
    private record Used(
            InputUse use,
            LocalDate last,
            List<UseAnswer> answers,
            @Nullable Wait delay) {}

    /// How long to wait after a use.
    /// @param earliest first day of harvest; null where no number of days would do
    /// @param uncertain degree-days that only the water's temperature can tell
    private record Wait(String length, @Nullable LocalDate earliest, boolean uncertain, List<String> rows) {}

    private static final class Judged {
        private final GateFacts facts;
        private final BatchDossier dossier;
        private final Batch batch;
        private final Producer producer;
        private final RuleBook book;
        private final InputRules rules;
        private final String produce;
        private final boolean animal;
        private final List<Used> drugs;

        Judged(GateFacts facts, String produce) {
            this.facts = facts;
            this.dossier = facts.dossier();
            this.batch = dossier.batch();
            this.producer = facts.producer();
            this.book = facts.book();
            this.rules = new InputRules(book);
            this.produce = produce;
            this.animal = book.produce(produce).map(one -> one.animal()).orElse(false);
            this.drugs = dossier.uses().stream()
                    .filter(use -> use.kind().ruled().isPresent())
                    .map(this::used)
                    .toList();
        }

        private String clause(String key) {
            return book.clause(key).toString();
        }

        private static Finding met(GateRule rule, String fact, String cited, List<String> rows) {
            return new Finding(rule, State.MET, fact, "", "", null, cited, rows);
        }

        private static Finding skipped(GateRule rule, String fact, String cited) {
            return new Finding(rule, State.NOT_APPLICABLE, fact, "", "", null, cited, List.of());
        }

        private static Finding failed(GateRule rule, String fact, String why, String wayOut, String cited) {
            return new Finding(rule, State.NOT_MET, fact, why, wayOut, null, cited, List.of());
        }

        // --- 1 subject

        private Finding subject() {
            var cited = clause("certificate-duty");
            var name = producer.name();
            if (!producer.active())
                return failed(
                        GateRule.SUBJECT,
                        name + "已经注销" + (producer.closedReason() == null ? "" : "：" + producer.closedReason()),
                        name + "已经注销",
                        "还在生产的，找县农业农村局恢复登记。",
                        cited);
            if (facts.stopped() != null)
                return failed(
                        GateRule.SUBJECT,
                        "县农业农村局" + (facts.stoppedOn() == null ? "" : " " + facts.stoppedOn() + " 起") + "停了" + name
                                + "的开具：" + facts.stopped(),
                        name + "的开具被县农业农村局停了",
                        "按停开的原因整改，整改好了找县农业农村局恢复。",
                        cited);
            var duty = facts.rules().duties().getOrDefault(producer.kind(), Duty.NONE);
            if (duty == Duty.NONE)
                return failed(
                        GateRule.SUBJECT,
                        name + "登记的是" + producer.kind().title() + "，不生产也不收购",
                        producer.kind().title() + "不开合格证",
                        "真的生产或收购的，找县农业农村局改登记的类型。",
                        cited);
            return met(GateRule.SUBJECT, name + "，" + producer.kind().title() + "，正常", cited, List.of());
        }

        // --- 2 record

        private Finding record() {
            var cited = clause("record");
            if (dossier.records() == 0)
                return failed(GateRule.RECORD, batch.code() + "没有一条生产记录", "这批没有生产记录", "把这批从种下到采收的农事补记上。", cited);
            if (!dossier.missing().isEmpty())
                return failed(
                        GateRule.RECORD,
                        "缺 " + dossier.missing().size() + " 项：" + some(dossier.missing(), 4),
                        "生产记录缺 " + dossier.missing().size() + " 项",
                        "补上这些再开。",
                        cited);
            return met(
                    GateRule.RECORD,
                    batch.code() + "：" + dossier.records() + " 条，用药 " + drugs.size() + " 次，字段齐全",
                    cited,
                    List.of());
        }

        // --- 3 inputs

        private Used used(InputUse use) {
            var stopped = use.stoppedOn();
            var last = stopped != null && stopped.isAfter(use.on()) ? stopped : use.on();
            var answers = new ArrayList<UseAnswer>();
            var days = last.equals(use.on()) ? List.of(last) : List.of(use.on(), last);
            for (var day : days) {
                var own = rules.mayUse(use.name(), use.registration(), produce, day);
                answers.add(own);
                // A label that is known has judged its ingredients already.
                if (own.label() == null)
                    for (var substance : use.substances())
                        if (!substance.equals(use.name())) answers.add(rules.mayUse(substance, produce, day));
            }
            return new Used(use, last, answers, wait(use, last));
        }

        private Finding inputs() {
            var cited = animal ? clause("general") : clause("place");
            var banned = new LinkedHashMap<String, UseAnswer>();
            for (var one : drugs) {
                for (var answer : one.answers())
                    if (answer.verdict().forbids())
                        banned.putIfAbsent(
                                day(one.use().on()) + "用了" + one.use().name(), answer);
                if (one.use().kind() == InputKind.PESTICIDE)
                    for (var name : names(one.use()))
                        rules.bannedEverywhere(name, one.last())
                                .ifPresent(row -> banned.putIfAbsent(
                                        day(one.use().on()) + "用了" + one.use().name(),
                                        rules.mayUse(name, produce, one.last())));
            }
            if (!banned.isEmpty()) {
                var first = banned.entrySet().iterator().next();
                var clauses = first.getValue().clauses();
                var facts = banned.entrySet().stream()
                        .map(one -> one.getKey() + "。" + reason(one.getValue()))
                        .limit(3)
                        .toList();
                return new Finding(
                        GateRule.INPUTS,
                        State.NOT_MET,
                        String.join("；", facts),
                        first.getKey() + "，不准用在" + batch.produce() + "上",
                        "这批不能卖，也不能开。记录写错了，去更正那条记录并写明原因；真的用了，报给县农业农村局处理。",
                        null,
                        clauses.isEmpty() ? cited : clauses.getLast().toString(),
                        first.getValue().provenances().stream()
                                .map(Provenance::say)
                                .distinct()
                                .toList());
            }
            if (drugs.isEmpty()) return met(GateRule.INPUTS, "没有用药", cited, List.of());
            var known = new LinkedHashSet<String>();
            var unknown = new LinkedHashSet<String>();
            var rows = new LinkedHashSet<String>();
            for (var one : drugs) {
                boolean any = one.answers().stream().anyMatch(answer -> answer.verdict() != Verdict.UNKNOWN);
                (any ? known : unknown).add(one.use().name());
                for (var answer : one.answers()) for (var row : answer.provenances()) rows.add(row.say());
            }
            var fact = (known.isEmpty() ? "" : some(List.copyOf(known), 5) + "，都没有禁用")
                    + (unknown.isEmpty()
                            ? ""
                            : (known.isEmpty() ? "" : "；") + "数据里没有" + some(List.copyOf(unknown), 5) + "，按标签登记的作物和用法用");
            return met(GateRule.INPUTS, fact, cited, List.copyOf(rows));
        }

        private static String reason(UseAnswer answer) {
            var said = answer.say();
            return said.endsWith("。") ? said.substring(0, said.length() - 1) : said;
        }

        private static Set<String> names(InputUse use) {
            var names = new LinkedHashSet<String>();
            names.add(use.name());
            names.addAll(use.substances());
            return names;
        }

        // --- 4 waiting

        private @Nullable Wait wait(InputUse use, LocalDate last) {
            Wait longest = null;
            var label = use.registration() == null
                    ? Optional.<Waiting>empty()
                    : Optional.ofNullable(rules.mayUse(use.name(), use.registration(), produce, last)
                            .waiting());
            if (label.isPresent() && label.get().product() != null) return wait(label.get(), last);
            for (var name : names(use)) {
                var one = rules.interval(name, produce, use.registration(), last)
                        .map(waiting -> wait(waiting, last))
                        .orElse(null);
                if (one != null && (longest == null || later(one.earliest(), longest.earliest()))) longest = one;
            }
            return longest;
        }

        private Wait wait(Waiting waiting, LocalDate last) {
            var product = waiting.product();
            var taken = waiting.taken();
            if (product != null)
                return of(
                        product.rule(),
                        product.intervalDays(),
                        last,
                        List.of(product.name() + "（" + product.registration() + "）的标签"));
            if (taken == null) throw new IllegalStateException("neither label nor row");
            return of(
                    taken.rule(),
                    taken.longest() == null ? 0 : taken.longest(),
                    last,
                    List.of(taken.provenance().say()));
        }

        private Wait of(WaitRule rule, int length, LocalDate last, List<String> rows) {
            return switch (rule) {
                case DAYS, EGGS, MILK -> new Wait(length + " 天", last.plusDays(length), false, rows);
                case NOT_WHILE_LAYING -> new Wait("产蛋期禁用", null, false, rows);
                case DEGREE_DAYS -> {
                    int days = BigDecimal.valueOf(length)
                            .divide(facts.rules().warmest(), 0, RoundingMode.CEILING)
                            .intValue();
                    yield new Wait(
                            length + " 度日（水温 " + Digits.grouped(facts.rules().warmest()) + " ℃ 也要 " + days + " 天）",
                            last.plusDays(days),
                            true,
                            rows);
                }
            };
        }

        private static boolean later(@Nullable LocalDate one, @Nullable LocalDate other) {
            if (one == null || other == null) return one == null && other != null;
            return one.isAfter(other);
        }

        private Finding waiting() {
            var cited = animal ? clause("withdrawal") : clause("interval");
            Used worst = null;
            var uncertain = new LinkedHashSet<String>();
            for (var one : drugs) {
                var wait = one.delay();
                if (wait == null) continue;
                if (wait.uncertain()) uncertain.add(one.use().name());
                if (worst == null
                        || later(
                                wait.earliest(),
                                Objects.requireNonNull(worst.delay()).earliest())) worst = one;
            }
            if (drugs.isEmpty()) return met(GateRule.WAITING, "没有用药，不用等", cited, List.of());
            if (worst == null)
                return met(GateRule.WAITING, "数据里没有这些药在" + batch.produce() + "上的间隔期，按标签等够", cited, List.of());
            var wait = Objects.requireNonNull(worst.delay());
            var name = worst.use().name();
            var earliest = wait.earliest();
            var word = animal ? "休药期" : "安全间隔期";
            var harvested = batch.harvestedOn();
            var act = animal ? "出栏、上市" : "采收";
            if (earliest == null)
                return new Finding(
                        GateRule.WAITING,
                        State.NOT_MET,
                        name + "：" + day(worst.last()) + "用了，产蛋期禁用，没有等几天就可以的说法",
                        name + "产蛋期禁用",
                        "这批不能卖。记录写错了，去更正那条记录并写明原因；真的用了，登记处理去向。",
                        null,
                        cited,
                        wait.rows());
            if (harvested.isBefore(earliest)) {
                long early = earliest.toEpochDay() - harvested.toEpochDay();
                return new Finding(
                        GateRule.WAITING,
                        State.NOT_MET,
                        name + "：" + day(worst.last()) + "用在" + batch.produce() + "上，间隔 " + wait.length() + "，"
                                + day(earliest) + "起可以" + act + "；登记的" + act + "日是 " + day(harvested) + "，早了 "
                                + early + " 天",
                        batch.produce() + "的" + word + "没过，最早 " + day(earliest) + act,
                        act + "日写错了就更正采收记录；真的采了，这批不能卖，登记处理去向。",
                        earliest,
                        cited,
                        wait.rows());
            }
            return met(
                    GateRule.WAITING,
                    name + "：" + day(worst.last()) + "最后一次，间隔 " + wait.length() + "，" + day(earliest) + "起可以"
                            + act + "；" + day(harvested) + act
                            + (uncertain.isEmpty() ? "" : "。" + some(List.copyOf(uncertain), 3) + "按度日算，每天水温相加要够数"),
                    cited,
                    wait.rows());
        }

        // --- 5 tests

        private List<BatchTest> done() {
            return dossier.tests().stream()
                    .filter(test -> !test.on().isAfter(facts.today()))
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

        private Finding tests() {
            var cited = clause("unsaleable");
            var tests = done();
            var open = tests.stream()
                    .filter(test -> !test.passed() && !settled(test, tests))
                    .toList();
            if (!open.isEmpty()) {
                var first = open.getFirst();
                boolean rapid = tests.stream()
                        .anyMatch(test -> test.retestOf() != null
                                && test.retestOf() == first.id()
                                && test.kind() == TestKind.RAPID);
                return failed(
                        GateRule.TESTS,
                        open.stream()
                                .limit(3)
                                .map(test -> day(test.on()) + test.kind().title() + "不合格"
                                        + (test.retestOf() == null ? "" : "（复检）"))
                                .reduce((one, other) -> one + "；" + other)
                                .orElseThrow(),
                        day(first.on()) + "的" + first.kind().title() + "不合格，没有复检合格",
                        first.retestOf() != null
                                ? "复检还是不合格，这批不能卖，登记处理去向。"
                                : (rapid ? "复检不能用快检。" : "") + "不服的送检测机构复检（不能用快检），合格了再开；不复检，这批不能卖。",
                        first.kind() == TestKind.RAPID ? clause("retest") : cited);
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

        // --- 6 basis

        private static boolean backs(Basis basis, BatchTest test) {
            return test.passed()
                    && switch (basis) {
                        case CONTROL -> false;
                        case SELF_TEST -> test.kind() != TestKind.COMMISSIONED;
                        case COMMISSIONED_TEST -> test.kind() == TestKind.COMMISSIONED;
                    };
        }

        private Finding basis() {
            var cited = clause("certificate-elements");
            var bases = facts.bases();
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
                                    new TreeSet<>(bases)
                                            .stream().map(Basis::title).toList()),
                    cited,
                    List.of());
        }

        // --- 7 coverage

        private String known(InputKind kind, String name) {
            return kind.ruled()
                    .flatMap(one -> book.input(one, name))
                    .map(InputName::name)
                    .orElse(name.strip());
        }

        private Finding coverage() {
            var cited = clause("certificate-coverage");
            var bases = facts.bases();
            if (bases == null || bases.stream().noneMatch(one -> one != Basis.CONTROL))
                return skipped(GateRule.COVERAGE, bases == null ? "还没选检测作依据，暂不查" : "没选检测作依据，不查", cited);
            if (drugs.isEmpty()) return met(GateRule.COVERAGE, "没有用药，检什么都盖得住", cited, List.of());
            var last = new LinkedHashMap<String, LocalDate>();
            for (var one : drugs)
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
                var of =
                        counted.stream().filter(test -> tested(test, substance)).toList();
                if (of.isEmpty()) missing.add(substance);
                else if (of.stream().allMatch(test -> test.on().isBefore(day))) before.add(substance);
            });
            if (missing.isEmpty() && before.isEmpty())
                return met(
                        GateRule.COVERAGE, "用过的" + some(List.copyOf(last.keySet()), 5) + "，都在检测项目里", cited, List.of());
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

        // --- 8 quantity

        private Finding quantity() {
            var cited = clause("certificate-elements");
            var left = batch.remainingKg();
            var asked = facts.kg();
            if (batch.closed()) return failed(GateRule.QUANTITY, batch.code() + "已经关了", "这批已经关了，不再开具", "选别的批次。", cited);
            if (left.signum() <= 0)
                return failed(
                        GateRule.QUANTITY,
                        "采收 " + Digits.grouped(batch.quantityKg()) + " 公斤，都开过了",
                        "这批已经开完",
                        "选别的批次；开错了的，先把那张作废。",
                        cited);
            if (asked != null && asked.signum() <= 0)
                return failed(GateRule.QUANTITY, "没写开多少", "没写开多少公斤", "写大于 0 的数。", cited);
            if (asked != null && asked.compareTo(left) > 0)
                return failed(
                        GateRule.QUANTITY,
                        "要开 " + Digits.grouped(asked) + " 公斤，只剩 " + Digits.grouped(left) + " 公斤",
                        "要开 " + Digits.grouped(asked) + " 公斤，只剩 " + Digits.grouped(left) + " 公斤",
                        "少开一些，最多 " + Digits.grouped(left) + " 公斤。",
                        cited);
            var plausible = dossier.plausibleKg();
            if (plausible != null && batch.quantityKg().compareTo(plausible) > 0) {
                var most = Digits.grouped(plausible.round(new MathContext(4)));
                return failed(
                        GateRule.QUANTITY,
                        "采收记的是 " + Digits.grouped(batch.quantityKg()) + " 公斤，这块地一季最多收 " + most + " 公斤左右",
                        "采收数量超过这块地收得到的",
                        "数写错了就更正采收记录；真有这么多，找县农业农村局核对面积和产量。",
                        cited);
            }
            return met(
                    GateRule.QUANTITY,
                    "采收 " + Digits.grouped(batch.quantityKg()) + " 公斤，还剩 " + Digits.grouped(left) + " 公斤",
                    cited,
                    List.of());
        }

        // --- words

        /// 6月20日; with its year where it is another than today's.
        private String day(LocalDate day) {
            return (day.getYear() == facts.today().getYear() ? "" : day.getYear() + "年") + day.getMonthValue() + "月"
                    + day.getDayOfMonth() + "日";
        }

        private static String some(List<String> all, int most) {
            return all.size() <= most
                    ? String.join("、", all)
                    : String.join("、", all.subList(0, most)) + "等 " + all.size() + " 项";
        }
    }
}
