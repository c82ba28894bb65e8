package org.nongyou.task;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a list of tasks is narrowed to; null and empty say nothing.
/// @param year  of the span
/// @param words in title, office or span
public record AssignmentFilter(
        Whose whose,
        @Nullable RegionCode region,
        @Nullable String schemeId,
        @Nullable String taskKey,
        @Nullable Integer year,
        @Nullable Standing standing,
        String words) {

    public static final AssignmentFilter NONE = new AssignmentFilter(Whose.AREA, null, null, null, null, null, "");

    /// Whose tasks are shown.
    public enum Whose {
        /// Those that the person's office has to do.
        MINE("mine", "本单位的"),
        /// Those that were reported to the person's office.
        CONFIRM("confirm", "等本单位确认的"),
        /// All in the person's area.
        AREA("area", "辖区的");

        private final String code;
        private final String title;

        Whose(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public static Optional<Whose> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    /// How tasks stand on a day.
    public enum Standing {
        OVERDUE("overdue", "超期没办"),
        WAITING("waiting", "在办"),
        REPORTED("reported", "待确认"),
        DONE("done", "已办结"),
        LATER("later", "没到时候"),
        CANCELLED("cancelled", "已撤销");

        private final String code;
        private final String title;

        Standing(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public static Optional<Standing> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }

        /// Every task stands in just one of these.
        public static Standing of(Assignment one, LocalDate today) {
            return switch (one.state()) {
                case DONE -> DONE;
                case CANCELLED -> CANCELLED;
                case REPORTED -> REPORTED;
                case OPEN, DOING, RETURNED ->
                    one.dueOn().isBefore(today) ? OVERDUE : one.fromOn().isAfter(today) ? LATER : WAITING;
            };
        }
    }

    /// Out of an address: `whose`, `region`, `scheme`, `task`, `year`, `standing`, `q`.
    public static AssignmentFilter of(Map<String, String> query) {
        var year = query.getOrDefault("year", "");
        var scheme = query.getOrDefault("scheme", "");
        var task = query.getOrDefault("task", "");
        var words = query.getOrDefault("q", "").strip();
        return new AssignmentFilter(
                Whose.ofCode(query.getOrDefault("whose", "")).orElse(Whose.AREA),
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                scheme.isBlank() ? null : scheme,
                task.isBlank() ? null : task,
                year.matches("20\\d\\d") ? Integer.valueOf(year) : null,
                Standing.ofCode(query.getOrDefault("standing", "")).orElse(null),
                words.substring(0, Math.min(words.length(), 50)));
    }

    public AssignmentFilter of(Whose other) {
        return new AssignmentFilter(other, region, schemeId, taskKey, year, standing, words);
    }

    public AssignmentFilter in(@Nullable RegionCode other) {
        return new AssignmentFilter(whose, other, schemeId, taskKey, year, standing, words);
    }

    public AssignmentFilter standing(@Nullable Standing other) {
        return new AssignmentFilter(whose, region, schemeId, taskKey, year, other, words);
    }

    public boolean narrowed() {
        return schemeId != null || taskKey != null || year != null || standing != null || !words.isEmpty();
    }
}
