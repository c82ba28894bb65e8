package org.nongyou.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A piece of long work as its owner sees it.
/// @param total   null while it is not known
/// @param message how it ended, or null
/// @param file    the name of the file to fetch, or null
public record Job(
        long id,
        String kind,
        String title,
        State state,
        long done,
        @Nullable Long total,
        @Nullable String message,
        @Nullable String file,
        boolean cancelRequested,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /// `code` is what the database keeps.
    public enum State {
        WAITING("waiting", "排队中"),
        RUNNING("running", "进行中"),
        DONE("done", "做完了"),
        FAILED("failed", "没有做完"),
        CANCELLED("cancelled", "已停止");

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

        static State ofCode(String code) {
            for (var state : values()) if (state.code.equals(code)) return state;
            throw new IllegalArgumentException("no job state " + code);
        }
    }

    public boolean isOver() {
        return switch (state) {
            case WAITING, RUNNING -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }
}
