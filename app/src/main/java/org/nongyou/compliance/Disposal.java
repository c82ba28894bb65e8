package org.nongyou.compliance;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// The end of records whose keeping time is over (到期销毁): of one kind, one area and one month.
/// @param region of the office that proposed it
/// @param month  in which they were issued, or the goods came in
/// @param found  how many there were when it was proposed
/// @param gone   how many were deleted
/// @param decidedByName who approved or dropped it; empty while nobody has
/// @param reason why it was dropped
/// @param jobId  that deletes them, or null
public record Disposal(
        long id,
        What what,
        RegionCode region,
        YearMonth month,
        int found,
        int gone,
        State state,
        long proposedBy,
        String proposedByName,
        String office,
        Instant proposedAt,
        String decidedByName,
        @Nullable Instant decidedAt,
        String reason,
        @Nullable Long jobId,
        @Nullable Instant doneAt) {

    public enum What {
        CERTIFICATES("certificates", "合格证", "开具"),
        ENTRIES("entries", "进货查验记录", "进货");

        private final String code;
        private final String title;
        private final String act;

        What(String code, String title, String act) {
            this.code = code;
            this.title = title;
            this.act = act;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        /// 2026年6月开具的合格证.
        public String of(YearMonth month) {
            return month.getYear() + "年" + month.getMonthValue() + "月" + act + "的" + title;
        }

        public static Optional<What> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    public enum State {
        PROPOSED("proposed", "等批准", "warn"),
        DROPPED("dropped", "没有批准", "idle"),
        APPROVED("approved", "正在销毁", "info"),
        DONE("done", "已销毁", "ok");

        private final String code;
        private final String title;
        private final String tone;

        State(String code, String title, String tone) {
            this.code = code;
            this.title = title;
            this.tone = tone;
        }

        String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public String tone() {
            return tone;
        }

        static State ofCode(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public String title() {
        return what.of(month);
    }
}
