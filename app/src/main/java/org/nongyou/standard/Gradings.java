package org.nongyou.standard;

import static nongyoudb.standard.Tables.GRADINGS;
import static nongyoudb.standard.Tables.GRADING_RANGES;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nongyoudb.standard.tables.records.GradingRangesRecord;
import nongyoudb.standard.tables.records.GradingsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Tables of grades (品质分级). An office writes down what its standard or rule says, with the source; the platform has
/// none
/// of its own. A table is not changed: it ends, and another begins.
@Service
public class Gradings {

    public static final String SUBJECT = "grading";
    public static final int MOST = 500;

    private static final int MOST_INDICATORS = 30;
    private static final int MOST_GRADES = 6;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}(?:\\.\\d{1,4})?");
    private static final Pattern BETWEEN =
            Pattern.compile("(\\d{1,8}(?:\\.\\d{1,4})?)[-—–~～至](\\d{1,8}(?:\\.\\d{1,4})?)");

    private final DSLContext sql;
    private final Journal journal;
    private final Clock clock;

    Gradings(DSLContext sql, Journal journal, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads: tables are public as standards are, [Standards#reading].

    /// Those of the area and of the areas above, by produce.
    /// @param produce part of its name; empty for all
    public List<Grading> list(Scope scope, String produce) {
        return read(sql.selectFrom(GRADINGS)
                .where(readable(scope))
                .and(produce.isBlank() ? DSL.noCondition() : GRADINGS.PRODUCE.contains(produce.strip()))
                .orderBy(GRADINGS.PRODUCE, GRADINGS.IN_FORCE_FROM.desc(), GRADINGS.ID.desc())
                .limit(MOST)
                .fetch());
    }

    public Optional<Grading> find(Scope scope, long id) {
        return read(sql.selectFrom(GRADINGS)
                        .where(GRADINGS.ID.eq(id))
                        .and(readable(scope))
                        .fetch())
                .stream()
                .findFirst();
    }

    /// In force on a day where a batch was harvested, for its produce: the table's name is in the batch's.
    public List<Grading> of(RegionCode place, String produce, LocalDate day) {
        return list(Scope.within(place), "").stream()
                .filter(one -> produce.contains(one.produce()))
                .filter(one -> !one.inForceFrom().isAfter(day))
                .filter(one -> one.endedOn() == null || one.endedOn().isAfter(day))
                .toList();
    }

    private static Condition readable(Scope scope) {
        var own = scope.region();
        if (own == null) return DSL.falseCondition();
        if (own.equals(RegionCode.COUNTRY)) return scope.on(GRADINGS.REGION_CODE);
        var above = new ArrayList<String>();
        above.add(RegionCode.COUNTRY.value());
        for (var region : own.path()) above.add(region.value());
        return scope.on(GRADINGS.REGION_CODE).or(GRADINGS.REGION_CODE.in(above));
    }

    // --- Acts

    /// 登记分级.
    @Transactional
    public Decision<Grading> record(Actor actor, GradingForm form) {
        if (!Standards.mayRecord(actor)) return Decision.refused("standard.grading-no-right");
        var sent = sql.select(GRADINGS.ID)
                .from(GRADINGS)
                .where(GRADINGS.FORM_KEY.eq(form.formKey()))
                .fetchOne(GRADINGS.ID);
        if (sent != null)
            return find(actor.scope(), sent)
                    .map(Decision::done)
                    .orElseGet(() -> Decision.refused("standard.grading-unknown"));
        var faults = new ArrayList<Refusal>();
        var produce = text(form.produce(), "produce", "产品", 40, true, faults);
        var standard = text(form.standard(), "standard", "标准号", 60, false, faults);
        var source = text(form.source(), "source", "出处", 200, true, faults);
        var grades = Arrays.stream(form.grades().split("[、，,\\s]+"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
        if (grades.isEmpty()
                || grades.size() > MOST_GRADES
                || grades.stream().anyMatch(one -> one.length() > 10)
                || new HashSet<>(grades).size() < grades.size())
            faults.add(Refusal.of("standard.grading-grades", MOST_GRADES).at("grades"));
        var from = day(form.inForceFrom(), faults);
        var indicators = indicators(form.table(), grades.size(), faults);
        if (!faults.isEmpty() || from == null) return Decision.refused(Refusal.joined(faults));
        var row = sql.newRecord(GRADINGS);
        row.setFormKey(form.formKey());
        row.setRegionCode(actor.region().value());
        row.setProduce(produce);
        row.setStandard(standard);
        row.setGrades(grades.toArray(String[]::new));
        row.setSource(source);
        row.setInForceFrom(from);
        row.setOfficeName(actor.officeName());
        row.setRecordedBy(actor.name());
        row.setDemo(actor.demo());
        row.insert();
        for (int position = 0; position < indicators.size(); position++) {
            var one = indicators.get(position);
            for (int grade = 0; grade < grades.size(); grade++) {
                var range = one.ranges().get(grade);
                sql.insertInto(GRADING_RANGES)
                        .set(GRADING_RANGES.GRADING_ID, row.getId())
                        .set(GRADING_RANGES.INDICATOR, one.name())
                        .set(GRADING_RANGES.UNIT, one.unit())
                        .set(GRADING_RANGES.POSITION, position)
                        .set(GRADING_RANGES.GRADE, grade)
                        .set(GRADING_RANGES.LOWEST, range.lowest())
                        .set(GRADING_RANGES.HIGHEST, range.highest())
                        .execute();
            }
        }
        var done = find(actor.scope(), row.getId()).orElseThrow();
        journal.write(
                actor,
                line(
                        "grading.record",
                        done,
                        "登记" + produce + "分级，" + String.join("、", grades) + "，" + indicators.size() + " 项指标，"
                                + source));
        return Decision.done(done);
    }

    /// 停用, by the office over the area that it holds in.
    @Transactional
    public Decision<Grading> end(Actor actor, long id, String because) {
        if (!Standards.mayRecord(actor)) return Decision.refused("standard.grading-no-right");
        var one = find(Standards.reading(actor), id).orElse(null);
        if (one == null) return Decision.refused("standard.grading-unknown");
        if (!actor.scope().covers(one.region()))
            return Decision.refused("standard.grading-elsewhere", one.officeName());
        if (one.endedOn() != null) return Decision.refused("standard.grading-ended", one.endedOn());
        var faults = new ArrayList<Refusal>();
        var reason = text(because, "reason", "原因", 200, true, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        sql.update(GRADINGS)
                .set(GRADINGS.ENDED_ON, today.isBefore(one.inForceFrom()) ? one.inForceFrom() : today)
                .set(GRADINGS.ENDED_BECAUSE, reason)
                .where(GRADINGS.ID.eq(id))
                .and(GRADINGS.ENDED_ON.isNull())
                .execute();
        var done = find(actor.scope(), id).orElseThrow();
        journal.write(
                actor, line("grading.end", done, "停用" + done.produce() + "分级").because(reason));
        return Decision.done(done);
    }

    private static JournalEntry line(String act, Grading one, String summary) {
        return JournalEntry.of(act, one.region(), SUBJECT, one.id(), one.produce() + "分级", summary);
    }

    /// A line: 可溶性固形物 % ≥12 ≥10 不限
    private static List<Grading.Indicator> indicators(String table, int grades, List<Refusal> faults) {
        var indicators = new ArrayList<Grading.Indicator>();
        var names = new HashSet<String>();
        int number = 0;
        for (var typed : table.lines().map(String::strip).toList()) {
            if (typed.isEmpty()) continue;
            number++;
            var cells = typed.replace("≥ ", "≥").replace("≤ ", "≤").split("\\s+");
            var ranges = new ArrayList<Grading.Range>();
            for (int i = 2; i < cells.length; i++) range(cells[i]).ifPresent(ranges::add);
            if (cells.length != grades + 2
                    || ranges.size() != grades
                    || cells[0].length() > 20
                    || cells[1].length() > 12
                    || !names.add(cells[0])) {
                faults.add(Refusal.of("standard.grading-line", number, grades).at("table"));
                return List.of();
            }
            indicators.add(new Grading.Indicator(cells[0], cells[1].equals("-") ? "" : cells[1], ranges));
        }
        if (indicators.isEmpty() || indicators.size() > MOST_INDICATORS)
            faults.add(
                    Refusal.of("standard.grading-indicators", MOST_INDICATORS).at("table"));
        return indicators;
    }

    private static Optional<Grading.Range> range(String typed) {
        if (typed.equals("不限") || typed.equals("-")) return Optional.of(new Grading.Range(null, null));
        var between = BETWEEN.matcher(typed);
        if (between.matches()) {
            var low = new BigDecimal(between.group(1));
            var high = new BigDecimal(between.group(2));
            return low.compareTo(high) <= 0 ? Optional.of(new Grading.Range(low, high)) : Optional.empty();
        }
        var plain = typed.replace(">=", "≥").replace("<=", "≤");
        if (plain.length() < 2 || !NUMBER.matcher(plain.substring(1)).matches()) return Optional.empty();
        var number = new BigDecimal(plain.substring(1));
        return switch (plain.charAt(0)) {
            case '≥' -> Optional.of(new Grading.Range(number, null));
            case '≤' -> Optional.of(new Grading.Range(null, number));
            default -> Optional.empty();
        };
    }

    private static String text(
            String typed, String field, String title, int longest, boolean needed, List<Refusal> faults) {
        var text = typed.strip();
        if (needed && text.isEmpty())
            faults.add(Refusal.of("standard.grading-needed", title).at(field));
        if (text.length() > longest)
            faults.add(Refusal.of("standard.grading-long", title, longest).at(field));
        return text;
    }

    private static @Nullable LocalDate day(String typed, List<Refusal> faults) {
        try {
            return TypedDay.parse(typed.strip());
        } catch (DateTimeException e) {
            faults.add(Refusal.of("standard.day-wrong").at("inForceFrom"));
            return null;
        }
    }

    /// With their ranges: one statement more for all of them.
    private List<Grading> read(List<GradingsRecord> rows) {
        if (rows.isEmpty()) return List.of();
        var ranges = sql.selectFrom(GRADING_RANGES)
                .where(GRADING_RANGES.GRADING_ID.in(
                        rows.stream().map(GradingsRecord::getId).toList()))
                .orderBy(GRADING_RANGES.GRADING_ID, GRADING_RANGES.POSITION, GRADING_RANGES.GRADE)
                .fetch();
        return rows.stream()
                .map(row -> grading(
                        row,
                        ranges.stream()
                                .filter(one -> one.getGradingId().equals(row.getId()))
                                .toList()))
                .toList();
    }

    private static Grading grading(GradingsRecord row, List<GradingRangesRecord> ranges) {
        var byPosition = new TreeMap<Integer, List<GradingRangesRecord>>();
        for (var one : ranges)
            byPosition
                    .computeIfAbsent(one.getPosition(), _ -> new ArrayList<>())
                    .add(one);
        return new Grading(
                row.getId(),
                new RegionCode(row.getRegionCode()),
                row.getProduce(),
                row.getStandard(),
                Arrays.asList(row.getGrades()),
                byPosition.values().stream()
                        .map(of -> new Grading.Indicator(
                                of.getFirst().getIndicator(),
                                of.getFirst().getUnit(),
                                of.stream()
                                        .map(one -> new Grading.Range(one.getLowest(), one.getHighest()))
                                        .toList()))
                        .toList(),
                row.getSource(),
                row.getInForceFrom(),
                row.getEndedOn(),
                row.getEndedBecause(),
                row.getOfficeName(),
                row.getDemo());
    }
}
