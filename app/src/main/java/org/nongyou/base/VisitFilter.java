package org.nongyou.base;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// Which checks of bases.
/// @param months a base is due that was not checked for so many
public record VisitFilter(Standing standing, @Nullable RegionCode region, int months) {

    public enum Standing {
        LATE("late", "过期没查"),
        PLANNED("planned", "待检查"),
        MENDING("mending", "整改中"),
        DUE("due", "该安排的基地"),
        DONE("done", "查完的");

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

    public VisitFilter in(@Nullable RegionCode other) {
        return new VisitFilter(standing, other, months);
    }
}
