package org.nongyou.subsidy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Money;
import org.nongyou.procedure.CaseForm;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.subsidy.ClaimLine.KnownFact;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Gathers the facts that rules ask about a claim: those of the modules first, then what is stated with proof.
@Component
class ClaimFacts {

    private static final Set<String> OF_ITSELF = Set.of("today", "region", "claim.id", "claim.date", "claim.year");

    private final List<FactSource> sources;
    private final Schemes schemes;

    ClaimFacts(List<FactSource> sources, Schemes schemes) {
        this.sources = sources;
        this.schemes = schemes;
    }

    /// Some facts, with where each comes from.
    /// @param asked facts that no module tells
    record Gathered(Map<String, Object> values, List<KnownFact> known, List<FactDefinition> asked) {}

    /// @param subject  `applicant`, `base`, `certification` …; `claim` has no module behind it
    /// @param id       its row, or empty where it stands in no register
    /// @param typed    as stated, by name
    Gathered gather(
            Scheme scheme, String subject, String id, Set<String> wanted, Map<String, String> typed, LocalDate on) {
        var own = new HashSet<String>();
        for (var name : wanted) if (name.startsWith(subject + ".") && !OF_ITSELF.contains(name)) own.add(name);
        own.remove(subject + ".id");
        var told = id.isEmpty() ? Map.<String, FactValue>of() : ask(subject, id, own, on);
        var values = new HashMap<String, Object>();
        var known = new ArrayList<KnownFact>();
        var asked = new LinkedHashMap<String, FactDefinition>();
        for (var name : own.stream().sorted().toList()) {
            var definition = schemes.fact(scheme, name).orElseThrow();
            var value = told.get(name);
            if (value != null) {
                values.put(name, value.value());
                known.add(new KnownFact(
                        name,
                        definition.title(),
                        text(definition, value.value()),
                        raw(value.value()),
                        false,
                        value.link()));
                continue;
            }
            asked.put(name, definition);
            CaseForm.parse(definition, typed.getOrDefault(name, "")).ifPresent(stated -> {
                values.put(name, stated);
                known.add(new KnownFact(name, definition.title(), text(definition, stated), raw(stated), true, null));
            });
        }
        return new Gathered(values, known, List.copyOf(asked.values()));
    }

    /// A site that stands in the register of bases is known there by the name of a base.
    private Map<String, FactValue> ask(String subject, String id, Set<String> names, LocalDate on) {
        var found = new HashMap<String, FactValue>();
        for (var source : sources) {
            var mine = names.stream()
                    .filter(name -> source.supplies().contains(name))
                    .collect(java.util.stream.Collectors.toSet());
            if (!mine.isEmpty()) found.putAll(source.values(subject, id, mine, on));
            if (!subject.equals("site")) continue;
            var asBase = new HashMap<String, String>();
            for (var name : names) asBase.put("base" + name.substring("site".length()), name);
            asBase.keySet().retainAll(source.supplies());
            if (!asBase.isEmpty())
                source.values("base", id, asBase.keySet(), on).forEach((name, value) -> {
                    var wanted = asBase.get(name);
                    if (wanted != null) found.putIfAbsent(wanted, value);
                });
        }
        return found;
    }

    /// A value as read on screens.
    static String text(FactDefinition fact, Object value) {
        var text = switch (value) {
            case Boolean yes -> yes ? "是" : "否";
            case List<?> list ->
                String.join(
                        "、",
                        list.stream()
                                .map(one -> CATALOGUE.choiceTitle(fact.name(), String.valueOf(one)))
                                .toList());
            case BigDecimal number -> Ui.number(number);
            case Money money -> org.nongyou.kernel.Digits.grouped(money);
            case Object other -> CATALOGUE.choiceTitle(fact.name(), String.valueOf(other));
        };
        if (text.isEmpty()) return "没有";
        return fact.unit().isEmpty() ? text : text + " " + fact.unit();
    }

    /// As it would be typed.
    private static String raw(Object value) {
        return switch (value) {
            case List<?> list ->
                String.join("、", list.stream().map(String::valueOf).toList());
            case BigDecimal number -> number.toPlainString();
            case Object other -> other.toString();
        };
    }

    /// Values out of what was written down when it was judged.
    Map<String, Object> again(Scheme scheme, List<KnownFact> known) {
        var values = new HashMap<String, Object>();
        for (var fact : known)
            schemes.fact(scheme, fact.name())
                    .flatMap(definition -> CaseForm.parse(definition, fact.raw()))
                    .ifPresent(value -> values.put(fact.name(), value));
        return values;
    }

    /// What is wrong with a typed value, in words; null when it can be read or is still empty.
    static @Nullable String wrong(FactDefinition fact, String typed) {
        return typed.isBlank() || CaseForm.parse(fact, typed).isPresent() ? null : CaseForm.example(fact);
    }

    private static final FactCatalogue CATALOGUE = FactCatalogue.platform();
}
