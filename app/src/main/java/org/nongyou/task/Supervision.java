package org.nongyou.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A letter, an interview or an order to mend something by a date, from an office above (督办函、约谈、限期整改).
/// @param assignmentId the task that it is about, or null
/// @param region       of the office that it goes to
/// @param heldOn       of an interview
/// @param dueOn        until when it is mended and answered; null where it is only recorded
public record Supervision(
        long id,
        SupervisionKind kind,
        @Nullable Long assignmentId,
        SchemeRef scheme,
        String clause,
        String title,
        String words,
        long officeId,
        String officeName,
        RegionCode region,
        long byOfficeId,
        String byOfficeName,
        @Nullable LocalDate heldOn,
        String attended,
        String agreed,
        @Nullable LocalDate dueOn,
        State state,
        String answer,
        @Nullable LocalDate answeredOn,
        String closing,
        @Nullable LocalDate closedOn,
        String createdByName,
        LocalDate createdOn,
        int revision,
        boolean demo) {

    public enum State {
        OPEN("open", "待整改", "warn"),
        ANSWERED("answered", "待销号", "info"),
        CLOSED("closed", "已销号", "ok");

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

        public String tone() {
            return tone;
        }

        static State ofCode(String code) {
            for (var one : values()) if (one.code.equals(code)) return one;
            throw new IllegalArgumentException(code);
        }
    }

    public boolean overdue(LocalDate today) {
        return state == State.OPEN && dueOn != null && dueOn.isBefore(today);
    }

    /// 已记录 where nothing had to be answered.
    public String stateTitle() {
        return dueOn == null ? "已记录" : state.title();
    }
}
