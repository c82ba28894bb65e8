package org.nongyou.notice;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A notice as it stands today.
/// @param clause       the clause that asks for it, as shown, or null
/// @param region       where the matter lies
/// @param office       the office that answers for it and for objections to it
/// @param subjectKind  `case`, `listing` … with subjectId; null where it is about nothing kept here
/// @param workingDays  the length in working days, or null
/// @param calendarDays the length in calendar days, or null
/// @param endsOn       its last day, whole; null where it has none
public record Notice(
        long id,
        NoticeKind kind,
        String title,
        String body,
        @Nullable String clause,
        RegionCode region,
        long officeId,
        String officeName,
        @Nullable String subjectKind,
        @Nullable String subjectId,
        LocalDate startsOn,
        @Nullable Integer workingDays,
        @Nullable Integer calendarDays,
        @Nullable LocalDate endsOn,
        State state,
        @Nullable String endedReason,
        Instant publishedAt,
        boolean demo) {

    public enum State {
        OPEN("open", "公示中"),
        ENDED("ended", "已结束"),
        WITHDRAWN("withdrawn", "已撤下");

        private final String code;
        private final String title;

        State(String code, String title) {
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

    /// Whether objections are received: a publicity whose last day is not over.
    public boolean takesObjections() {
        return kind == NoticeKind.PUBLICITY && state == State.OPEN;
    }

    /// 7 个工作日, 10 天; empty where it has no length.
    public String length() {
        if (workingDays != null) return workingDays + " 个工作日";
        return calendarDays != null ? calendarDays + " 天" : "";
    }
}
