package org.nongyou.production;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of a purchase (出入库).
/// @param amount in the unit of the purchase; packages in pieces
/// @param actId  of a use
public record Movement(
        long id,
        Kind kind,
        BigDecimal amount,
        @Nullable Long actId,
        LocalDate on,
        String note,
        String recordedBy,
        Instant recordedAt) {

    public enum Kind {
        USED("used", "用掉"),
        /// A use that was corrected or withdrawn came back.
        UNDONE("undone", "更正退回"),
        /// To the dealer.
        RETURNED("returned", "退货"),
        SPOILED("spoiled", "报损"),
        /// Empty packages were handed in (包装废弃物回收).
        PACKAGES("packages", "交回空包装");

        private final String code;
        private final String title;

        Kind(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        /// Typed by a person; the others follow from farm acts.
        public boolean byHand() {
            return this == RETURNED || this == SPOILED || this == PACKAGES;
        }

        public static Optional<Kind> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code.equals(code))
                    .findFirst();
        }
    }
}
