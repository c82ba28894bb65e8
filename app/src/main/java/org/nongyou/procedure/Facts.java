package org.nongyou.procedure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Expression;

/// What is known about a case's subject and applicant, each fact with where it comes from.
public record Facts(Map<String, Known> known) {

    public Facts {
        known = Map.copyOf(known);
    }

    /// Where a fact comes from.
    public enum Origin {
        /// From the rows of a module.
        SYSTEM("系统带出"),
        /// The applicant's own statement; a reviewer has to confirm what is judged by it.
        APPLICANT("申报填写"),
        /// Stated by the reviewer with his grounds, since no module can tell it.
        REVIEWER("人工核对");

        private final String title;

        Origin(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// @param value of the Java class of the fact's type
    /// @param link  page of the rows behind it, or null
    public record Known(
            String name,
            Object value,
            Origin origin,
            @Nullable String link) {}

    public static final Facts NONE = new Facts(Map.of());

    /// As expressions want them.
    public Map<String, Object> values() {
        var values = new HashMap<String, Object>();
        known.forEach((name, fact) -> values.put(name, fact.value()));
        return values;
    }

    public Optional<Known> of(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /// Empty when a fact is missing.
    public Optional<Boolean> judge(Expression condition) {
        var values = values();
        return condition.missingFrom(values).isEmpty() ? Optional.of(condition.holds(values)) : Optional.empty();
    }

    /// The known facts that an expression speaks of, in the order of their names.
    public List<Known> usedBy(Expression expression) {
        return expression.facts().stream()
                .sorted()
                .map(known::get)
                .filter(fact -> fact != null)
                .toList();
    }
}
