package org.nongyou.task;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Asks the modules for the facts that a task's conditions speak of: those of its subject, and those of its place.
@Component
class TaskFacts {

    private static final FactCatalogue PLATFORM = FactCatalogue.platform();

    private final List<FactSource> sources;

    TaskFacts(List<FactSource> sources) {
        this.sources = sources;
    }

    /// @param kind  of the subject; empty for the place alone
    TaskEvidence of(Expression condition, Scheme scheme, String kind, String id, RegionCode region, LocalDate on) {
        var told = new TreeMap<String, FactValue>();
        var wanted = condition.facts();
        if (wanted.contains("today")) told.put("today", new FactValue(on, null));
        if (wanted.contains("region")) told.put("region", new FactValue(region.value(), null));
        for (var source : sources) {
            if (!kind.isEmpty()) ask(source, kind, id, wanted, on, told);
            ask(source, "region", region.value(), wanted, on, told);
        }
        var values = new HashMap<String, Object>();
        told.forEach((name, fact) -> values.put(name, fact.value()));
        var missing = new TreeSet<>(condition.missingFrom(values));
        var lines = new ArrayList<TaskEvidence.Line>();
        told.forEach((name, fact) -> {
            if (!name.equals("region"))
                lines.add(new TaskEvidence.Line(
                        definition(scheme, name).title(), text(definition(scheme, name), fact.value()), fact.link()));
        });
        return new TaskEvidence(
                missing.isEmpty() && condition.holds(values),
                lines,
                missing.stream().map(name -> definition(scheme, name).title()).toList());
    }

    private static void ask(
            FactSource source,
            String subject,
            String id,
            Set<String> wanted,
            LocalDate on,
            Map<String, FactValue> told) {
        var asked = source.supplies().stream()
                .filter(wanted::contains)
                .filter(name -> name.startsWith(subject + "."))
                .filter(name -> !told.containsKey(name))
                .collect(Collectors.toSet());
        if (!asked.isEmpty())
            source.values(subject, id, asked, on).forEach((name, fact) -> {
                if (asked.contains(name)) told.put(name, fact);
            });
    }

    /// As screens name it; the scheme's own come first.
    private static FactDefinition definition(Scheme scheme, String name) {
        if (name.equals(FactCatalogue.TODAY.name())) return FactCatalogue.TODAY;
        for (var own : scheme.facts()) if (own.definition().name().equals(name)) return own.definition();
        return PLATFORM.fact(name).orElseGet(() -> new FactDefinition(name, FactType.TEXT, name, "", List.of(), ""));
    }

    private static String text(FactDefinition fact, Object value) {
        var text = switch (value) {
            case Boolean yes -> yes ? "是" : "否";
            case List<?> list ->
                list.stream()
                        .map(one -> PLATFORM.choiceTitle(fact.name(), String.valueOf(one)))
                        .collect(Collectors.joining("、"));
            case String choice -> PLATFORM.choiceTitle(fact.name(), choice);
            case BigDecimal number -> Ui.number(number);
            default -> String.valueOf(value);
        };
        if (text.isEmpty()) return "没有";
        return fact.unit().isEmpty() ? text : text + " " + fact.unit();
    }
}
