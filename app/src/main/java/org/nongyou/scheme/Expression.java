package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Money;

/// A condition or amount over facts, type-checked when its scheme was loaded.
public final class Expression {

    /// The compiled program, made by the loader. Values come in and go out as the Java class of their FactType; money
    /// goes out as yuan, since it may have parts of a fen until it is rounded.
    public interface Program {
        Object run(Map<String, Object> facts);
    }

    private final String text;
    private final FactType type;
    private final Set<String> facts;
    private final Program program;

    public Expression(String text, FactType type, Set<String> facts, Program program) {
        this.text = text;
        this.type = type;
        this.facts = Set.copyOf(facts);
        this.program = program;
    }

    /// As written in the scheme.
    public String text() {
        return text;
    }

    public FactType type() {
        return type;
    }

    /// The names of the facts that it speaks of, `today` and `region` among them where used.
    public Set<String> facts() {
        return facts;
    }

    /// Those of its facts that are not given.
    public Set<String> missingFrom(Map<String, Object> given) {
        var missing = new TreeSet<>(facts);
        missing.removeAll(given.keySet());
        return missing;
    }

    /// The result, of the Java class of `type()`.
    /// @param given at least `facts()`, each of the Java class of its own type
    /// @throws IllegalArgumentException when a fact is missing or of another class, or the arithmetic has no answer
    public Object evaluate(Map<String, Object> given) {
        var missing = missingFrom(given);
        if (!missing.isEmpty()) throw new IllegalArgumentException("facts not given: " + missing);
        var result = program.run(given);
        if (type != FactType.MONEY) return result;
        try {
            return Money.yuan((BigDecimal) result);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("an amount with parts of a fen: " + result, e);
        }
    }

    /// An amount in yuan, not rounded yet.
    /// @throws IllegalArgumentException as `evaluate` does
    BigDecimal yuan(Map<String, Object> given) {
        var missing = missingFrom(given);
        if (!missing.isEmpty()) throw new IllegalArgumentException("facts not given: " + missing);
        return (BigDecimal) program.run(given);
    }

    /// A number, whole or decimal.
    BigDecimal number(Map<String, Object> given) {
        return switch (evaluate(given)) {
            case Long whole -> BigDecimal.valueOf(whole);
            case BigDecimal decimal -> decimal;
            case Object other -> throw new IllegalStateException(text + " gave " + other);
        };
    }

    /// For conditions.
    public boolean holds(Map<String, Object> given) {
        return (Boolean) evaluate(given);
    }

    @Override
    public String toString() {
        return text;
    }
}
