package org.nongyou.scheme.loading;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Expression;

/// Compiles conditions and amounts: CEL over typed facts with exact numbers. What is wrong comes back as Chinese
/// sentences with the place in the text.
final class Expressions {

    /// What is wrong with an expression.
    /// @param offset how many signs into the text
    record Fault(int offset, String message) {}

    private static final Arithmetic ARITHMETIC = new Arithmetic();

    private static final Set<String> STANDARD = Set.of(
            "LOGICAL_NOT",
            "LOGICAL_AND",
            "LOGICAL_OR",
            "NOT_STRICTLY_FALSE",
            "CONDITIONAL",
            "EQUALS",
            "NOT_EQUALS",
            "IN",
            "ADD",
            "SUBTRACT",
            "MULTIPLY",
            "MODULO",
            "NEGATE",
            "SIZE",
            "LESS",
            "LESS_EQUALS",
            "GREATER",
            "GREATER_EQUALS",
            "STARTS_WITH",
            "ENDS_WITH",
            "CONTAINS");

    private static final Pattern FOREIGN_TYPES = Pattern.compile("DOUBLE|UINT|BYTES|TIMESTAMP|DURATION|MAP");

    private static final Pattern NUMBER = Pattern.compile("\\d*\\.\\d+(?:[eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+");

    /// Ids above any that the parser gives.
    private static final long LITERAL_IDS = 1_000_000;

    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .addFunctionBindings(ARITHMETIC.bindings())
            .build();

    private final Map<Map<String, FactType>, CelCompiler> compilers = new HashMap<>();

    /// @param atHand the facts that the expression may speak of, by name
    /// @param known  all facts there are, so that a fact that is not at hand is told from one that does not exist
    /// @param wanted the types that the result may have
    /// @return the expression, or null after a fault was added
    @Nullable
    Expression compile(
            String text,
            Set<FactType> wanted,
            Map<String, FactDefinition> atHand,
            Map<String, FactDefinition> known,
            List<Fault> faults) {
        if (text.isBlank()) {
            faults.add(new Fault(0, "表达式是空的"));
            return null;
        }
        var compiler = compiler(atHand);
        try {
            var parsed = compiler.parse(text).getAst();
            var positions = parsed.getSource().getPositionsMap();
            var names = new ExpressionNames(atHand, known, positions, faults);
            names.walk(parsed.getExpr(), Set.of());
            if (!faults.isEmpty()) return null;

            var exact = CelMutableAst.fromCelAst(parsed);
            exactLiterals(exact.expr(), text, positions);
            var checked = compiler.check(exact.toParsedAst());
            if (checked.hasError()) {
                faults.add(ExpressionFaults.ofType(checked.getErrors().getFirst(), positions, text));
                return null;
            }
            var ast = checked.getAst();
            new ExpressionChoices(atHand, positions, faults).walk(ast.getExpr(), Map.of());
            var type = resultType(ast, atHand);
            if (type == null || !wanted.contains(type)) {
                faults.add(ExpressionFaults.ofResult(
                        wanted, type == null ? ast.getResultType().name() : ExpressionFaults.title(type)));
            }
            if (!faults.isEmpty()) return null;
            return new Expression(
                    text, type == null ? FactType.BOOL : type, names.used(), program(ast, atHand, names.used()));
        } catch (CelValidationException e) {
            faults.add(ExpressionFaults.ofSyntax(e.getErrors(), text));
            return null;
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("cannot plan " + text, e);
        }
    }

    private CelCompiler compiler(Map<String, FactDefinition> atHand) {
        var types = new HashMap<String, FactType>();
        atHand.forEach((name, fact) -> types.put(name, fact.type()));
        return compilers.computeIfAbsent(types, _ -> {
            var builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(CelOptions.current().build())
                    .setStandardMacros(CelStandardMacro.ALL, CelStandardMacro.EXISTS)
                    .setStandardEnvironmentEnabled(false)
                    .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                            .filterFunctions((function, overload) -> STANDARD.contains(function.name())
                                    && !FOREIGN_TYPES
                                            .matcher(overload.toString())
                                            .find())
                            .build())
                    .addFunctionDeclarations(ARITHMETIC.declarations());
            types.forEach((name, type) -> builder.addVar(name, celType(type)));
            return builder.build();
        });
    }

    private static Expression.Program program(
            CelAbstractSyntaxTree ast, Map<String, FactDefinition> atHand, Set<String> used)
            throws CelEvaluationException {
        var program = RUNTIME.createProgram(ast);
        var text = ast.getExpr();
        return facts -> {
            var values = new HashMap<String, Object>();
            for (var name : used) {
                var fact = atHand.get(name);
                var value = facts.get(name);
                if (fact == null || value == null) throw new IllegalArgumentException("fact not given: " + name);
                values.put(name, in(fact, value));
            }
            try {
                return out(program.eval(values));
            } catch (CelEvaluationException e) {
                throw new IllegalArgumentException("no result for " + text + ": " + e.getMessage(), e);
            }
        };
    }

    private static Object in(FactDefinition fact, Object value) {
        if (!fact.type().javaType().isInstance(value)) {
            throw new IllegalArgumentException(
                    fact.name() + " must be " + fact.type().javaType().getSimpleName() + ", not "
                            + value.getClass().getSimpleName());
        }
        return switch (value) {
            case BigDecimal number -> Arithmetic.inCel(number);
            case Money money -> new Arithmetic.Yuan(money.toYuan());
            default -> value;
        };
    }

    private static Object out(Object value) {
        return switch (Arithmetic.outOfCel(value)) {
            case Arithmetic.Yuan yuan -> yuan.amount();
            case Object other -> other;
        };
    }

    private static CelType celType(FactType type) {
        return switch (type) {
            case TEXT, CHOICE -> SimpleType.STRING;
            case BOOL -> SimpleType.BOOL;
            case INT -> SimpleType.INT;
            case DECIMAL -> Arithmetic.DECIMAL;
            case MONEY -> Arithmetic.MONEY;
            case DATE -> Arithmetic.DATE;
            case CHOICES -> ListType.create(SimpleType.STRING);
            case INTS -> ListType.create(SimpleType.INT);
        };
    }

    private static @Nullable FactType resultType(CelAbstractSyntaxTree ast, Map<String, FactDefinition> atHand) {
        var alone = atHand.get(ExpressionNames.nameOf(ast.getExpr()).orElse(""));
        if (alone != null) return alone.type();
        var type = ast.getResultType();
        for (var candidate : FactType.values()) {
            if (candidate != FactType.CHOICE && celType(candidate).equals(type)) return candidate;
        }
        return null;
    }

    /// Reads each number with a point back from the text, so that it stays exact.
    private static void exactLiterals(CelMutableExpr expr, String text, Map<Long, Integer> positions) {
        switch (expr.getKind()) {
            case CONSTANT -> {
                if (expr.constant().getKind() != CelConstant.Kind.DOUBLE_VALUE) return;
                var digits = written(
                        text,
                        positions.getOrDefault(expr.id(), -1),
                        expr.constant().doubleValue());
                expr.setCall(CelMutableExpr.CelMutableCall.create(
                        "decimal", CelMutableExpr.ofConstant(LITERAL_IDS + expr.id(), CelConstant.ofValue(digits))));
            }
            case CALL -> {
                expr.call().target().ifPresent(target -> exactLiterals(target, text, positions));
                for (var argument : expr.call().args()) exactLiterals(argument, text, positions);
            }
            case LIST -> {
                for (var element : expr.list().elements()) exactLiterals(element, text, positions);
            }
            case COMPREHENSION -> {
                exactLiterals(expr.comprehension().iterRange(), text, positions);
                exactLiterals(expr.comprehension().loopStep(), text, positions);
            }
            case SELECT, IDENT, STRUCT, MAP, NOT_SET -> {}
        }
    }

    /// The number as the text has it. CEL takes a minus before it into the number.
    private static String written(String text, int at, double value) {
        if (at < 0) return BigDecimal.valueOf(value).toPlainString();
        int start = at;
        while (start < text.length() && (text.charAt(start) == '-' || text.charAt(start) == ' ')) start++;
        var literal = NUMBER.matcher(text);
        if (!literal.find(start) || literal.start() != start)
            return BigDecimal.valueOf(value).toPlainString();
        return (value < 0 ? "-" : "") + literal.group();
    }
}
