package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.production.tables.records.ActInputsRecord;
import nongyoudb.production.tables.records.ActsRecord;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.standard.Clause;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.UseAnswer.Verdict;
import org.nongyou.standard.WaitRule;
import org.nongyou.standard.Waiting;
import org.nongyou.web.Ui;

/// Judges uses and harvests of one produce by the rules of a day. Pure: what it needs is given.
final class InputJudge {

    private final RuleBook book;
    private final InputRules rules;
    private final String produce;
    private final BigDecimal warmest;

    /// @param warmest water temperature, ℃, that days of degree-days are told by
    InputJudge(RuleBook book, String produce, BigDecimal warmest) {
        this.book = book;
        this.rules = new InputRules(book);
        this.produce = known(book, produce);
        this.warmest = warmest;
    }

    /// As the classification calls it: 设施番茄 is 番茄.
    static String known(RuleBook book, String produce) {
        if (book.produce(produce).isPresent()) return produce;
        return book.rows().produce().stream()
                .map(one -> one.name())
                .filter(name -> name.length() > 1 && produce.contains(name))
                .max(Comparator.comparingInt(String::length))
                .orElse(produce);
    }

    boolean animal() {
        return book.produce(produce).map(one -> one.animal()).orElse(false);
    }

    /// Active substances of an input: by its registration, else by its name; a name that is not known stands for
    /// itself.
    static List<String> substances(RuleBook book, InputKind kind, String name, @Nullable String registration) {
        var known = kind.ruled()
                .map(one -> new InputRules(book).substancesOf(one, name, registration))
                .orElse(List.of());
        return known.isEmpty() ? List.of(name.strip()) : known;
    }

    /// What is wrong with a use, and what must be told.
    record Judged(List<Refusal> refusals, List<String> warnings) {}

    /// A registered product's label binds: its crops, its dose, its uses. General tables only warn of uses.
    /// @param before uses of it on the same plots in this season, without this one
    /// @param areaMu of the plots together
    Judged use(UsedInput used, List<String> substances, LocalDate on, long before, BigDecimal areaMu) {
        var kind = used.kind().ruled();
        if (kind.isEmpty()) return new Judged(List.of(), List.of());
        var known = book.produce(produce).orElse(null);
        if (known == null || known.inputs() != kind.get()) return elsewhere(used, substances, on, known == null);
        var name = book.input(kind.get(), used.name()).isPresent() || substances.isEmpty()
                ? used.name()
                : substances.getFirst();
        var answer = rules.mayUse(name, used.registration(), produce, on);
        var forbidden = substances.stream()
                .map(one -> rules.mayUse(one, produce, on))
                .filter(one -> one.verdict().forbids())
                .findFirst()
                .or(() -> Optional.of(answer).filter(one -> one.verdict().forbids()));
        if (forbidden.isPresent()) {
            var refused = forbidden.get();
            return new Judged(
                    List.of(Refusal.of("production.banned", refused.say()).citing(cited(refused.clauses()))),
                    List.of());
        }
        var refusals = new ArrayList<Refusal>();
        var warnings = new ArrayList<String>();
        if (!answer.warning().isEmpty()) warnings.add(answer.warning());
        if (answer.verdict() != Verdict.LIMITED) warnings.add(answer.say());
        boolean label = answer.label() != null && answer.label().forCrop();
        answer.mostUses().filter(most -> before + 1 > most).ifPresent(most -> {
            if (label)
                refusals.add(Refusal.of("production.too-often", used.name(), most, before + 1)
                        .citing(clause("place")));
            else warnings.add("这一茬第 " + (before + 1) + " 次用" + used.name() + "，常见的规定每季最多 " + most + " 次，看标签。");
        });
        if (answer.label() != null)
            answer.label()
                    .dose()
                    .filter(dose ->
                            dose.above(used.amount(), used.unit(), areaMu).orElse(false))
                    .ifPresent(dose -> refusals.add(Refusal.of(
                                    "production.above-dose",
                                    used.name(),
                                    dose,
                                    Ui.mu(areaMu),
                                    Ui.number(dose.most().multiply(areaMu)) + " " + dose.unit())
                            .citing(clause("place"))));
        return new Judged(refusals, warnings);
    }

    /// Of a produce that the rules do not have, or a pesticide where animals are: only what is banned everywhere.
    private Judged elsewhere(UsedInput used, List<String> substances, LocalDate on, boolean unknown) {
        if (used.kind() == InputKind.PESTICIDE)
            for (var name : substances) {
                var ban = rules.bannedEverywhere(name, on).orElse(null);
                if (ban != null)
                    return new Judged(
                            List.of(Refusal.of(
                                            "production.banned",
                                            name + " " + ban.since() + "禁用（" + ban.scope() + "），"
                                                    + ban.provenance().document() + "。")
                                    .citing(clause("ban"))),
                            List.of());
            }
        return new Judged(List.of(), unknown ? List.of("规则里没有“" + produce + "”，能不能用、间隔期多久都看标签。") : List.of());
    }

    /// By the label of its registration; else the strictest of what is told of its name and of its substances.
    private Optional<Waiting> waiting(Iterable<String> names, @Nullable String registration, LocalDate on) {
        if (registration != null) {
            var label = rules.label(registration, produce, on).orElse(null);
            var line = label == null || label.expired() ? null : label.line();
            if (line != null) return Optional.of(new Waiting(line, null, List.of(), 0, false, false, List.of()));
        }
        Waiting strictest = null;
        for (var name : names) {
            var one = rules.interval(name, produce, null, on).orElse(null);
            if (one == null) continue;
            if (strictest == null || length(one) > length(strictest)) strictest = one;
        }
        return Optional.ofNullable(strictest);
    }

    private int length(Waiting one) {
        if (one.notWhileLaying()) return Integer.MAX_VALUE;
        return one.days().orElseGet(() -> degreeDays(one).orElse(0));
    }

    /// Days that degree-days take in the warmest water.
    private Optional<Integer> degreeDays(Waiting one) {
        var product = one.product();
        var taken = one.taken();
        Integer degrees = product != null
                ? product.rule() == WaitRule.DEGREE_DAYS ? (Integer) product.intervalDays() : null
                : taken != null && taken.rule() == WaitRule.DEGREE_DAYS ? taken.longest() : null;
        return degrees == null
                ? Optional.empty()
                : Optional.of((int) Math.ceil(degrees / Math.max(1, warmest.doubleValue())));
    }

    private static String printed(Waiting one) {
        var taken = one.taken();
        return one.product() != null ? one.product().length() : taken == null ? "" : taken.length();
    }

    /// What still runs after uses of these acts; the latest day first.
    /// @param labels days on the labels of the purchases, where they were typed
    List<HarvestWait> waits(List<ActsRecord> acts, Map<Long, List<ActInputsRecord>> inputs, Map<Long, Integer> labels) {
        var waits = new ArrayList<HarvestWait>();
        for (var act : acts)
            for (var line : inputs.getOrDefault(act.getId(), List.of()))
                wait(
                                act.getId(),
                                act.getDoneOn(),
                                List.of(act.getPlotNames()),
                                FarmStore.used(line),
                                List.of(line.getSubstances()),
                                line.getPurchaseId() == null ? null : labels.get(line.getPurchaseId()))
                        .ifPresent(waits::add);
        waits.sort(Comparator.comparing(HarvestWait::earliest, Comparator.nullsLast(Comparator.naturalOrder()))
                .reversed());
        return waits;
    }

    Optional<HarvestWait> wait(
            long act,
            LocalDate on,
            List<String> plots,
            UsedInput used,
            List<String> substances,
            @Nullable Integer labelDays) {
        if (used.kind().ruled().isEmpty()) return Optional.empty();
        var names = new LinkedHashSet<String>();
        names.add(used.name());
        names.addAll(substances);
        var last = used.last(on);
        var waiting = waiting(names, used.registration(), last).orElse(null);
        if (waiting != null && waiting.notWhileLaying())
            return Optional.of(
                    new HarvestWait(act, used.name(), last, plots, printed(waiting), null, clause("withdrawal")));
        var degrees = waiting == null ? null : degreeDays(waiting).orElse(null);
        if (waiting != null && degrees != null)
            return Optional.of(new HarvestWait(
                    act,
                    used.name(),
                    last,
                    plots,
                    printed(waiting) + "（水温 " + Ui.number(warmest) + " ℃ 也要 " + degrees + " 天）",
                    last.plusDays(degrees),
                    clause("withdrawal")));
        int days = Math.max(waiting == null ? 0 : waiting.days().orElse(0), labelDays == null ? 0 : labelDays);
        if (days == 0) return Optional.empty();
        return Optional.of(new HarvestWait(
                act,
                used.name(),
                last,
                plots,
                days + " 天",
                last.plusDays(days),
                clause(used.kind() == InputKind.VETERINARY ? "withdrawal" : "interval")));
    }

    private String clause(String key) {
        return book.clause(key).toString();
    }

    private static String cited(List<Clause> clauses) {
        return clauses.isEmpty() ? "" : clauses.getLast().toString();
    }

    /// How often each substance was used, for the most uses of a season.
    static Map<String, Long> counts(List<ActsRecord> acts, Map<Long, List<ActInputsRecord>> inputs) {
        var counts = new HashMap<String, Long>();
        for (var act : acts) {
            var here = new LinkedHashSet<String>();
            for (var line : inputs.getOrDefault(act.getId(), List.of())) here.addAll(List.of(line.getSubstances()));
            for (var substance : here) counts.merge(substance, 1L, Long::sum);
        }
        return counts;
    }
}
