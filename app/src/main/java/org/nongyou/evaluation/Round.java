package org.nongyou.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// One evaluation: a score sheet of a scheme, for one year, in the area of the office that evaluates.
/// @param scorers     how many people score each sheet
/// @param experts     the accounts that score; empty where people of the office do
/// @param pass        points from which a result may enter the catalogue, or null where nobody set any
/// @param noticeId    the publicity of the ranking, once it is confirmed
/// @param publishedOn the day on which the public page has it
public record Round(
        long id,
        SchemeRef scheme,
        String procedureId,
        String sheetId,
        String title,
        int year,
        RegionCode region,
        long officeId,
        String officeName,
        int scorers,
        List<Long> experts,
        @Nullable BigDecimal pass,
        @Nullable LocalDate dueOn,
        State state,
        @Nullable Long noticeId,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate publishedOn,
        int revision,
        String createdByName,
        boolean demo) {

    public enum State {
        OPEN("open", "评价中", "info"),
        CONFIRMED("confirmed", "排名已确认，公示中", "warn"),
        PUBLISHED("published", "结果已公布", "ok");

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
            return Arrays.stream(values())
                    .filter(state -> state.code.equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public Round {
        experts = List.copyOf(experts);
    }
}
