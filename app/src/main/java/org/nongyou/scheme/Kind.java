package org.nongyou.scheme;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// A kind of entry in the catalogue (目录).
/// @param entry     ids of the procedures that lead in, by level; the first is the usual one
/// @param classes   the classes of the kind; an entry is of one or several
/// @param require   what must hold of the subject before it can be listed
/// @param signboard what the signboard (标识牌) must show, in order
/// @param benefits  what an entry brings, in words
public record Kind(
        String path,
        String id,
        String title,
        List<String> clauses,
        Subject subject,
        List<Level> levels,
        Map<Level, List<String>> entry,
        Validity validity,
        List<KindClass> classes,
        List<Quota> quotas,
        @Nullable Reserve reserve,
        List<Exit> exits,
        List<Requirement> require,
        List<String> signboard,
        List<String> benefits)
        implements SchemeItem {

    /// A class of a kind, such as 有机农产品基地.
    /// @param when what a subject must show to be of the class, or null where the document names no test
    public record KindClass(
            String path,
            String id,
            String title,
            List<String> clauses,
            @Nullable Expression when) implements SchemeItem {}

    /// How long an entry holds.
    /// @param renewal id of the procedure that renews it, or null
    /// @param remind  calendar days before the end on which the holder and the office are reminded
    public record Validity(Span span, @Nullable String renewal, List<Integer> remind) {

        public sealed interface Span {
            /// Until it is removed.
            record Open() implements Span {}

            /// Whole years from listing.
            record Years(int years) implements Span {}

            /// To the date that the expression gives, such as the end of a certificate.
            record Until(Expression date) implements Span {}

            record Between(LocalDate from, LocalDate to) implements Span {}
        }
    }

    /// How many entries there are to be.
    /// @param when counts only the subjects of which it holds, or null for all
    public record Quota(
            String path,
            String title,
            List<String> clauses,
            Per per,
            Bound bound,
            Enforce enforce,
            @Nullable Expression when)
            implements SchemeItem {

        public enum Per {
            SCHEME("scheme", "全部"),
            CITY("city", "每个市"),
            COUNTY("county", "每个县"),
            PRODUCT("product", "每个产品"),
            PRODUCER("producer", "每个主体");

            private final String code;
            private final String title;

            Per(String code, String title) {
                this.code = code;
                this.title = title;
            }

            public String code() {
                return code;
            }

            public String title() {
                return title;
            }
        }

        public enum Enforce {
            /// An act that breaks it is refused.
            REFUSE("refuse"),
            /// The act is possible after a warning.
            WARN("warn"),
            /// It is only shown.
            SHOW("show");

            private final String code;

            Enforce(String code) {
                this.code = code;
            }

            public String code() {
                return code;
            }
        }
    }

    /// The reserve (储备): entries of one level are the reserve for a higher one, which they reach by the higher
    /// level's entry procedure.
    /// @param when what makes an entry ready, or null
    public record Reserve(
            String path,
            String title,
            List<String> clauses,
            Level level,
            Level promotesTo,
            @Nullable Expression when) implements SchemeItem {}

    /// A reason for which an entry is warned, suspended or removed. The condition only proposes; an office decides.
    /// @param decidedBy id of that office
    /// @param procedure id of the procedure that leads to the decision, or null
    /// @param levels    the levels of entry that it is for; empty for all
    public record Exit(
            String path,
            String id,
            String title,
            List<String> clauses,
            Expression when,
            Effect effect,
            String decidedBy,
            @Nullable String procedure,
            List<Level> levels)
            implements SchemeItem {

        /// Whether it is a reason for entries of the level.
        public boolean concerns(Level level) {
            return levels.isEmpty() || levels.contains(level);
        }

        public enum Effect {
            WARN("warn", "警告"),
            SUSPEND("suspend", "暂停"),
            REMOVE("remove", "取消资格");

            private final String code;
            private final String title;

            Effect(String code, String title) {
                this.code = code;
                this.title = title;
            }

            public String code() {
                return code;
            }

            public String title() {
                return title;
            }

            public static Optional<Effect> ofCode(String code) {
                return Arrays.stream(values())
                        .filter(effect -> effect.code.equals(code))
                        .findFirst();
            }
        }
    }

    public Kind {
        clauses = List.copyOf(clauses);
        levels = List.copyOf(levels);
        entry = Map.copyOf(entry);
        classes = List.copyOf(classes);
        quotas = List.copyOf(quotas);
        exits = List.copyOf(exits);
        require = List.copyOf(require);
        signboard = List.copyOf(signboard);
        benefits = List.copyOf(benefits);
    }

    public Optional<KindClass> kindClass(String id) {
        return classes.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Exit> exit(String id) {
        return exits.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// The procedures that lead in at the level, the usual one first.
    public List<String> entryAt(Level level) {
        return entry.getOrDefault(level, List.of());
    }
}
