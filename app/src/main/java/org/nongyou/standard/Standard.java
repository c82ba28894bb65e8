package org.nongyou.standard;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A standard of the library (标准), one edition.
/// @param produce    what it is about; empty where not of one produce
/// @param region     the area for which it was issued; the country for national and trade standards
/// @param from       null for drafts, and where the source does not tell the day
/// @param ended      the first day on which it no longer holds; null while in force and where nobody tells it
/// @param replacedBy number of its successor; empty without
public record Standard(
        long id,
        StandardNumber number,
        String title,
        Field field,
        String produce,
        String issuer,
        RegionCode region,
        boolean draft,
        @Nullable LocalDate issued,
        @Nullable LocalDate from,
        @Nullable LocalDate ended,
        String replacedBy,
        String source,
        String note,
        @Nullable Long fileId,
        String recordedBy,
        int revision,
        boolean demo) {

    /// What it is about (领域).
    public enum Field {
        PLANTING("种植"),
        LIVESTOCK("畜牧"),
        FISHERY("渔业"),
        PROCESSING("加工流通"),
        ENVIRONMENT("产地环境"),
        INPUTS("投入品"),
        RESIDUES("残留限量"),
        TESTING("抽样检测"),
        TRACE("追溯"),
        CERTIFICATION("认证"),
        BASE("基地建设"),
        OTHER("其他");

        private final String title;

        Field(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Field> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code().equals(code))
                    .findFirst();
        }
    }

    public enum State {
        DRAFT("征求意见", "info"),
        TO_COME("未到实施日期", "info"),
        IN_FORCE("现行", "ok"),
        REPLACED("被代替", "idle"),
        REPEALED("废止", "bad");

        private final String title;
        private final String tone;

        State(String title, String tone) {
            this.title = title;
            this.tone = tone;
        }

        public String title() {
            return title;
        }

        public String tone() {
            return tone;
        }

        public static Optional<State> ofName(String name) {
            return Arrays.stream(values())
                    .filter(one -> one.name().equals(name))
                    .findFirst();
        }
    }

    public State state(LocalDate day) {
        if (draft) return State.DRAFT;
        if (ended != null ? !ended.isAfter(day) : !replacedBy.isEmpty())
            return replacedBy.isEmpty() ? State.REPEALED : State.REPLACED;
        return from != null && from.isAfter(day) ? State.TO_COME : State.IN_FORCE;
    }
}
