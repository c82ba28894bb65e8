package org.nongyou.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why an act cannot be done, and what would make it possible. The sentence comes from the catalogue
/// `refusals.properties` by its key; `details` fill its gaps in order.
/// @param clause the law's or the scheme's clause behind the rule, as shown, or null where the rule is plain sense
/// @param field  the form field or row that the person should mend, or null
/// @param also   further reasons found in the same look, each a whole refusal
public record Refusal(
        String key,
        List<String> details,
        @Nullable String clause,
        @Nullable String field,
        List<Refusal> also) {

    public Refusal {
        details = List.copyOf(details);
        also = List.copyOf(also);
    }

    public static Refusal of(String key, Object... details) {
        return new Refusal(key, Arrays.stream(details).map(String::valueOf).toList(), null, null, List.of());
    }

    public Refusal citing(@Nullable String clause) {
        return new Refusal(key, details, clause, field, also);
    }

    public Refusal at(String field) {
        return new Refusal(key, details, clause, field, also);
    }

    public Refusal and(List<Refusal> more) {
        var all = new ArrayList<>(also);
        all.addAll(more);
        return new Refusal(key, details, clause, field, all);
    }

    /// This reason and all that were found with it.
    public List<Refusal> all() {
        var all = new ArrayList<Refusal>();
        all.add(new Refusal(key, details, clause, field, List.of()));
        for (var more : also) all.addAll(more.all());
        return all;
    }

    /// Joins several reasons into one refusal; the first leads.
    public static Refusal joined(List<Refusal> reasons) {
        return reasons.getFirst().and(reasons.subList(1, reasons.size()));
    }

    /// The sentence for the person, without the clause.
    public String message() {
        return Refusals.message(key, details);
    }
}
