package org.nongyou.scheme;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;

/// What a rule of a scheme would give on facts that somebody made up (试算). Nothing is kept.
/// @param rule     path of the rule
/// @param fields   what it has to be told, in the order of their names
/// @param unread   names of the fields whose text could not be read
/// @param answer   the outcome in one sentence, or null while nothing was told
/// @param good     whether the outcome is the favourable one
/// @param findings how it came about
public record Trial(
        String rule,
        String title,
        List<String> clauses,
        List<Field> fields,
        Set<String> unread,
        @Nullable String answer,
        boolean good,
        List<Finding> findings) {

    /// @param fact whether it is a fact; otherwise an inspector's or scorer's answer
    /// @param name of the fact, or the item's id
    public record Field(boolean fact, String name, String title, String type, String unit, List<String> choices) {}

    /// @param result such as 符合 or 20 分
    /// @param tone   of the mark on screens: `ok`, `bad`, `warn`, `idle`
    public record Finding(String what, List<String> clauses, String result, String tone) {}

    /// A rule that can be tried.
    /// @param group such as 清单
    public record Choice(String rule, String title, String group) {}

    public Trial {
        clauses = List.copyOf(clauses);
        fields = List.copyOf(fields);
        unread = Set.copyOf(unread);
        findings = List.copyOf(findings);
    }

    public static List<Choice> choices(Scheme scheme) {
        var choices = new ArrayList<Choice>();
        for (var one : scheme.subsidies()) choices.add(new Choice(one.path(), one.title(), "补助"));
        for (var one : scheme.checklists()) choices.add(new Choice(one.path(), one.title(), "清单"));
        for (var one : scheme.scores()) choices.add(new Choice(one.path(), one.title(), "评分表"));
        for (var one : scheme.kinds()) {
            if (!conditions(one).isEmpty()) choices.add(new Choice(one.path(), one.title(), "类别、列入和退出条件"));
        }
        return choices;
    }

    /// @param today the day as of which it is judged, unless a fact says otherwise
    /// @param told  by field: `fact:` and the name, or `answer:` and the item's id
    /// @return empty when the scheme has no such rule
    public static Optional<Trial> of(
            Scheme scheme, String rule, FactCatalogue catalogue, LocalDate today, Map<String, String> told) {
        return new Judge(scheme, catalogue, today, told).judge(rule);
    }

    private record Condition(String what, List<String> clauses, Expression when, boolean wanted) {}

    private static List<Condition> conditions(Kind kind) {
        var all = new ArrayList<Condition>();
        for (var one : kind.classes()) {
            if (one.when() != null) all.add(new Condition("属于“" + one.title() + "”", one.clauses(), one.when(), true));
        }
        for (var one : kind.require())
            all.add(new Condition("列入条件：" + one.otherwise(), kind.clauses(), one.that(), true));
        for (var one : kind.exits())
            all.add(new Condition("提请" + one.effect().title() + "：" + one.title(), one.clauses(), one.when(), false));
        return all;
    }

    private static final class Judge {

        private final Scheme scheme;
        private final FactCatalogue catalogue;
        private final LocalDate today;
        private final Map<String, String> told;
        private final Set<String> unread = new TreeSet<>();

        Judge(Scheme scheme, FactCatalogue catalogue, LocalDate today, Map<String, String> told) {
            this.scheme = scheme;
            this.catalogue = catalogue;
            this.today = today;
            this.told = told;
        }

        Optional<Trial> judge(String rule) {
            for (var one : scheme.checklists()) if (one.path().equals(rule)) return Optional.of(checklist(one));
            for (var one : scheme.scores()) if (one.path().equals(rule)) return Optional.of(sheet(one));
            for (var one : scheme.subsidies()) if (one.path().equals(rule)) return Optional.of(subsidy(one));
            for (var one : scheme.kinds()) if (one.path().equals(rule)) return Optional.of(kind(one));
            return Optional.empty();
        }

        private Trial checklist(Checklist list) {
            var fields = fields(Assessment.factsOf(scheme, list));
            for (var item : list.items()) {
                if (item.answered()) fields.add(new Field(false, item.id(), item.title(), "bool", "", List.of()));
            }
            var facts = facts(fields);
            var answers = new HashMap<String, Boolean>();
            for (var field : fields) {
                if (field.fact()) continue;
                var text = told.getOrDefault("answer:" + field.name(), "");
                if (!text.isEmpty()) answers.put(field.name(), text.equals("true"));
            }
            if (silent()) return trial(list, fields, null, false, List.of());
            var assessment = Assessment.of(scheme, list, facts, answers);
            var findings = assessment.findings().stream()
                    .map(one -> new Finding(
                            one.item().title() + (one.item().compulsory() ? "" : "（不是必备）"),
                            one.item().clauses(),
                            one.result().title() + missing(one.missing()),
                            switch (one.result()) {
                                case MET -> "ok";
                                case UNMET -> one.item().compulsory() ? "bad" : "idle";
                                case UNKNOWN -> "warn";
                                case NOT_APPLICABLE -> "idle";
                            }))
                    .toList();
            long wanting = assessment.open().size();
            return trial(
                    list,
                    fields,
                    assessment.passed() ? "通过。" : "不通过：还有 " + wanting + " 个必备项没有做到或者没有填。",
                    assessment.passed(),
                    findings);
        }

        private Trial sheet(ScoreSheet sheet) {
            var fields = fields(Score.factsOf(sheet));
            for (var item : sheet.items()) {
                switch (item.rule()) {
                    case ScoreSheet.Rule.Judge _ ->
                        fields.add(new Field(
                                false, item.id(), item.title(), "decimal", "分，满分 " + plain(item.points()), List.of()));
                    case ScoreSheet.Rule.Asked _ ->
                        fields.add(new Field(false, item.id(), item.title(), "bool", "", List.of()));
                    case ScoreSheet.Rule.If _,
                            ScoreSheet.Rule.Ratio _,
                            ScoreSheet.Rule.Deduct _,
                            ScoreSheet.Rule.Pieces _,
                            ScoreSheet.Rule.Bands _ -> {}
                }
            }
            var facts = facts(fields);
            var answers = new HashMap<String, BigDecimal>();
            for (var item : sheet.items()) {
                var text = told.getOrDefault("answer:" + item.id(), "").strip();
                if (text.isEmpty()) continue;
                var points =
                        text.equals("true") ? BigDecimal.ONE : text.equals("false") ? BigDecimal.ZERO : points(text);
                if (points == null
                        || points.signum() < 0
                        || points.compareTo(item.points().max(BigDecimal.ONE)) > 0) unread.add("answer:" + item.id());
                else answers.put(item.id(), points);
            }
            if (silent()) return trial(sheet, fields, null, false, List.of());
            var score = Score.of(sheet, facts, answers);
            var findings = score.lines().stream()
                    .map(line -> new Finding(
                            line.item().title(),
                            line.item().clauses(),
                            (line.points() == null ? "还没有分" : plain(line.points()) + " 分") + "，满分 "
                                    + plain(line.item().points()),
                            line.points() == null ? "warn" : line.points().signum() > 0 ? "ok" : "bad"))
                    .toList();
            return trial(
                    sheet,
                    fields,
                    (score.complete() ? "得 " : "已有 ") + plain(score.points()) + " 分，满分 " + plain(sheet.total()) + " 分"
                            + (score.complete() ? "。" : "，还有没打分的项。"),
                    score.complete() && score.passed(),
                    findings);
        }

        private Trial subsidy(Subsidy rule) {
            var names = new TreeSet<>(Entitlement.factsOf(scheme, rule));
            names.remove("claim.year");
            names.add("claim.date");
            if (rule.area() != null && !rule.item().equals("claim")) names.add(rule.item() + ".region");
            if (!rule.item().equals("claim")) names.remove(rule.item() + ".id");
            var fields = fields(names);
            var facts = facts(fields);
            if (silent()) return trial(rule, fields, null, false, List.of());
            var date = facts.get("claim.date") instanceof LocalDate day ? day : today;
            var line = new HashMap<String, Object>();
            var whole = new HashMap<String, Object>();
            facts.forEach((name, value) ->
                    (name.startsWith(rule.item() + ".") && !name.startsWith("claim.") ? line : whole).put(name, value));
            if (!rule.item().equals("claim")) line.put(rule.item() + ".id", "1");
            var region = line.get(rule.item() + ".region");
            var entitlement = Entitlement.of(
                    scheme,
                    new SubsidyClaim(
                            date,
                            whole,
                            region instanceof String code ? code : null,
                            List.of(new SubsidyClaim.Line(rule.id(), line)),
                            List.of()));
            return switch (entitlement.lines().getFirst()) {
                case Entitlement.Line.Denied denied ->
                    trial(
                            rule,
                            fields,
                            "不补：" + denied.refusal().message(),
                            false,
                            List.of(new Finding(
                                    "依据",
                                    rule.clauses(),
                                    missing(denied.missing()).isEmpty() ? "见条款" : missing(denied.missing()),
                                    "bad")));
                case Entitlement.Line.Granted granted -> {
                    var findings = new ArrayList<Finding>();
                    findings.add(new Finding(
                            "怎么算",
                            rule.clauses(),
                            granted.working().words() + " = " + Digits.grouped(granted.full()) + " 元",
                            "ok"));
                    for (var cut : granted.cuts())
                        findings.add(new Finding(
                                cut.title(),
                                cut.clauses(),
                                Digits.grouped(cut.from()) + " 元减到 " + Digits.grouped(cut.to()) + " 元",
                                "warn"));
                    granted.paidBy().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .forEach(one -> findings.add(new Finding(
                                    level(one.getKey()) + "承担",
                                    rule.clauses(),
                                    Digits.grouped(one.getValue()) + " 元",
                                    "ok")));
                    yield trial(rule, fields, "补 " + Digits.grouped(granted.granted()) + " 元。", true, findings);
                }
            };
        }

        private static String level(Level level) {
            return level.title();
        }

        private Trial kind(Kind kind) {
            var names = new TreeSet<String>();
            for (var one : conditions(kind)) names.addAll(one.when().facts());
            var fields = fields(names);
            var facts = facts(fields);
            if (silent()) return trial(kind, fields, null, false, List.of());
            var findings = new ArrayList<Finding>();
            int against = 0;
            for (var one : conditions(kind)) {
                var missing = one.when().missingFrom(facts);
                if (!missing.isEmpty()) {
                    findings.add(new Finding(one.what(), one.clauses(), "待填" + missing(missing), "warn"));
                    continue;
                }
                boolean holds = one.when().holds(facts);
                if (!one.wanted() && holds) against++;
                findings.add(new Finding(
                        one.what(),
                        one.clauses(),
                        holds ? "是" : "否",
                        holds == one.wanted() ? "ok" : one.wanted() ? "idle" : "bad"));
            }
            return trial(
                    kind,
                    fields,
                    against == 0 ? "没有提请退出的情形。" : "有 " + against + " 种情形会提请警告、暂停或取消，由机构决定。",
                    against == 0,
                    findings);
        }

        private Trial trial(
                SchemeItem rule, List<Field> fields, @Nullable String answer, boolean good, List<Finding> findings) {
            return new Trial(rule.path(), rule.title(), rule.clauses(), fields, unread, answer, good, findings);
        }

        /// Nobody told anything yet.
        private boolean silent() {
            return told.values().stream().allMatch(String::isBlank);
        }

        private String missing(Set<String> names) {
            if (names.isEmpty()) return "";
            return "（缺 " + String.join("、", names.stream().map(this::titleOf).toList()) + "）";
        }

        private String titleOf(String name) {
            return definition(name).map(FactDefinition::title).orElse(name);
        }

        private Optional<FactDefinition> definition(String name) {
            if (name.equals("today")) return Optional.of(FactCatalogue.TODAY);
            if (name.equals("region")) return Optional.of(FactCatalogue.REGION);
            return catalogue
                    .fact(name)
                    .or(() -> scheme.facts().stream()
                            .map(Scheme.OwnFact::definition)
                            .filter(one -> one.name().equals(name))
                            .findFirst());
        }

        private List<Field> fields(Set<String> names) {
            var fields = new ArrayList<Field>();
            for (var name : names) {
                var fact = definition(name);
                if (fact.isEmpty() || name.equals("today")) continue;
                fields.add(new Field(
                        true,
                        name,
                        fact.get().title(),
                        fact.get().type().code(),
                        fact.get().unit(),
                        choices(name, fact.get())));
            }
            return fields;
        }

        private List<String> choices(String name, FactDefinition fact) {
            if (!name.equals("listing.classes")) return fact.choices();
            return scheme.kinds().stream()
                    .flatMap(kind -> kind.classes().stream())
                    .map(Kind.KindClass::id)
                    .distinct()
                    .toList();
        }

        private Map<String, Object> facts(List<Field> fields) {
            var facts = new HashMap<String, Object>();
            facts.put("today", today);
            for (var field : fields) {
                if (!field.fact()) continue;
                var text = told.getOrDefault("fact:" + field.name(), "").strip();
                if (text.isEmpty()) continue;
                var value = definition(field.name()).flatMap(fact -> parsed(fact, field, text));
                if (value.isPresent()) facts.put(field.name(), value.get());
                else unread.add("fact:" + field.name());
            }
            return facts;
        }

        private static Optional<Object> parsed(FactDefinition fact, Field field, String typed) {
            var text = typed.replace(",", "").replace("，", "");
            try {
                return switch (fact.type()) {
                    case TEXT ->
                        // A place is judged by its code: a name that is none would lie nowhere.
                        field.name().matches("(.*\\.)?region")
                                        && RegionCode.parse(typed).isEmpty()
                                ? Optional.empty()
                                : Optional.of(typed);
                    case BOOL -> Optional.of(text.equals("true"));
                    case INT -> Optional.of(Long.valueOf(text));
                    case DECIMAL -> Optional.ofNullable(points(text));
                    case MONEY -> Optional.of(Money.yuan(text));
                    case DATE -> Optional.of(TypedDay.parse(text));
                    case CHOICE -> field.choices().contains(typed) ? Optional.of(typed) : Optional.empty();
                    case CHOICES -> {
                        var chosen = Arrays.stream(typed.split("[,，、 ]+"))
                                .filter(one -> !one.isEmpty())
                                .toList();
                        yield field.choices().isEmpty() || field.choices().containsAll(chosen)
                                ? Optional.of(chosen)
                                : Optional.empty();
                    }
                    case INTS ->
                        Optional.of(Arrays.stream(typed.split("[,，、 ]+"))
                                .map(Long::valueOf)
                                .toList());
                };
            } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
                return Optional.empty();
            }
        }

        private static @Nullable BigDecimal points(String text) {
            return text.matches("-?\\d{1,15}(\\.\\d{1,6})?") ? new BigDecimal(text) : null;
        }

        private static String plain(BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
    }
}
