package org.nongyou.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.statement.Prepared;

/// Counts that are kept as a log of differences (decision 0003), for pages that add up thousands of them: what a job
/// has folded is held in memory, what came since is read each time. The sum is that of the reader's own snapshot,
/// exactly as if all rows had been read: the mark tells whether the held part is the one that belongs to the rest.
/// @param <R> a row of the log
public final class Tally<R> {

    /// @param mark the highest id of the folded rows, 0 when there are none; a folding always makes a new one
    /// @param rows with their ids
    public record Part<R>(long mark, Map<Long, R> rows) {}

    /// Which rows were seen: equal stamps mean equal sums. For what is made of them and kept.
    public record Stamp(long mark, Set<Long> since) {}

    private record Kept(Stamp stamp, Object answer) {}

    /// Regions and filters that people ask for are few; who walks through all of them begins anew.
    private static final int MOST_KEPT = 500;

    private record Held<R>(long mark, List<R> rows) {}

    private final Supplier<Part<R>> folded;
    private final Supplier<Part<R>> since;
    private final Function<R, String> code;
    private volatile @Nullable Held<R> held;
    private final Map<Object, Kept> answers = new ConcurrentHashMap<>();

    /// The tally of a table, or of a view of one, with an id that grows and a mark on what was folded.
    /// @param row  of the record, kept in memory
    /// @param code of a row's county
    public static <T extends Record, R> Tally<R> of(
            DSLContext sql,
            Table<T> table,
            Field<Long> id,
            Field<Boolean> folded,
            Function<T, R> row,
            Function<R, String> code) {
        var mark = DSL.field(DSL.name("newest", "mark"), Long.class);
        var newest = DSL.select(DSL.coalesce(DSL.max(id), DSL.inline(0L)).as("mark"))
                .from(table)
                .where(folded)
                .asTable("newest");
        var fields =
                Stream.concat(Stream.of(mark), Arrays.stream(table.fields())).toList();
        var since = Prepared.of(DSL.select(fields).from(newest).leftJoin(table).on(DSL.not(folded)));
        return new Tally<>(
                () -> {
                    var rows = sql.selectFrom(table).where(folded).fetchMap(id, row::apply);
                    return new Part<>(
                            rows.keySet().stream().mapToLong(one -> one).max().orElse(0), rows);
                },
                () -> {
                    var found = since.fetch(sql, fields);
                    var rows = new HashMap<Long, R>();
                    for (var one : found) if (one.get(id) != null) rows.put(one.get(id), row.apply(one.into(table)));
                    return new Part<>(found.getFirst().get(mark), rows);
                },
                code);
    }

    /// @param folded reads the folded rows, in one statement
    /// @param since  reads the others together with the mark of the folded ones, in one statement
    /// @param code   of a row's county
    public Tally(Supplier<Part<R>> folded, Supplier<Part<R>> since, Function<R, String> code) {
        this.folded = folded;
        this.since = since;
        this.code = code;
    }

    /// Every row within a division.
    /// @param prefix leading digits of the division's code; empty for all
    public void each(String prefix, Consumer<R> row) {
        look().each(prefix, row);
    }

    /// The rows of this moment.
    public Look look() {
        var rest = since.get();
        var known = held;
        // Folded meanwhile: once more, until both parts are of one moment.
        while (known == null || known.mark() != rest.mark()) {
            known = read();
            held = known;
            if (known.mark() != rest.mark()) rest = since.get();
        }
        return new Look(known, rest);
    }

    /// The rows of one moment.
    public final class Look {

        private final Held<R> known;
        private final Part<R> rest;

        private Look(Held<R> known, Part<R> rest) {
            this.known = known;
            this.rest = rest;
        }

        public Stamp stamp() {
            return new Stamp(rest.mark(), Set.copyOf(rest.rows().keySet()));
        }

        /// What is made of the rows, which change with a decision, while pages are read far more often: an answer stays
        /// until a row comes.
        /// @param question equal ones have equal answers, of one sort
        /// @param answer   shared by all who ask: nobody may change it
        @SuppressWarnings("unchecked")
        public <V> V kept(Object question, Supplier<V> answer) {
            var stamp = stamp();
            var known = answers.get(question);
            if (known != null && known.stamp().equals(stamp)) return (V) known.answer();
            var made = answer.get();
            if (answers.size() >= MOST_KEPT) answers.clear();
            answers.put(question, new Kept(stamp, made));
            return made;
        }

        /// @param prefix leading digits of a division's code; empty for all
        public void each(String prefix, Consumer<R> row) {
            var rows = known.rows();
            for (int i = first(rows, prefix); i < rows.size(); i++) {
                var one = rows.get(i);
                if (!code.apply(one).startsWith(prefix)) break;
                row.accept(one);
            }
            for (var one : rest.rows().values()) if (code.apply(one).startsWith(prefix)) row.accept(one);
        }
    }

    private Held<R> read() {
        var part = folded.get();
        var rows = new ArrayList<>(part.rows().values());
        rows.sort(Comparator.comparing(code));
        return new Held<>(part.mark(), rows);
    }

    private int first(List<R> rows, String prefix) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (code.apply(rows.get(middle)).compareTo(prefix) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
