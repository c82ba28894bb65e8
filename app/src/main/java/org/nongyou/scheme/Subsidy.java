package org.nongyou.scheme;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// A rule by which money is paid (补助、奖补). Every key that changes an amount is stated by the scheme; none has a
/// default.
/// @param applicants kinds of producer that may claim; empty for any
/// @param item       what one line of a claim is: `claim`, `site`, `base` …
/// @param area       id of the named area in which the item must lie, or null
/// @param excludes   ids of rules that cannot be had for the same item
/// @param proof      titles of what must be attached
/// @param procedure  id of the procedure of the claim
public record Subsidy(
        String path,
        String id,
        String title,
        List<String> clauses,
        List<String> applicants,
        String item,
        @Nullable String area,
        @Nullable Expression when,
        List<Requirement> require,
        @Nullable Threshold threshold,
        @Nullable Window window,
        Amount amount,
        List<Cap> caps,
        PaidBy paidBy,
        Repeat repeat,
        List<String> excludes,
        List<String> proof,
        String procedure)
        implements SchemeItem {

    /// What one line is for, as screens name it.
    String itemTitle() {
        return FactCatalogue.subjectTitle(item);
    }

    String cited() {
        return String.join("、", clauses);
    }

    /// 每个主体累计不超过
    String capTitle(Cap cap) {
        var whose = switch (cap.per()) {
            case ITEM -> "每个" + itemTitle();
            case APPLICANT -> "每个主体";
            case REGION -> "每个县区";
        };
        return whose + cap.within().title() + "不超过";
    }

    /// One value, or one for each choice of a fact.
    public sealed interface Rate<T> {
        record One<T>(T value) implements Rate<T> {}

        record ByChoice<T>(Expression by, Map<String, T> values) implements Rate<T> {}
    }

    /// The least size that is paid at all.
    public record Threshold(Expression of, String unit, Rate<BigDecimal> atLeast) {}

    /// When the thing paid for must have happened.
    /// @param claimYear in the year of the claim; otherwise in the scheme's period
    public record Window(
            Expression date,
            boolean claimYear,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    public enum Counting {
        EXACT("exact"),
        /// Only whole units.
        FULL("full"),
        /// A unit begun counts as a whole one.
        STARTED("started");

        private final String code;

        Counting(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public enum Rounding {
        DOWN("down", RoundingMode.DOWN, "舍去"),
        HALF_UP("half-up", RoundingMode.HALF_UP, "四舍五入"),
        UP("up", RoundingMode.UP, "进一分");

        private final String code;
        private final RoundingMode mode;
        private final String title;

        Rounding(String code, RoundingMode mode, String title) {
            this.code = code;
            this.mode = mode;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public RoundingMode mode() {
            return mode;
        }

        /// What becomes of a part of a fen.
        public String title() {
            return title;
        }
    }

    public enum Within {
        CLAIM("claim", "一次"),
        YEAR("year", "一年"),
        LIFETIME("lifetime", "累计");

        private final String code;
        private final String title;

        Within(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        /// Whether what was given on an earlier day counts together with a claim of this day.
        boolean counts(LocalDate earlier, LocalDate claim) {
            return switch (this) {
                case CLAIM -> false;
                case YEAR -> earlier.getYear() == claim.getYear();
                case LIFETIME -> true;
            };
        }
    }

    public enum CapPer {
        ITEM("item"),
        APPLICANT("applicant"),
        REGION("region");

        private final String code;

        CapPer(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// How often the same item can be paid for.
    public enum Repeat {
        ONCE("once"),
        YEARLY("yearly"),
        ALWAYS("always");

        private final String code;

        Repeat(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public sealed interface Amount {
        record Flat(Money pay) implements Amount {}

        /// @param round how parts of a fen are rounded, or null where there can be none
        record PerUnit(
                String unit,
                Expression of,
                Counting count,
                Rate<Money> pay,
                @Nullable Rounding round) implements Amount {}

        record Percent(BigDecimal percent, Expression of, Rounding round) implements Amount {}

        /// The first few at one rate, the next at another.
        /// @param same items of which this is equal are counted together; null for all together
        record Tiers(List<Tier> tiers, @Nullable Expression same, Within counting) implements Amount {}

        /// `pay` up to a size, and `add` for each further `each`.
        /// @param round as in [PerUnit]
        record Steps(
                BigDecimal upTo,
                Money pay,
                BigDecimal each,
                Money add,
                Expression of,
                Counting count,
                @Nullable Rounding round)
                implements Amount {}

        record ByChoice(Expression by, Map<String, Money> pay) implements Amount {}

        record Formula(Expression formula, Rounding round) implements Amount {}

        /// Every expression that it is worked out from.
        default List<Expression> expressions() {
            return switch (this) {
                case Flat _ -> List.of();
                case PerUnit one ->
                    one.pay() instanceof Rate.ByChoice<Money> chosen
                            ? List.of(one.of(), chosen.by())
                            : List.of(one.of());
                case Percent one -> List.of(one.of());
                case Tiers one -> one.same() == null ? List.of() : List.of(one.same());
                case Steps one -> List.of(one.of());
                case ByChoice one -> List.of(one.by());
                case Formula one -> List.of(one.formula());
            };
        }
    }

    /// @param first how many items this tier is for, or null for all that follow
    public record Tier(@Nullable Integer first, Money pay) {}

    public record Cap(
            CapPer per,
            Within within,
            Money atMost,
            @Nullable Expression when) {}

    /// Which levels pay, each in what part.
    /// @param lastFen the level that bears the fen left over by rounding the others down
    public record PaidBy(Map<Level, BigDecimal> parts, Level lastFen) {

        /// What each level pays of an amount; the sum is the amount to the fen.
        Map<Level, Money> shares(Money amount) {
            var whole = parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            var shares = new EnumMap<Level, Money>(Level.class);
            var rest = amount;
            for (var part : parts.entrySet()) {
                if (part.getKey() == lastFen) continue;
                var share = new Money(BigDecimal.valueOf(amount.fen())
                        .multiply(part.getValue())
                        .divide(whole, 0, RoundingMode.DOWN)
                        .longValueExact());
                shares.put(part.getKey(), share);
                rest = rest.minus(share);
            }
            shares.put(lastFen, rest);
            return shares;
        }
    }

    /// A cap over several rules together.
    public record SharedCap(
            String path,
            String id,
            String title,
            List<String> clauses,
            List<String> rules,
            CapPer per,
            Within within,
            Money atMost,
            @Nullable Expression when,
            Cut cut)
            implements SchemeItem {

        public enum Cut {
            LAST_FIRST("last-first"),
            PRO_RATA("pro-rata");

            private final String code;

            Cut(String code) {
                this.code = code;
            }

            public String code() {
                return code;
            }
        }
    }

    /// Money that the document itself allots.
    /// @param difference how a printed total that is not the sum of the rows is read, or null where they agree
    /// @param through    the levels that hand it down, the highest first; empty where the document names none
    /// @param purposes   what it may be spent for; empty where the document does not narrow it
    public record Allocation(
            String path,
            String id,
            String title,
            List<String> clauses,
            String kind,
            String source,
            Money printedTotal,
            List<Row> rows,
            PlanTable.@Nullable Use difference,
            List<Level> through,
            List<Purpose> purposes)
            implements SchemeItem {

        public Allocation {
            rows = List.copyOf(rows);
            through = List.copyOf(through);
            purposes = List.copyOf(purposes);
        }

        public record Row(String product, @Nullable String region, Money amount) {}

        /// What the money is for (用途).
        public record Purpose(String path, String id, String title, List<String> clauses) implements SchemeItem {}

        public Money total() {
            return rows.stream().map(Row::amount).reduce(Money.ZERO, Money::plus);
        }

        public Optional<Row> row(String product) {
            return rows.stream().filter(row -> row.product().equals(product)).findFirst();
        }

        public Optional<Purpose> purpose(String id) {
            return purposes.stream().filter(one -> one.id().equals(id)).findFirst();
        }
    }
}
