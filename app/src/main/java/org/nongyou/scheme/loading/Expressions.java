package org.nongyou.scheme.loading;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Expression;

/// Compiles conditions and amounts: CEL over typed facts with exact numbers. Errors come back as Chinese sentences with
/// the place in the text.
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
            var names = new Names(atHand, known, positions, faults);
            names.walk(parsed.getExpr(), Set.of());
            if (!faults.isEmpty()) return null;

            var exact = CelMutableAst.fromCelAst(parsed);
            exactLiterals(exact.expr(), text, positions);
            var checked = compiler.check(exact.toParsedAst());
            if (checked.hasError()) {
                faults.add(typeFault(checked.getErrors().getFirst(), positions, text));
                return null;
            }
            var ast = checked.getAst();
            new Choices(atHand, ast, positions, faults).walk(ast.getExpr(), Map.of());
            var type = resultType(ast, atHand);
            if (type == null || !wanted.contains(type)) {
                faults.add(new Fault(
                        0,
                        "结果要是" + titles(wanted) + "，这里算出来是"
                                + (type == null ? ast.getResultType().name() : title(type))));
            }
            if (!faults.isEmpty()) return null;
            return new Expression(
                    text, type == null ? FactType.BOOL : type, names.used, program(ast, atHand, names.used));
        } catch (CelValidationException e) {
            faults.add(syntaxFault(e.getErrors(), text));
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
        var alone = atHand.get(nameOf(ast.getExpr()).orElse(""));
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

    private static final Pattern NUMBER = Pattern.compile("\\d*\\.\\d+(?:[eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+");

    /// Ids above any that the parser gives.
    private static final long LITERAL_IDS = 1_000_000;

    /// The name that an identifier or a chain of selections spells.
    private static Optional<String> nameOf(CelExpr expr) {
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

    /// Collects the facts spoken of and finds those that do not exist or are not at hand; CEL itself would only name
    /// the first part.
    private static final class Names {
        private final Map<String, FactDefinition> atHand;
        private final Map<String, FactDefinition> known;
        private final Map<Long, Integer> positions;
        private final List<Fault> faults;
        private final Set<String> used = new TreeSet<>();

        Names(
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
                faults.add(
                        new Fault(offset, "“" + name.substring(0, dot) + "”后面不能再写“." + name.substring(dot + 1) + "”"));
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
    }

    /// Finds texts that are compared with a choice but are none of its choices, and dates that do not exist.
    private static final class Choices {
        private final Map<String, FactDefinition> atHand;
        private final CelAbstractSyntaxTree ast;
        private final Map<Long, Integer> positions;
        private final List<Fault> faults;

        Choices(
                Map<String, FactDefinition> atHand,
                CelAbstractSyntaxTree ast,
                Map<Long, Integer> positions,
                List<Fault> faults) {
            this.atHand = atHand;
            this.ast = ast;
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
                    var range = atHand.get(nameOf(loop.iterRange()).orElse(""));
                    if (range != null) inside.put(loop.iterVar(), range);
                    walk(loop.loopStep(), inside);
                }
                case CONSTANT, IDENT, SELECT, STRUCT, MAP, NOT_SET -> {}
            }
        }

        private void compare(CelExpr side, CelExpr other, Map<String, FactDefinition> loops) {
            var name = nameOf(side).orElse("");
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

    static String title(FactType type) {
        return switch (type) {
            case TEXT -> "文字";
            case CHOICE -> "选项";
            case BOOL -> "是否";
            case INT -> "整数";
            case DECIMAL -> "小数";
            case MONEY -> "金额";
            case DATE -> "日期";
            case CHOICES -> "多个选项";
            case INTS -> "一列整数";
        };
    }

    private static String titles(Set<FactType> types) {
        return types.stream()
                .sorted()
                .map(Expressions::title)
                .reduce((a, b) -> a + "或" + b)
                .orElse("");
    }

    private static final Pattern OVERLOAD = Pattern.compile("for '([^']+)' applied to '\\((.*?)\\)'");

    private static Fault typeFault(CelIssue issue, Map<Long, Integer> positions, String text) {
        int offset = startOfCall(text, positions.getOrDefault(issue.getExprId(), 0));
        var message = issue.getMessage();
        var overload = OVERLOAD.matcher(message);
        if (overload.find()) return new Fault(offset, overloadSentence(overload.group(1), overload.group(2)));
        var undeclared = Pattern.compile("undeclared reference to '([^']+)'").matcher(message);
        if (undeclared.find()) {
            var function = undeclared.group(1);
            return new Fault(offset, "没有“" + function + "”这个函数" + NearNames.hint(function, Arithmetic.FUNCTIONS));
        }
        return new Fault(offset, "表达式“" + text + "”里的类型对不上");
    }

    /// CEL places a call at its bracket; people look for its name.
    private static int startOfCall(String text, int offset) {
        int start = offset;
        if (start < text.length() && text.charAt(start) == '(') {
            while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) start--;
        }
        return start;
    }

    private static String overloadSentence(String function, String types) {
        var operands = List.of(types.split(", (?![^(]*\\))"));
        var names = operands.stream().map(Expressions::celTitle).toList();
        var operator = switch (function) {
            case "@in" -> "in";
            case "_?_:_" -> "? :";
            default -> function.replace("_", "");
        };
        if (Arithmetic.FUNCTIONS.contains(operator)) {
            return "“" + operator + "”不能用在" + String.join("、", names) + "上";
        }
        var hint = hint(operator, operands);
        if (names.size() == 1) return "“" + operator + "”不能用在" + names.getFirst() + "上" + hint;
        return "“" + operator + "”不能用在" + String.join("和", names) + "之间" + hint;
    }

    private static String hint(String operator, List<String> operands) {
        boolean decimal = operands.contains("decimal");
        boolean integer = operands.contains("int");
        boolean text = operands.contains("string");
        if (operands.contains("money") && (decimal || integer)) return "；金额要写成 yuan(100)";
        if (operands.contains("date") && text) return "；日期要写成 date('2021-11-30')";
        if (decimal && integer && (operator.equals("==") || operator.equals("!="))) return "；整数写成 100.0，或用 <=、>= 比较";
        if ((operator.equals("&&") || operator.equals("||") || operator.equals("!"))
                && !operands.equals(List.of("bool"))) return "；它的每一边都要是一个判断";
        if (text && (decimal || integer)) return "；数字不要加引号";
        return "";
    }

    private static String celTitle(String type) {
        return switch (type) {
            case "decimal" -> "小数";
            case "money" -> "金额";
            case "date" -> "日期";
            case "int" -> "整数";
            case "string" -> "文字";
            case "bool" -> "是否";
            case "list(string)" -> "多个选项";
            case "list(int)" -> "一列整数";
            default -> type;
        };
    }

    private static Fault syntaxFault(List<CelIssue> issues, String text) {
        var issue = issues.getFirst();
        var location = issue.getSourceLocation();
        int offset = offset(text, location.getLine(), location.getColumn());
        var message = issue.getMessage();
        var rest = text.substring(Math.min(offset, text.length()));
        if (rest.startsWith("=") && !rest.startsWith("==")) return new Fault(offset, "判断相等要写两个等号：==");
        if (rest.startsWith("and") || rest.startsWith("or")) return new Fault(offset, "“并且”写成 &&，“或者”写成 ||");
        if (rest.startsWith("&") || rest.startsWith("|")) return new Fault(offset, "“并且”写成 &&，“或者”写成 ||，都要写两个");
        if (rest.startsWith("'")) return new Fault(offset, "单引号没有收尾");
        if (!rest.isEmpty() && "，。（）；：“”‘’＝＞＜≥≤≠、".indexOf(rest.charAt(0)) >= 0)
            return new Fault(offset, "“" + rest.charAt(0) + "”是中文符号，表达式里要用英文符号");
        if (rest.isBlank() || message.contains("'<EOF>'") && message.startsWith("mismatched"))
            return new Fault(offset, "表达式没有写完：后面少了一部分，或者少了右括号");
        int end = 1;
        while (end < rest.length() && Character.isLetterOrDigit(rest.charAt(end))) end++;
        return new Fault(offset, "表达式在“" + rest.substring(0, end) + "”这里写法有误");
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
        return Math.clamp(start + column, 0, text.length());
    }
}
