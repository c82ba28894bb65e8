package org.nongyou.notice;

import java.time.LocalDate;

/// A day on which work differs from the usual week.
/// @param off    true: a weekday without work; false: a weekend day that is worked
/// @param source the arrangement or statute that says so
public record Holiday(LocalDate day, boolean off, String name, String source, Confidence confidence) {

    /// How sure the day is.
    public enum Confidence {
        PUBLISHED("published", "国务院办公厅已公布"),
        /// A statutory holiday of a year whose arrangement, with its moved working days, is not published yet.
        STATUTORY("statutory", "法定节日，当年安排未公布"),
        ADDED("added", "管理员录入");

        private final String code;
        private final String title;

        Confidence(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        static Confidence ofCode(String code) {
            for (var one : values()) if (one.code.equals(code)) return one;
            throw new IllegalArgumentException("no confidence " + code);
        }
    }
}
