package org.nongyou.compliance.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.CrossCheck;
import org.nongyou.compliance.CrossChecks;
import org.nongyou.journal.JournalRow;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Entered;

/// Pages of cross-checks of certificates.
public final class CrossCheckPages {

    private CrossCheckPages() {}

    static final Map<String, String> LABELS =
            Map.of("code", "编码", "words", "核查什么", "due", "哪天前答复", "finding", "结果", "answer", "怎么查的");

    /// Page `/conformity/checks`.
    /// @param mine whether a check waits for the office of this person
    public record Listed(
            List<CrossCheck> rows,
            List<CrossChecks.Tally> tallies,
            int year,
            List<Integer> years,
            boolean mayAsk,
            LocalDate today,
            Function<CrossCheck, Boolean> mine,
            Function<RegionCode, String> place) {

        public long waiting() {
            return rows.stream().filter(one -> one.open() && mine.apply(one)).count();
        }

        private long late() {
            return rows.stream().filter(one -> one.open() && one.late(today)).count();
        }

        public String tone() {
            return late() > 0 ? "bad" : waiting() > 0 ? "warn" : "plain";
        }

        public String say() {
            if (rows.isEmpty()) return "还没有请别处核查过合格证，别处也没有请这里核查过。";
            var open = rows.stream().filter(CrossCheck::open).count();
            if (open == 0) return "请核查的都答复了。";
            return "还没答复的 " + open + " 件"
                    + (waiting() == 0 ? "" : "，其中要你们答复的 " + waiting() + " 件")
                    + (late() == 0 ? "。" : "；已经过期的 " + late() + " 件。");
        }

        public String county(CrossChecks.Tally tally) {
            return place.apply(new RegionCode(tally.place()));
        }
    }

    /// Page `/conformity/checks/new`.
    /// @param found what the code stands for, or null
    public record Ask(Entered entered, @Nullable Commitment found) {
        public static Map<String, String> labels() {
            return LABELS;
        }
    }

    /// Page `/conformity/checks/{id}`.
    public record One(
            CrossCheck one,
            String place,
            String askedPlace,
            boolean mayAnswer,
            boolean late,
            List<JournalRow> history,
            Entered entered) {

        public String tone() {
            var finding = one.finding();
            return finding != null ? finding.tone() : late ? "bad" : "warn";
        }

        public String say() {
            var finding = one.finding();
            if (finding != null) return one.answeredOffice() + "查了：" + finding.title() + "。" + one.answer();
            return (late ? "过期没有答复" : "等" + place + "答复") + "，要求 " + one.due() + " 前。";
        }

        public static Map<String, String> labels() {
            return LABELS;
        }
    }
}
