package org.nongyou.notice;

import static nongyoudb.notice.Tables.HOLIDAYS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nongyoudb.notice.tables.records.HolidaysRecord;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The calendar of working days (工作日): Monday to Friday, without the holidays, with the weekend days that are worked
/// in their place. The days come with the product, each with its source; an administrator adds the next year's.
///
/// In a span the day on which it begins is not counted (民法典第二百零一条) and its last day is whole.
@Service
public class Workdays implements InitializingBean {

    /// Another node's administrator may have added a day: within this time every node knows it.
    private static final long KNOWN_FOR_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final DSLContext sql;
    private final Journal journal;
    private volatile Calendar calendar = new Calendar(new TreeMap<>(), Set.of(), System.nanoTime() - KNOWN_FOR_NANOS);

    private record Calendar(NavigableMap<LocalDate, Boolean> off, Set<Integer> published, long readAt) {}

    Workdays(DSLContext sql, Journal journal) {
        this.sql = sql;
        this.journal = journal;
    }

    /// Loads the days that came with this version and are not known yet; what an administrator entered stays.
    @Override
    public void afterPropertiesSet() {
        var stream = Workdays.class.getResourceAsStream("/calendar/holidays.csv");
        if (stream == null) throw new IllegalStateException("calendar/holidays.csv is missing");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var known = sql.select(HOLIDAYS.DAY).from(HOLIDAYS).fetchSet(HOLIDAYS.DAY);
            var rows = reader.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(line -> !known.contains(LocalDate.parse(line[0])))
                    .map(line -> {
                        var row = new HolidaysRecord();
                        row.setDay(LocalDate.parse(line[0]));
                        row.setOff(Boolean.parseBoolean(line[1]));
                        row.setName(line[2]);
                        row.setSource(line[3]);
                        row.setConfidence(line[4]);
                        return row;
                    })
                    .toList();
            if (!rows.isEmpty()) {
                sql.insertInto(HOLIDAYS)
                        .columns(HOLIDAYS.DAY, HOLIDAYS.OFF, HOLIDAYS.NAME, HOLIDAYS.SOURCE, HOLIDAYS.CONFIDENCE)
                        .valuesOfRecords(rows.stream()
                                .map(row -> row.into(
                                        HOLIDAYS.DAY,
                                        HOLIDAYS.OFF,
                                        HOLIDAYS.NAME,
                                        HOLIDAYS.SOURCE,
                                        HOLIDAYS.CONFIDENCE))
                                .toList())
                        .onConflictDoNothing()
                        .execute();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isWorkday(LocalDate day) {
        var off = calendar().off().get(day);
        if (off != null) return !off;
        return !isWeekend(day);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /// The last day of a span of so many working days that begins with an act on `from`; `from` itself for 0.
    public LocalDate plus(LocalDate from, int workingDays) {
        if (workingDays < 0) throw new IllegalArgumentException("negative span: " + workingDays);
        var day = from;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkday(day)) left--;
        }
        return day;
    }

    /// How many working days lie after `from` up to and with `to`: what is left until a deadline. Negative when `to`
    /// is over: then how many working days have gone by since.
    public int between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) return -between(to, from);
        // Weeks by arithmetic and only the days that the calendar moves one by one: lists ask for every row.
        long days = to.toEpochDay() - from.toEpochDay();
        int count = Math.toIntExact(days / 7 * 5);
        for (var day = to.minusDays(days % 7 - 1); !day.isAfter(to); day = day.plusDays(1)) {
            if (!isWeekend(day)) count++;
        }
        for (var listed : calendar().off().subMap(from, false, to, true).entrySet()) {
            if (listed.getValue() != isWeekend(listed.getKey())) count += listed.getValue() ? -1 : 1;
        }
        return count;
    }

    /// How a deadline stands on a day.
    public Due due(LocalDate today, LocalDate on) {
        return Due.of(today, on, between(today, on));
    }

    /// The day itself, or the next working day where it is a day off: on it a span counted in calendar days ends
    /// (民法典第二百零三条).
    public LocalDate onOrAfter(LocalDate day) {
        var last = day;
        while (!isWorkday(last)) last = last.plusDays(1);
        return last;
    }

    /// Whether the year's arrangement is known. Until then its moved working days are missing, and a count into that
    /// year is an estimate that pages mark as such.
    public boolean isPublished(int year) {
        return calendar().published().contains(year);
    }

    public List<Holiday> list(int year) {
        return sql.selectFrom(HOLIDAYS)
                .where(HOLIDAYS.DAY.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .orderBy(HOLIDAYS.DAY)
                .fetch(row -> new Holiday(
                        row.getDay(),
                        row.getOff(),
                        row.getName(),
                        row.getSource(),
                        Holiday.Confidence.ofCode(row.getConfidence())));
    }

    /// The years of which any day is known, newest first.
    public List<Integer> years() {
        return calendar().off().keySet().stream()
                .map(LocalDate::getYear)
                .distinct()
                .sorted((a, b) -> b - a)
                .toList();
    }

    /// Enters or corrects a day. The calendar holds for the whole installation, so only an administrator of the
    /// province or above may. Deadlines already given keep their date; open ones count with the new calendar.
    @Transactional
    public Decision<Holiday> add(Actor actor, LocalDate day, boolean off, String name, String source) {
        if (!actor.may(Verb.ADMINISTER) || !actor.scope().isAtLeast(Level.PROVINCE))
            return Decision.refused("calendar.not-yours");
        if (name.isBlank())
            return Decision.refused(Refusal.of("calendar.name-missing").at("name"));
        if (source.isBlank())
            return Decision.refused(Refusal.of("calendar.source-missing").at("source"));
        if (off && isWeekend(day))
            return Decision.refused(Refusal.of("calendar.weekend-is-off", day).at("day"));
        var before = sql.fetchOptional(HOLIDAYS, HOLIDAYS.DAY.eq(day));
        sql.insertInto(HOLIDAYS)
                .set(HOLIDAYS.DAY, day)
                .set(HOLIDAYS.OFF, off)
                .set(HOLIDAYS.NAME, name.strip())
                .set(HOLIDAYS.SOURCE, source.strip())
                .set(HOLIDAYS.CONFIDENCE, Holiday.Confidence.ADDED.code())
                .set(HOLIDAYS.ADDED_BY, actor.accountId())
                .onConflict(HOLIDAYS.DAY)
                .doUpdate()
                .setAllToExcluded()
                .execute();
        var region = actor.scope().region();
        journal.write(
                actor,
                JournalEntry.of(
                                "calendar.add",
                                region == null ? RegionCode.COUNTRY : region,
                                "calendar",
                                day,
                                name.strip(),
                                "工作日历：" + day + (off ? " 放假" : " 上班") + "，依据 " + source.strip())
                        .change(
                                before.map(row -> "{\"off\":" + row.getOff() + "}")
                                        .orElse(null),
                                "{\"off\":" + off + "}"));
        calendar = new Calendar(new TreeMap<>(), Set.of(), System.nanoTime() - KNOWN_FOR_NANOS);
        return Decision.done(new Holiday(day, off, name.strip(), source.strip(), Holiday.Confidence.ADDED));
    }

    private Calendar calendar() {
        var known = calendar;
        if (System.nanoTime() - known.readAt() < KNOWN_FOR_NANOS) return known;
        var rows = sql.selectFrom(HOLIDAYS).fetch();
        var off = new TreeMap<LocalDate, Boolean>();
        for (var row : rows) off.put(row.getDay(), row.getOff());
        // A year counts as known when somebody's arrangement for it was entered, not by its statutory days alone.
        var published = rows.stream()
                .filter(row -> !row.getConfidence().equals(Holiday.Confidence.STATUTORY.code()))
                .map(row -> row.getDay().getYear())
                .collect(Collectors.toSet());
        known = new Calendar(off, published, System.nanoTime());
        calendar = known;
        return known;
    }
}
