package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is looked at in a review or acceptance (验收). Compulsory items must all be met; where `points` is given, the
/// points of the met items must also reach it.
/// @param kinds  ids of the kinds that it is for
/// @param points the least sum of points, or null where none is asked
public record Checklist(
        String path,
        String id,
        String title,
        List<String> clauses,
        List<String> kinds,
        @Nullable BigDecimal points,
        List<ChecklistItem> items)
        implements SchemeItem {

    /// One thing to be looked at. It is compulsory or brings points; one that is neither is only recorded.
    /// @param fact     tells by itself whether the item is met, or null where the inspector answers
    /// @param area     id of a named area in which the subject must lie, or null
    /// @param evidence titles of what must be attached
    /// @param when     whether the item applies at all, or null for always
    public record ChecklistItem(
            String path,
            String id,
            String title,
            List<String> clauses,
            boolean compulsory,
            @Nullable BigDecimal points,
            @Nullable Expression fact,
            @Nullable String area,
            List<String> evidence,
            @Nullable Expression when)
            implements SchemeItem {

        public ChecklistItem {
            clauses = List.copyOf(clauses);
            evidence = List.copyOf(evidence);
        }

        /// Whether a person has to look and answer.
        public boolean answered() {
            return fact == null && area == null;
        }
    }

    public Checklist {
        clauses = List.copyOf(clauses);
        kinds = List.copyOf(kinds);
        items = List.copyOf(items);
    }

    public Optional<ChecklistItem> item(String id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }
}
