package org.nongyou.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;

/// What a person typed into a form and what was wrong with it, so that the form can be shown again with both.
public record Entered(Map<String, String> values, List<Refusal> faults) {

    public static final Entered NOTHING = new Entered(Map.of(), List.of());

    public Entered {
        values = Map.copyOf(values);
        faults = List.copyOf(faults);
    }

    public static Entered of(Map<String, String> values, Refusal refusal) {
        return new Entered(values, refusal.all());
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /// The sentence at the field, or null where nothing is wrong with it.
    public @Nullable String error(String field) {
        return faults.stream()
                .filter(fault -> field.equals(fault.field()))
                .map(Refusal::message)
                .findFirst()
                .orElse(null);
    }

    public boolean refused() {
        return !faults.isEmpty();
    }
}
