package org.nongyou.procedure;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Due;
import org.nongyou.region.RegionCode;

/// What a list of cases is narrowed to; a null says nothing.
/// @param procedure `scheme/procedure`, or `scheme/` for all of a scheme
/// @param stage     id of a stage
/// @param open      true for cases at work, false for ended ones
/// @param text      words of the title or of the operator's name, all of them; or a number
public record CaseFilter(
        @Nullable String procedure,
        @Nullable String stage,
        @Nullable Level level,
        @Nullable RegionCode region,
        @Nullable Boolean open,
        @Nullable Deadline deadline,
        @Nullable String text) {

    /// How the deadline of a case at work stands; an ended case has none. `code` stands in addresses.
    public enum Deadline {
        OVERDUE("overdue", "已超期"),
        /// Today or within [Due#SOON] working days.
        SOON("soon", Due.SOON + " 个工作日内到期");

        private final String code;
        private final String title;

        Deadline(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public static Optional<Deadline> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    public static final CaseFilter ALL = new CaseFilter(null, null, null, null, null, null, null);

    public CaseFilter due(@Nullable Deadline deadline) {
        return new CaseFilter(procedure, stage, level, region, open, deadline, text);
    }

    /// Whether the kept counts can answer it.
    boolean counted() {
        return level == null && deadline == null && text == null;
    }
}
