package org.nongyou.notice;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// How a deadline stands on a day. Whether it is over is told by the calendar; how far it is away, in working days. So
/// a Friday's deadline is over on Saturday, although no working day has gone by since.
/// @param on       the last day, whole
/// @param workdays left until it, or gone by since where it is over; never negative
/// @param days     the same in days of the calendar
public record Due(LocalDate on, State state, int workdays, int days) {

    /// A deadline within so many working days is near.
    public static final int SOON = 3;

    public enum State {
        OVERDUE("bad"),
        TODAY("warn"),
        SOON("warn"),
        LATER("");

        private final String tone;

        State(String tone) {
            this.tone = tone;
        }

        /// Of the mark on screens; empty for none.
        public String tone() {
            return tone;
        }
    }

    static Due of(LocalDate today, LocalDate on, int workdays) {
        int days = (int) Math.abs(ChronoUnit.DAYS.between(today, on));
        var state = on.isBefore(today)
                ? State.OVERDUE
                : days == 0 ? State.TODAY : workdays <= SOON ? State.SOON : State.LATER;
        return new Due(on, state, Math.abs(workdays), days);
    }

    public boolean over() {
        return state == State.OVERDUE;
    }

    /// 超期 2 个工作日, 超期 5 年多, 已超期, 今天到期, 剩 3 个工作日, 剩 1 天.
    public String text() {
        return switch (state) {
            // Nobody counts the working days of years.
            case OVERDUE ->
                workdays == 0 ? "已超期" : days >= 2 * 365 ? "超期 " + days / 365 + " 年多" : "超期 " + workdays + " 个工作日";
            case TODAY -> "今天到期";
            // Only days off lie between.
            case SOON, LATER -> workdays == 0 ? "剩 " + days + " 天" : "剩 " + workdays + " 个工作日";
        };
    }
}
