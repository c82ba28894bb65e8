package org.nongyou.scheme.loading;

import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.scheme.loading.Expressions.Fault;

/// Collects the facts that an expression speaks of and finds those that do not exist or are not at hand; CEL itself
/// would only name the first part.
final class ExpressionNames {

    private final Map<String, FactDefinition> atHand;
    private final Map<String, FactDefinition> known;
    private final Map<Long, Integer> positions;
    private final List<Fault> faults;
    private final Set<String> used = new TreeSet<>();

    ExpressionNames(
            Map<String, FactDefinition> atHand,
            Map<String, FactDefinition> known,
            Map<Long, Integer> positions,
            List<Fault> faults) {
        this.atHand = atHand;
        this.known = known;
        this.positions = positions;
        this.faults = faults;
    }

    void walk(CelExpr expr, Set<String> bound) {
        switch (expr.getKind()) {
            case IDENT, SELECT -> {
                var name = nameOf(expr);
                if (name.isEmpty()) {
                    walk(root(expr), bound);
                    faults.add(new Fault(at(root(expr)), "这里不能用“.”取下一级"));
                } else if (!bound.contains(root(expr).ident().name())) {
                    fact(name.get(), at(root(expr)));
                }
            }
            case CALL -> {
                expr.call().target().ifPresent(target -> walk(target, bound));
                for (var argument : expr.call().args()) walk(argument, bound);
            }
            case LIST -> {
                for (var element : expr.list().elements()) walk(element, bound);
            }
            case COMPREHENSION -> {
                var loop = expr.comprehension();
                walk(loop.iterRange(), bound);
                var inside = new HashSet<>(bound);
                inside.add(loop.iterVar());
                inside.add(loop.accuVar());
                walk(loop.loopStep(), inside);
            }
            case CONSTANT, STRUCT, MAP, NOT_SET -> {}
        }
    }

    private int at(CelExpr expr) {
        return positions.getOrDefault(expr.id(), 0);
    }

    private void fact(String name, int offset) {
        if (atHand.containsKey(name)) {
            used.add(name);
            return;
        }
        if (known.containsKey(name)) {
            faults.add(new Fault(offset, "这里用不到“" + name + "”，能用的有：" + subjects()));
            return;
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && atHand.containsKey(name.substring(0, dot))) {
            faults.add(new Fault(offset, "“" + name.substring(0, dot) + "”后面不能再写“." + name.substring(dot + 1) + "”"));
            return;
        }
        var near = NearNames.nearest(name, atHand.keySet()).or(() -> NearNames.nearest(name, known.keySet()));
        var end = near.map(it -> "，是不是“" + it + "”？")
                .orElseGet(() -> dot < 0 ? "；如果是文字，要加单引号：'" + name + "'" : "；平台没有的事实可以在 scheme.yaml 的 facts 里自己定义");
        faults.add(new Fault(offset, "没有“" + name + "”这个事实" + end));
    }

    private String subjects() {
        var subjects = new TreeSet<String>();
        for (var name : atHand.keySet()) {
            int dot = name.indexOf('.');
            subjects.add(dot < 0 ? name : name.substring(0, dot) + ".…");
        }
        return String.join("、", subjects);
    }

    /// The facts spoken of, by name in order.
    Set<String> used() {
        return used;
    }

    /// The name that an identifier or a chain of selections spells.
    static Optional<String> nameOf(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> Optional.of(expr.ident().name());
            case SELECT ->
                nameOf(expr.select().operand())
                        .map(name -> name + "." + expr.select().field());
            case CONSTANT, CALL, LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private static CelExpr root(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? root(expr.select().operand())
                : expr;
    }
}
