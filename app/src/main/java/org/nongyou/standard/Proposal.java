package org.nongyou.standard;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An official table that somebody handed in to become the rules (规则数据的一批), with what it would change.
/// @param document what it is, as its bearer says: name, number and day of the official list
/// @param base     the release it was held against
/// @param faulty   rows with faults; with any it cannot be handed in
/// @param notes    what is worth knowing before approval: names that the classification does not have
/// @param from     day of force, once approved
public record Proposal(
        long id,
        RuleTable table,
        boolean whole,
        String file,
        String document,
        int base,
        int rows,
        int faulty,
        int added,
        int changed,
        int ended,
        int same,
        String notes,
        @Nullable Replay replay,
        State state,
        String officeName,
        long createdBy,
        String createdByName,
        Instant createdAt,
        @Nullable Instant handedInAt,
        @Nullable String decidedByName,
        @Nullable String decidedOffice,
        @Nullable Instant decidedAt,
        String reason,
        @Nullable LocalDate from,
        @Nullable Integer release,
        boolean demo) {

    public enum State {
        DRAFT("预览", "idle"),
        OPEN("待审", "warn"),
        APPROVED("已批准", "ok"),
        REFUSED("没有批准", "bad"),
        WITHDRAWN("已放弃", "idle");

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

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    public int changes() {
        return added + changed + ended;
    }
}
