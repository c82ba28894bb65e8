package org.nongyou.scheme.loading;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Exact numbers, money and dates for CEL, which has none: types of our own with overloads of its operators. Sums and
/// products are exact; a quotient keeps 34 digits.
@SuppressWarnings("Immutable") // the operations are lambdas without state
final class Arithmetic {

    static final CelType DECIMAL = OpaqueType.create("decimal");
    static final CelType MONEY = OpaqueType.create("money");
    static final CelType DATE = OpaqueType.create("date");

    /// An amount in the middle of a computation; it may have parts of a fen until it is rounded.
    record Yuan(BigDecimal amount) implements Comparable<Yuan> {
        Yuan {
            amount = plain(amount);
        }

        @Override
        public int compareTo(Yuan other) {
            return amount.compareTo(other.amount);
        }
    }

    private static final MathContext QUOTIENT = MathContext.DECIMAL128;

    private final Map<String, List<CelOverloadDecl>> declared = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    Arithmetic() {
        order("_<_", (a, b) -> a < b);
        order("_<=_", (a, b) -> a <= b);
        order("_>_", (a, b) -> a > b);
        order("_>=_", (a, b) -> a >= b);

        numbers("_+_", BigDecimal::add);
        numbers("_-_", BigDecimal::subtract);
        numbers("_*_", BigDecimal::multiply);
        numbers("_/_", (a, b) -> a.divide(b, QUOTIENT));
        two(
                "_/_",
                DECIMAL,
                SimpleType.INT,
                Long.class,
                SimpleType.INT,
                Long.class,
                (a, b) -> plain(number(a).divide(number(b), QUOTIENT)));

        two("_+_", MONEY, MONEY, Yuan.class, MONEY, Yuan.class, (a, b) -> new Yuan(a.amount.add(b.amount)));
        two("_-_", MONEY, MONEY, Yuan.class, MONEY, Yuan.class, (a, b) -> new Yuan(a.amount.subtract(b.amount)));
        two("_/_", DECIMAL, MONEY, Yuan.class, MONEY, Yuan.class, (a, b) -> plain(a.amount.divide(b.amount, QUOTIENT)));
        two("_*_", MONEY, MONEY, Yuan.class, DECIMAL, BigDecimal.class, (a, b) -> new Yuan(a.amount.multiply(b)));
        two("_*_", MONEY, DECIMAL, BigDecimal.class, MONEY, Yuan.class, (a, b) -> new Yuan(a.multiply(b.amount)));
        two(
                "_*_",
                MONEY,
                MONEY,
                Yuan.class,
                SimpleType.INT,
                Long.class,
                (a, b) -> new Yuan(a.amount.multiply(number(b))));
        two(
                "_*_",
                MONEY,
                SimpleType.INT,
                Long.class,
                MONEY,
                Yuan.class,
                (a, b) -> new Yuan(number(a).multiply(b.amount)));
        two(
                "_/_",
                MONEY,
                MONEY,
                Yuan.class,
                DECIMAL,
                BigDecimal.class,
                (a, b) -> new Yuan(a.amount.divide(b, QUOTIENT)));
        two(
                "_/_",
                MONEY,
                MONEY,
                Yuan.class,
                SimpleType.INT,
                Long.class,
                (a, b) -> new Yuan(a.amount.divide(number(b), QUOTIENT)));

        two("_+_", DATE, DATE, LocalDate.class, SimpleType.INT, Long.class, LocalDate::plusDays);
        two("_-_", DATE, DATE, LocalDate.class, SimpleType.INT, Long.class, LocalDate::minusDays);

        one("-_", DECIMAL, DECIMAL, BigDecimal.class, BigDecimal::negate);
        one("yuan", MONEY, SimpleType.INT, Long.class, a -> new Yuan(number(a)));
        one("yuan", MONEY, DECIMAL, BigDecimal.class, Yuan::new);
        one("decimal", DECIMAL, SimpleType.STRING, String.class, text -> plain(new BigDecimal(text)));
        one("decimal", DECIMAL, SimpleType.INT, Long.class, Arithmetic::number);
        one("date", DATE, SimpleType.STRING, String.class, LocalDate::parse);
        two("days", SimpleType.INT, DATE, LocalDate.class, DATE, LocalDate.class, ChronoUnit.DAYS::between);
        two("min", MONEY, MONEY, Yuan.class, MONEY, Yuan.class, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        two("max", MONEY, MONEY, Yuan.class, MONEY, Yuan.class, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        numbers("min", BigDecimal::min);
        numbers("max", BigDecimal::max);
        two("min", SimpleType.INT, SimpleType.INT, Long.class, SimpleType.INT, Long.class, Math::min);
        two("max", SimpleType.INT, SimpleType.INT, Long.class, SimpleType.INT, Long.class, Math::max);
    }

    List<CelFunctionDecl> declarations() {
        return declared.entrySet().stream()
                .map(entry -> CelFunctionDecl.newFunctionDeclaration(entry.getKey(), entry.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    /// The names of the functions that a scheme may call, for near names.
    static final List<String> FUNCTIONS = List.of(
            "yuan", "date", "days", "min", "max", "size", "startsWith", "endsWith", "contains", "all", "exists");

    /// One form for each value, so that 2.50 equals 2.5.
    static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static BigDecimal number(Long number) {
        return plain(BigDecimal.valueOf(number));
    }

    private void order(String operator, BiPredicate<Integer, Integer> holds) {
        two(
                operator,
                SimpleType.BOOL,
                DECIMAL,
                BigDecimal.class,
                DECIMAL,
                BigDecimal.class,
                (a, b) -> holds.test(a.compareTo(b), 0));
        two(
                operator,
                SimpleType.BOOL,
                DECIMAL,
                BigDecimal.class,
                SimpleType.INT,
                Long.class,
                (a, b) -> holds.test(a.compareTo(number(b)), 0));
        two(
                operator,
                SimpleType.BOOL,
                SimpleType.INT,
                Long.class,
                DECIMAL,
                BigDecimal.class,
                (a, b) -> holds.test(number(a).compareTo(b), 0));
        two(operator, SimpleType.BOOL, MONEY, Yuan.class, MONEY, Yuan.class, (a, b) -> holds.test(a.compareTo(b), 0));
        two(
                operator,
                SimpleType.BOOL,
                DATE,
                LocalDate.class,
                DATE,
                LocalDate.class,
                (a, b) -> holds.test(a.compareTo(b), 0));
    }

    private void numbers(String operator, BiFunction<BigDecimal, BigDecimal, BigDecimal> operation) {
        two(
                operator,
                DECIMAL,
                DECIMAL,
                BigDecimal.class,
                DECIMAL,
                BigDecimal.class,
                (a, b) -> plain(operation.apply(a, b)));
        two(
                operator,
                DECIMAL,
                DECIMAL,
                BigDecimal.class,
                SimpleType.INT,
                Long.class,
                (a, b) -> plain(operation.apply(a, number(b))));
        two(
                operator,
                DECIMAL,
                SimpleType.INT,
                Long.class,
                DECIMAL,
                BigDecimal.class,
                (a, b) -> plain(operation.apply(number(a), b)));
    }

    private <A> void one(
            String function, CelType result, CelType type, Class<A> javaType, Function<A, Object> operation) {
        var id = "exact_" + function + "_" + type.name();
        declared.computeIfAbsent(function, _ -> new ArrayList<>())
                .add(CelOverloadDecl.newGlobalOverload(id, result, type));
        bindings.add(CelFunctionBinding.from(
                id, List.of(inCel(javaType)), args -> inCel(operation.apply(javaType.cast(outOfCel(args[0]))))));
    }

    private <A, B> void two(
            String function,
            CelType result,
            CelType first,
            Class<A> firstType,
            CelType second,
            Class<B> secondType,
            BiFunction<A, B, Object> operation) {
        var id = "exact_" + function + "_" + first.name() + "_" + second.name();
        declared.computeIfAbsent(function, _ -> new ArrayList<>())
                .add(CelOverloadDecl.newGlobalOverload(id, result, first, second));
        bindings.add(CelFunctionBinding.from(
                id,
                List.of(inCel(firstType), inCel(secondType)),
                args -> inCel(operation.apply(firstType.cast(outOfCel(args[0])), secondType.cast(outOfCel(args[1]))))));
    }

    /// A decimal while CEL has it. CEL compares any `Number` in its own way, so that two equal BigDecimals would
    /// differ.
    private record Exact(BigDecimal value) {}

    private static Class<?> inCel(Class<?> type) {
        return type == BigDecimal.class ? Exact.class : type;
    }

    static Object inCel(Object value) {
        return value instanceof BigDecimal number ? new Exact(plain(number)) : value;
    }

    static Object outOfCel(Object value) {
        return value instanceof Exact exact ? exact.value : value;
    }
}
