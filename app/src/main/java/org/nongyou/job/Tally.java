package org.nongyou.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private record Held<R>(long mark, List<R> rows) {}

    private final Supplier<Part<R>> folded;
    private final Supplier<Part<R>> since;
    private final Function<R, String> code;
    private volatile @Nullable Held<R> held;

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
