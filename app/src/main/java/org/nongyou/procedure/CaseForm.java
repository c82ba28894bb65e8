package org.nongyou.procedure;

import java.math.BigDecimal;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.procedure.CaseRules.Situation;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Scheme.OwnFact;

/// What the applicant filled in, as typed: nothing is lost because it is wrong. Keys are [#CLASS], [#COMMITMENT] and
/// `fact.` with the name of one of the scheme's own facts.
public record CaseForm(Map<String, String> values) {

    public static final String CLASS = "class";
    public static final String COMMITMENT = "commitment";
    public static final String FACT = "fact.";

    public CaseForm {
        values = Map.copyOf(values);
    }

    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    public @Nullable String classId() {
        var chosen = value(CLASS);
        return chosen.isBlank() ? null : chosen;
    }

    public boolean committed() {
        return value(COMMITMENT).equals("true");
    }

    /// Whether whoever fills the form in answers for its truth: he who applies for something does. An office that takes
    /// over a published result, or reports a breach, answers by its act.
    public static boolean commits(Procedure procedure) {
        return procedure.stages().stream()
                .filter(stage -> stage.id().equals(procedure.start()))
                .anyMatch(stage ->
                        stage.acts().containsKey(Act.SUBMIT) && (stage.byApplicant() || procedure.lists() != null));
    }

    CaseForm with(Map<String, String> more) {
        var all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new CaseForm(all);
    }

    /// The scheme's own facts that the rules of a procedure speak of: what the form asks.
    public static List<OwnFact> asked(Scheme scheme, Procedure procedure, @Nullable String kind) {
        var wanted = new TreeSet<String>();
        for (var stage : procedure.stages()) wanted.addAll(Wanted.atStage(scheme, stage));
        if (kind != null) scheme.kind(kind).ifPresent(one -> wanted.addAll(Wanted.ofKind(one)));
        return scheme.facts().stream()
                .filter(fact -> wanted.contains(fact.definition().name()))
                .toList();
    }

    /// What is missing before the form can be submitted, field by field.
    List<Refusal> missing(Situation now) {
        var missing = new ArrayList<Refusal>();
        var kind = now.kind();
        if (kind != null && !kind.classes().isEmpty()) {
            var chosen = Optional.ofNullable(now.theCase().classId()).flatMap(kind::kindClass);
            if (chosen.isEmpty()) {
                missing.add(Refusal.of("case.class-missing", kind.classes().size())
                        .citing(CaseRules.cite(kind))
                        .at(CLASS));
            } else {
                var when = chosen.get().when();
                if (when != null && !now.facts().judge(when).orElse(true))
                    missing.add(Refusal.of("case.class-unfit", chosen.get().title())
                            .citing(CaseRules.cite(chosen.get()))
                            .at(CLASS));
            }
        }
        for (var fact : asked(now.scheme(), now.procedure(), now.theCase().kind())) {
            var definition = fact.definition();
            var field = FACT + definition.name();
            if (value(field).isBlank()) {
                missing.add(Refusal.of("case.fact-missing", definition.title()).at(field));
            } else if (parse(definition, value(field)).isEmpty()) {
                missing.add(Refusal.of("case.fact-wrong", definition.title(), example(definition))
                        .at(field));
            }
        }
        if (commits(now.procedure()) && !committed())
            missing.add(Refusal.of("case.commitment-missing").at(COMMITMENT));
        return missing;
    }

    /// A fact's value out of what somebody typed; empty when it is none.
    public static Optional<Object> parse(FactDefinition fact, String typed) {
        var text = typed.strip().replace(",", "").replace("，", "");
        if (text.isEmpty()) return Optional.empty();
        try {
            return switch (fact.type()) {
                case TEXT -> Optional.of(typed.strip());
                case BOOL ->
                    switch (text) {
                        case "true", "是" -> Optional.of(true);
                        case "false", "否" -> Optional.of(false);
                        default -> Optional.empty();
                    };
                case INT -> Optional.of(Long.valueOf(text));
                case DECIMAL -> Optional.of(new BigDecimal(text));
                case MONEY -> Optional.of(Money.yuan(text));
                case DATE -> Optional.of(TypedDay.parse(text));
                case CHOICE -> fact.choices().contains(typed.strip()) ? Optional.of(typed.strip()) : Optional.empty();
                case CHOICES -> {
                    var chosen = List.of(typed.strip().split("[,，、 ]+"));
                    yield fact.choices().containsAll(chosen) ? Optional.of(chosen) : Optional.empty();
                }
                case INTS ->
                    Optional.of(java.util.Arrays.stream(typed.strip().split("[,，、 ]+"))
                            .map(Long::valueOf)
                            .toList());
            };
        } catch (NumberFormatException | ArithmeticException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// What to write, for the sentence at the field.
    public static String example(FactDefinition fact) {
        return switch (fact.type()) {
            case TEXT -> "要填文字";
            case BOOL -> "要选“是”或“否”";
            case INT -> "要填整数，如 12";
            case DECIMAL -> "要填数字，如 1260";
            case MONEY -> "要填金额，单位元，如 3000.00";
            case DATE -> "要填日期，如 2026-06-18";
            case CHOICE -> "要从列出的几项里选一项";
            case CHOICES -> "要从列出的几项里选";
            case INTS -> "要填整数，用顿号隔开，如 3、5";
        };
    }
}
