package org.nongyou.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// The sheet of one county or base in an evaluation.
/// @param stage        of the scheme's procedure
/// @param officeId     whose turn it is, or null
/// @param ownPoints    what it gave itself (自评), or null before it handed in
/// @param reviewPoints what the last review before the scoring came to, or null
/// @param total        the mean of the scores, or null before all are in; sealed before the ranking is confirmed
/// @param rank         1 for the most points, equal points have the same; null where it is not confirmed or left out
/// @param leftBecause  why it is not evaluated, or empty
/// @param listingId    the entry of the catalogue that the result led to, or null
/// @param updatedBy    who touched it last
public record EvaluationSheet(
        long id,
        long roundId,
        String subjectKind,
        String subjectId,
        String title,
        String product,
        String producerName,
        RegionCode region,
        String stage,
        String stageTitle,
        @Nullable Long officeId,
        String officeName,
        State state,
        @Nullable BigDecimal ownPoints,
        @Nullable BigDecimal reviewPoints,
        @Nullable BigDecimal total,
        @Nullable Integer rank,
        String leftBecause,
        @Nullable Long listingId,
        int revision,
        String updatedBy,
        Instant updatedAt,
        boolean demo) {

    public enum State {
        OPEN("open", "填报中"),
        SCORED("scored", "已评分"),
        LEFT("left", "不参评");

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
            return Arrays.stream(values())
                    .filter(state -> state.code.equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public String stateTitle() {
        return state == State.OPEN ? stageTitle : state.title();
    }

    /// As somebody sees it who may not know the scores yet.
    EvaluationSheet sealed() {
        return new EvaluationSheet(
                id,
                roundId,
                subjectKind,
                subjectId,
                title,
                product,
                producerName,
                region,
                stage,
                stageTitle,
                officeId,
                officeName,
                state,
                ownPoints,
                reviewPoints,
                null,
                null,
                leftBecause,
                listingId,
                revision,
                updatedBy,
                updatedAt,
                demo);
    }
}
