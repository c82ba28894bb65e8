package org.nongyou.procedure;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.scheme.Assessment;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.Stage;

/// Which facts the rules of a step speak of, and what they are called.
final class Wanted {

    private static final FactCatalogue PLATFORM = FactCatalogue.platform();

    private Wanted() {}

    static Set<String> atStage(Scheme scheme, Stage stage) {
        var names = new TreeSet<String>();
        if (stage.checklist() != null)
            scheme.checklist(stage.checklist()).ifPresent(list -> names.addAll(Assessment.factsOf(scheme, list)));
        stage.require().forEach(requirement -> add(names, requirement.that()));
        if (stage.scoring() != null)
            scheme.score(stage.scoring().sheet()).ifPresent(sheet -> names.addAll(Score.factsOf(sheet)));
        return names;
    }

    static Set<String> ofKind(Kind kind) {
        var names = new TreeSet<String>();
        kind.require().forEach(requirement -> add(names, requirement.that()));
        kind.classes().forEach(one -> add(names, one.when()));
        kind.quotas().forEach(quota -> add(names, quota.when()));
        return names;
    }

    private static void add(Set<String> names, @Nullable Expression expression) {
        if (expression != null) names.addAll(expression.facts());
    }

    /// The fact as screens name it; the scheme's own come first.
    static FactDefinition definition(Scheme scheme, String name) {
        if (name.equals(FactCatalogue.TODAY.name())) return FactCatalogue.TODAY;
        if (name.equals(FactCatalogue.REGION.name())) return FactCatalogue.REGION;
        for (var own : scheme.facts()) if (own.definition().name().equals(name)) return own.definition();
        return PLATFORM.fact(name)
                .orElseGet(() -> new FactDefinition(name, FactType.TEXT, name, "", java.util.List.of(), ""));
    }

    static String title(Scheme scheme, String name) {
        return definition(scheme, name).title();
    }

    /// A value as read on screens.
    static String text(Scheme scheme, String name, Object value) {
        var fact = definition(scheme, name);
        var text = switch (value) {
            case Boolean yes -> yes ? "是" : "否";
            case java.util.List<?> list ->
                String.join(
                        "、",
                        list.stream()
                                .map(one -> PLATFORM.choiceTitle(name, String.valueOf(one)))
                                .toList());
            case String choice -> PLATFORM.choiceTitle(name, choice);
            case java.math.BigDecimal number -> org.nongyou.web.Ui.number(number);
            default -> String.valueOf(value);
        };
        if (text.isEmpty()) return "没有";
        return fact.unit().isEmpty() ? text : text + " " + fact.unit();
    }
}
