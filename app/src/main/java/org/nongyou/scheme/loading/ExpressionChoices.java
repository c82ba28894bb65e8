package org.nongyou.scheme.loading;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.scheme.loading.Expressions.Fault;

/// Finds texts that are compared with a choice but are none of its choices, and dates that do not exist.
final class ExpressionChoices {

    private final Map<String, FactDefinition> atHand;
    private final Map<Long, Integer> positions;
    private final List<Fault> faults;

    ExpressionChoices(Map<String, FactDefinition> atHand, Map<Long, Integer> positions, List<Fault> faults) {
        this.atHand = atHand;
        this.positions = positions;
        this.faults = faults;
    }

    void walk(CelExpr expr, Map<String, FactDefinition> loops) {
        switch (expr.getKind()) {
            case CALL -> {
                var call = expr.call();
                call.target().ifPresent(target -> walk(target, loops));
                for (var argument : call.args()) walk(argument, loops);
                var args = call.args();
                if (args.size() == 2 && Set.of("_==_", "_!=_", "@in").contains(call.function())) {
                    compare(args.get(0), args.get(1), loops);
                    compare(args.get(1), args.get(0), loops);
                }
                if (call.function().equals("date") && args.size() == 1) date(args.getFirst());
            }
            case LIST -> {
                for (var element : expr.list().elements()) walk(element, loops);
            }
            case COMPREHENSION -> {
                var loop = expr.comprehension();
                var inside = new LinkedHashMap<>(loops);
                var range = atHand.get(ExpressionNames.nameOf(loop.iterRange()).orElse(""));
                if (range != null) inside.put(loop.iterVar(), range);
                walk(loop.loopStep(), inside);
            }
            case CONSTANT, IDENT, SELECT, STRUCT, MAP, NOT_SET -> {}
        }
    }

    private void compare(CelExpr side, CelExpr other, Map<String, FactDefinition> loops) {
        var name = ExpressionNames.nameOf(side).orElse("");
        var fact = loops.containsKey(name) ? loops.get(name) : atHand.get(name);
        if (fact == null || fact.choices().isEmpty()) return;
        if (other.getKind() == CelExpr.ExprKind.Kind.LIST) {
            for (var element : other.list().elements()) literal(fact, element);
        } else {
            literal(fact, other);
        }
    }

    private void literal(FactDefinition fact, CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || expr.constant().getKind() != CelConstant.Kind.STRING_VALUE) return;
        var choice = expr.constant().stringValue();
        if (fact.choices().contains(choice)) return;
        faults.add(new Fault(
                positions.getOrDefault(expr.id(), 0),
                "“" + fact.name() + "”没有“" + choice + "”这一项" + NearNames.hint(choice, fact.choices()) + "可选的有："
                        + String.join("、", fact.choices())));
    }

    private void date(CelExpr argument) {
        if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            faults.add(new Fault(positions.getOrDefault(argument.id(), 0), "date(…) 里要直接写日期，如 date('2021-11-30')"));
            return;
        }
        try {
            LocalDate.parse(argument.constant().stringValue());
        } catch (DateTimeException e) {
            faults.add(new Fault(
                    positions.getOrDefault(argument.id(), 0),
                    "“" + argument.constant().stringValue() + "”不是日期，写成 2021-11-30 这样"));
        }
    }
}
