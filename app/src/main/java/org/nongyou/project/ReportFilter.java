package org.nongyou.project;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a list of reports is narrowed to; null says nothing.
public record ReportFilter(
        @Nullable RegionCode region,
        Standing standing,
        @Nullable Long projectId) {

    public enum Standing {
        /// The day is over and nothing was filed.
        LATE("late", "过期没报"),
        /// The reminder's day has come.
        SOON("soon", "快到期"),
        OWED("owed", "没报"),
        FILED("filed", "待审"),
        ALL("all", "全部");

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
    }

    /// Out of an address: `region`, `standing`, `project`.
    public static ReportFilter of(Map<String, String> query) {
        var project = query.getOrDefault("project", "");
        return new ReportFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                Standing.ofCode(query.getOrDefault("standing", "")).orElse(Standing.OWED),
                project.matches("\\d{1,18}") ? Long.valueOf(project) : null);
    }
}
