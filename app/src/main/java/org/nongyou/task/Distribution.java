package org.nongyou.task;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Office;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.Task;

/// To whom and when the tasks of a scheme fall. Computed from the scheme, the register of offices, and what the
/// catalogue and the facts say, so that what is shown before is what is written after.
final class Distribution {

    private static final String AGRICULTURE = "agriculture";

    /// One row to be: a task, its office and its span.
    /// @param subject what of the catalogue it is for, or null for the place as such
    /// @param to      null where nobody is above
    record Row(
            Task task,
            @Nullable TaskSubject subject,
            Office office,
            @Nullable Office to,
            String cooperating,
            String span,
            LocalDate from,
            LocalDate due,
            boolean dueByOffice) {}

    /// Why a task goes to nobody.
    record Skipped(Task task, Reason reason, String detail) {}

    enum Reason {
        /// A funded project does it, and reports it on its own page.
        PROJECT,
        /// None of the offices that the document names has been set up.
        NO_OFFICE,
        /// The document gives no day, or one that is over, and the dispatching office gave none.
        NO_DAY,
        /// The document does not say how often, and the dispatching office did not either.
        NO_FREQUENCY,
        /// All spans of the year are over.
        OVER,
        /// Nothing that it is for stands in the catalogue.
        NO_SUBJECT,
        /// Nothing is such that the task arises.
        NOT_NOW
    }

    /// What the catalogue and the facts say.
    interface Ground {
        /// What of a kind the scheme has in its catalogue; empty where it lists nothing of the kind, so that the place
        /// answers for all of it at once.
        Optional<List<TaskSubject>> subjects(Subject subject);

        /// Whether the task arises now.
        boolean arises(Task task, @Nullable TaskSubject subject, RegionCode place);
    }

    record Span(String code, LocalDate from, LocalDate to) {}

    private final Scheme scheme;
    private final Map<String, String> settled;
    private final TaskList order;
    private final LocalDate today;
    private final Map<String, Office> offices = new HashMap<>();
    private final List<Office> all;
    private final Ground ground;

    final List<Row> rows = new ArrayList<>();
    final List<Skipped> skipped = new ArrayList<>();

    /// @param settled what the issuing office settled, by path
    /// @param offices those of the scheme's area, and above
    Distribution(
            Scheme scheme,
            Map<String, String> settled,
            TaskList order,
            Collection<Office> offices,
            Ground ground,
            LocalDate today) {
        this.ground = ground;
        this.scheme = scheme;
        this.settled = settled;
        this.order = order;
        this.today = today;
        this.all = offices.stream().filter(Office::active).toList();
        for (var one : all) this.offices.put(key(one.region(), one.department()), one);
        for (var task : scheme.tasks()) if (order.tasks().contains(task.id())) distribute(task);
    }

    private static String key(RegionCode region, String department) {
        return region.value() + ' ' + department;
    }

    private void distribute(Task task) {
        if (task.each() == Each.PROJECT) {
            skipped.add(new Skipped(task, Reason.PROJECT, ""));
            return;
        }
        var receivers = receivers(task);
        if (receivers.isEmpty()) {
            skipped.add(new Skipped(task, Reason.NO_OFFICE, titles(task.responsible())));
            return;
        }
        var spans = spans(task);
        if (spans.isEmpty()) return;
        var each = task.each();
        var subjects = each == null || each.level() != null
                ? Optional.<List<TaskSubject>>empty()
                : ground.subjects(each.subject());
        // What comes later is given out when it begins: until then bases come and go, and facts change.
        if (subjects.isPresent() || task.when() != null)
            spans = spans.stream().filter(span -> !span.from.isAfter(today)).toList();
        int before = rows.size();
        var answered = new HashSet<TaskSubject>();
        for (var office : receivers) {
            var to = confirming(task, office);
            var with = cooperating(task, office);
            for (var subject : of(subjects, office)) {
                if (subject.isPresent()) answered.add(subject.get());
                var one = subject.orElse(null);
                if (spans.isEmpty() || task.when() != null && !ground.arises(task, one, office.region())) continue;
                for (var span : spans)
                    rows.add(new Row(task, one, office, to, with, span.code, span.from, span.to, byOffice(task)));
            }
        }
        if (rows.size() > before || spans.isEmpty()) return;
        skipped.add(new Skipped(
                task,
                subjects.isPresent() && answered.isEmpty() ? Reason.NO_SUBJECT : Reason.NOT_NOW,
                each == null ? "" : each.subject().title()));
    }

    private static List<Optional<TaskSubject>> of(Optional<List<TaskSubject>> subjects, Office office) {
        return subjects.isEmpty()
                ? List.of(Optional.empty())
                : subjects.get().stream()
                        .filter(one -> office.region().contains(one.region()))
                        .map(Optional::of)
                        .toList();
    }

    // --- When

    private boolean byOffice(Task task) {
        return switch (task.due()) {
            case Task.Due.On(var day) -> day.isBefore(today);
            case Task.Due.ByOffice(var path) -> !settled.containsKey(path);
            case Task.Due.Every every -> every.dayPath() != null && !settled.containsKey(every.dayPath());
            case Task.Due.EveryByOffice(var path) -> !settled.containsKey(path);
        };
    }

    /// What is over already is not asked for any more.
    private List<Span> spans(Task task) {
        var spans = switch (task.due()) {
            case Task.Due.On(var day) -> once(task, day.isBefore(today) ? order.dueOn() : day);
            case Task.Due.ByOffice(var path) ->
                once(task, settled.containsKey(path) ? LocalDate.parse(settled.get(path)) : order.dueOn());
            case Task.Due.Every every -> every(every.frequency(), day(every));
            case Task.Due.EveryByOffice(var path) -> {
                var frequency = settled.containsKey(path)
                        ? Frequency.ofCode(settled.get(path)).orElse(null)
                        : order.frequency();
                if (frequency == null) {
                    skipped.add(new Skipped(task, Reason.NO_FREQUENCY, ""));
                    yield List.<Span>of();
                }
                yield every(frequency, null);
            }
        };
        if (spans.isEmpty()) return List.of();
        var open = spans.stream().filter(span -> !span.to.isBefore(today)).toList();
        if (open.isEmpty()) skipped.add(new Skipped(task, Reason.OVER, order.year() + " 年"));
        return open;
    }

    private List<Span> once(Task task, @Nullable LocalDate due) {
        if (due == null) {
            skipped.add(new Skipped(task, Reason.NO_DAY, ""));
            return List.of();
        }
        return List.of(new Span("", due.isBefore(today) ? due : today, due));
    }

    private @Nullable Integer day(Task.Due.Every every) {
        if (every.day() != null) return every.day();
        var value = every.dayPath() == null ? null : settled.get(every.dayPath());
        return value == null ? null : Integer.valueOf(value);
    }

    /// @param day of the span, counted from 1; null for its end
    private List<Span> every(Frequency frequency, @Nullable Integer day) {
        int year = order.year();
        var spans = new ArrayList<Span>();
        switch (frequency) {
            case YEAR ->
                spans.add(new Span(Integer.toString(year), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
            case QUARTER -> {
                for (int quarter = 1; quarter <= 4; quarter++) {
                    var from = LocalDate.of(year, quarter * 3 - 2, 1);
                    spans.add(new Span(
                            year + "-Q" + quarter, from, from.plusMonths(3).minusDays(1)));
                }
            }
            case MONTH -> {
                for (int month = 1; month <= 12; month++) {
                    var of = YearMonth.of(year, month);
                    spans.add(new Span("%d-%02d".formatted(year, month), of.atDay(1), of.atEndOfMonth()));
                }
            }
            case WEEK -> {
                var monday = LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                for (; monday.get(IsoFields.WEEK_BASED_YEAR) == year; monday = monday.plusWeeks(1))
                    spans.add(new Span(
                            "%d-W%02d".formatted(year, monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                            monday,
                            monday.plusDays(6)));
            }
        }
        if (day == null) return spans;
        return spans.stream()
                .map(span -> {
                    var due = span.from.plusDays(day - 1L);
                    return new Span(span.code, span.from, due.isAfter(span.to) ? span.to : due);
                })
                .toList();
    }

    // --- To whom

    /// One office for each place: of those that the document makes responsible, or that carry out everything, the first
    /// at the place's own level that has been set up; else the place's office of agriculture; else one above.
    private List<Office> receivers(Task task) {
        var own = offices(task.responsible());
        var level = level(task.each());
        var found = new LinkedHashMap<Long, Office>();
        if (level == null) {
            own.stream()
                    .map(one -> at(one))
                    .filter(list -> !list.isEmpty())
                    .findFirst()
                    .ifPresent(list -> list.forEach(one -> found.put(one.id(), one)));
        } else {
            var candidates = Stream.concat(own.stream(), offices(scheme.carriedOutBy()).stream())
                    .filter(one -> one.level() == level)
                    .map(SchemeOffice::department)
                    .toList();
            for (var place : places(level)) {
                var office = Stream.concat(candidates.stream(), Stream.of(AGRICULTURE))
                        .map(department -> offices.get(key(place, department)))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null);
                if (office != null) found.put(office.id(), office);
            }
            // Below the county stand no offices of their own: the one above answers.
            if (found.isEmpty())
                own.stream().map(this::at).flatMap(List::stream).forEach(one -> found.put(one.id(), one));
        }
        return found.values().stream().filter(this::chosen).toList();
    }

    private boolean chosen(Office office) {
        return order.places().isEmpty() || order.places().stream().anyMatch(place -> place.contains(office.region()));
    }

    /// The level of the places that a task is for each of; bases, products and the like are looked after by counties.
    private static @Nullable Level level(@Nullable Each each) {
        if (each == null) return null;
        var level = each.level();
        return level == null ? Level.COUNTY : level;
    }

    private List<RegionCode> places(Level level) {
        var places = new HashSet<RegionCode>();
        for (var one : all)
            if (one.region().level() == level && area().contains(one.region())) places.add(one.region());
        return places.stream().sorted().toList();
    }

    private RegionCode area() {
        return new RegionCode(scheme.region());
    }

    private List<SchemeOffice> offices(List<String> ids) {
        return ids.stream()
                .flatMap(id -> scheme.office(id).stream())
                .filter(one -> !one.outside())
                .toList();
    }

    /// The offices meant by one of a document: the one of its own area, else every one of its level.
    private List<Office> at(SchemeOffice meant) {
        if (meant.region() != null) {
            var one = offices.get(key(new RegionCode(meant.region()), meant.department()));
            return one == null ? List.of() : List.of(one);
        }
        return all.stream()
                .filter(one -> one.level() == meant.level())
                .filter(one -> one.department().equals(meant.department()))
                .filter(one -> area().contains(one.region()))
                .toList();
    }

    /// Who confirms: whom the document names, where it lies above or beside; else the office of agriculture one level
    /// up within the scheme's area; else the office that issued the document. Never the office itself.
    private @Nullable Office confirming(Task task, Office office) {
        var named = task.to() == null ? null : scheme.office(task.to()).orElse(null);
        if (named != null && named.level() != null) {
            var to = office.region()
                    .at(named.level())
                    .map(region -> offices.get(key(region, named.department())))
                    .orElse(null);
            if (to != null && to.id() != office.id()) return to;
        }
        var above = office.region().parent().orElse(null);
        while (above != null && area().contains(above)) {
            var to = offices.get(key(above, AGRICULTURE));
            if (to != null) return to;
            above = above.parent().orElse(null);
        }
        var issuer = scheme.issuedBy() == null
                ? null
                : scheme.office(scheme.issuedBy()).orElse(null);
        var to = offices.get(key(area(), issuer == null ? AGRICULTURE : issuer.department()));
        return to == null || to.id() == office.id() ? null : to;
    }

    private String cooperating(Task task, Office office) {
        var names = Stream.concat(offices(task.responsible()).stream(), offices(task.cooperating()).stream())
                .filter(one ->
                        !(one.level() == office.level() && one.department().equals(office.department())))
                .map(SchemeOffice::title)
                .distinct()
                .toList();
        return String.join("、", names);
    }

    private String titles(List<String> ids) {
        return String.join(
                "、",
                ids.stream()
                        .map(id -> scheme.office(id).map(SchemeOffice::title).orElse(id))
                        .toList());
    }
}
