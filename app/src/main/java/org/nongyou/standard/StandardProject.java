package org.nongyou.standard;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// Work on a standard (标准项目): who drafts, revises, repeals it or evaluates its effect, and until when.
/// @param standard what it is about, with its number; null for a new one
/// @param result   the standard that came of it; null while open and where none did
public record StandardProject(
        long id,
        Kind kind,
        String title,
        @Nullable Long standardId,
        String standard,
        RegionCode region,
        String officeName,
        String partners,
        LocalDate started,
        LocalDate due,
        @Nullable LocalDate closed,
        String outcome,
        @Nullable Long resultId,
        String result,
        boolean dropped,
        boolean demo) {

    public enum Kind {
        DRAFT("制定"),
        REVISE("修订"),
        REPEAL("废止"),
        EVALUATE("效果评估");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code().equals(code))
                    .findFirst();
        }
    }

    public String stateTitle(LocalDate today) {
        if (closed != null) return dropped ? "终止" : "完成";
        return today.isAfter(due) ? "超期" : "进行中";
    }

    public String tone(LocalDate today) {
        if (closed != null) return dropped ? "idle" : "ok";
        return today.isAfter(due) ? "bad" : "info";
    }
}
