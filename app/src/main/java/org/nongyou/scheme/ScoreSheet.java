package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A score sheet (评分表). The points of its items make up each section's, the sections' the total.
/// @param decimals places kept in the result, rounded half up
/// @param pass     the points from which it is passed, or null
/// @param ranking  whether results are ranked against each other
public record ScoreSheet(
        String path,
        String id,
        String title,
        List<String> clauses,
        Subject subject,
        BigDecimal total,
        int decimals,
        @Nullable BigDecimal pass,
        boolean ranking,
        List<Section> sections)
        implements SchemeItem {

    public record Section(String path, String id, String title, List<String> clauses, BigDecimal max, List<Item> items)
            implements SchemeItem {
        public Section {
            clauses = List.copyOf(clauses);
            items = List.copyOf(items);
        }
    }

    /// @param points the most that the item can bring
    public record Item(String path, String id, String title, List<String> clauses, BigDecimal points, Rule rule)
            implements SchemeItem {

        /// The most that a scorer may answer: its points, or 1 for the yes of an asked one.
        public BigDecimal mostAnswered() {
            return rule instanceof Rule.Asked ? BigDecimal.ONE : points;
        }
    }

    /// How an item's points are found.
    public sealed interface Rule {

        /// Whether a scorer answers, rather than facts.
        default boolean answered() {
            return switch (this) {
                case Judge _, Asked _ -> true;
                case If _, Ratio _, Deduct _, Pieces _, Bands _ -> false;
            };
        }

        /// What the rule asks of the facts; nothing where a scorer answers.
        default List<Expression> expressions() {
            return switch (this) {
                case Judge _, Asked _ -> List.of();
                case If(var condition) -> List.of(condition);
                case Ratio(var done, var target) -> List.of(done, target);
                case Deduct deduct -> List.of(deduct.of());
                case Pieces(var pieces) -> pieces.stream().map(Piece::of).toList();
                case Bands(var bands) -> bands.stream().map(Band::of).toList();
            };
        }

        /// Every fact that the rule speaks of, by name in order.
        default Set<String> facts() {
            var names = new TreeSet<String>();
            for (var expression : expressions()) names.addAll(expression.facts());
            return names;
        }

        /// The scorer gives 0 to full points.
        record Judge() implements Rule {}

        /// Full points when the condition holds, otherwise none.
        record If(Expression condition) implements Rule {}

        /// Full points when the scorer answers yes.
        record Asked() implements Rule {}

        /// As much of the points as was done of the target, at most all. Without a target there is no score.
        record Ratio(Expression done, Expression target) implements Rule {}

        /// From full points, `take` for each step of `of`, down to the floor.
        /// @param started whether a step that is only begun counts as a whole one
        record Deduct(Expression of, BigDecimal step, boolean started, BigDecimal take, BigDecimal floor)
                implements Rule {}

        /// The sum of its pieces, at most the item's points.
        record Pieces(List<Piece> pieces) implements Rule {
            public Pieces {
                pieces = List.copyOf(pieces);
            }
        }

        /// The best of the bands that are reached; none reached is no point.
        record Bands(List<Band> bands) implements Rule {
            public Bands {
                bands = List.copyOf(bands);
            }
        }
    }

    /// `each` for every one of `of`, at most `atMost`.
    public record Piece(
            String title,
            Expression of,
            BigDecimal each,
            @Nullable BigDecimal atMost) {}

    /// `points` when `of` is at least `from`.
    public record Band(Expression of, BigDecimal from, BigDecimal points) {}

    public ScoreSheet {
        clauses = List.copyOf(clauses);
        sections = List.copyOf(sections);
    }

    public List<Item> items() {
        return sections.stream().flatMap(section -> section.items().stream()).toList();
    }

    public Optional<Item> item(String id) {
        return items().stream().filter(item -> item.id().equals(id)).findFirst();
    }
}
