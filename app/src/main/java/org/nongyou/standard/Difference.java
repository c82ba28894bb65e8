package org.nongyou.standard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a table that was handed in changes in the book (差异). The book with the difference laid on it is the book after,
/// row for row.
/// @param same rows that the book has already
public record Difference(List<Change> changes, int same) {

    public enum Kind {
        ADDED("新增"),
        CHANGED("改动"),
        ENDED("作废");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// @param before null where it is added
    /// @param after  null where it ends
    public record Change(
            Kind kind,
            String key,
            @Nullable RuleRow before,
            @Nullable RuleRow after) {}

    public Difference {
        changes = List.copyOf(changes);
    }

    public int count(Kind kind) {
        return (int) changes.stream().filter(one -> one.kind() == kind).count();
    }

    /// @param file  its keys differ
    /// @param whole whether rows end that the file does not have; only those of the parts that it is about
    /// @param part  the part of the table that a row belongs to: a limit to its standard
    static Difference between(
            Collection<RuleRow> book, Collection<RuleRow> file, boolean whole, Function<RuleRow, String> part) {
        var known = new LinkedHashMap<String, List<RuleRow>>();
        for (var row : book)
            known.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row);
        var changes = new ArrayList<Change>();
        var parts = new HashSet<String>();
        int same = 0;
        for (var row : file) {
            parts.add(part.apply(row));
            var before = known.remove(row.key());
            if (before == null) {
                changes.add(new Change(Kind.ADDED, row.key(), null, row));
                continue;
            }
            // Sources that tell the same thing twice become one row.
            var kept = before.stream().filter(row::tells).findFirst().orElse(null);
            var replaced = kept == null ? before.getFirst() : kept;
            if (kept == null) changes.add(new Change(Kind.CHANGED, row.key(), replaced, row));
            else same++;
            for (var other : before) if (other != replaced) changes.add(new Change(Kind.ENDED, row.key(), other, null));
        }
        if (whole)
            for (var rows : known.values())
                for (var row : rows)
                    if (parts.contains(part.apply(row))) changes.add(new Change(Kind.ENDED, row.key(), row, null));
        return new Difference(changes, same);
    }

    /// The book after.
    Set<RuleRow> on(Collection<RuleRow> book) {
        var after = new LinkedHashSet<>(book);
        for (var change : changes) if (change.before() != null) after.remove(change.before());
        for (var change : changes) if (change.after() != null) after.add(Objects.requireNonNull(change.after()));
        return after;
    }
}
