package org.nongyou.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A later day asked for (延期申请), with its reason and what became of it.
/// @param fromDay    the day as it stood
/// @param officeName of the office that decides
/// @param grantedTo  the day that was granted, at most the one that was asked for
public record Extension(
        long id,
        long assignmentId,
        RegionCode region,
        LocalDate fromDay,
        LocalDate wantedOn,
        String reason,
        String askedByName,
        LocalDate askedOn,
        long officeId,
        String officeName,
        State state,
        @Nullable LocalDate grantedTo,
        String words,
        String decidedByName,
        @Nullable LocalDate decidedOn) {

    public enum State {
        ASKED("asked", "待批", "info"),
        GRANTED("granted", "已准", "ok"),
        REFUSED("refused", "没有准", "warn");

        private final String code;
        private final String title;
        private final String tone;

        State(String code, String title, String tone) {
            this.code = code;
            this.title = title;
            this.tone = tone;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        /// Of the mark on screens.
        public String tone() {
            return tone;
        }

        static State ofCode(String code) {
            for (var one : values()) if (one.code.equals(code)) return one;
            throw new IllegalArgumentException(code);
        }
    }
}
