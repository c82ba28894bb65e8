package org.nongyou.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.Subject;

/// What the loader's SQL must know of a scheme, put into temporary tables: the ways of its procedures for bases with
/// their acts, and the desks (an office of a level and department) at which the acts are done.
final class SchemeTables {

    /// Cases of a removal are numbered from here, those of an entry from 0 by level.
    private static final int REMOVALS_FROM = 100;

    private static final int NOTICE_DAYS_WHERE_OPEN = 5;

    private final Scheme scheme;
    private final Kind kind;
    private final List<Procedure> entries;
    private final List<Procedure> removals;
    private final Map<String, Integer> desks = new LinkedHashMap<>();

    private SchemeTables(Scheme scheme, Kind kind, List<Procedure> entries, List<Procedure> removals) {
        this.scheme = scheme;
        this.kind = kind;
        this.entries = entries;
        this.removals = removals;
        // Number 0 is where the first entry begins.
        desk(entries.getFirst().first());
        Stream.concat(entries.stream(), removals.stream())
                .flatMap(procedure -> procedure.stages().stream())
                .filter(stage -> stage.end() == null)
                .forEach(this::desk);
    }

    /// Empty when the scheme lists no bases.
    static Optional<SchemeTables> of(Scheme scheme) {
        return scheme.kinds().stream()
                .filter(kind -> kind.subject() == Subject.BASE && !kind.entry().isEmpty())
                .findFirst()
                .map(kind -> of(scheme, kind));
    }

    private static SchemeTables of(Scheme scheme, Kind kind) {
        var entries = kind.levels().stream()
                .sorted(Comparator.comparing(Level::ordinal).reversed())
                .flatMap(level -> kind.entryAt(level).stream().limit(1))
                .flatMap(id -> scheme.procedure(id).stream())
                .filter(procedure -> endsWith(procedure, End.LISTED))
                .toList();
        var removals = scheme.procedures().stream()
                .filter(procedure -> endsWith(procedure, End.REMOVED))
                .toList();
        return new SchemeTables(scheme, kind, entries, removals);
    }

    private static boolean endsWith(Procedure procedure, End end) {
        return procedure.stages().stream().anyMatch(stage -> stage.end() == end);
    }

    int entries() {
        return entries.size();
    }

    int removals() {
        return removals.size();
    }

    /// The ids as the inside of an SQL array.
    String classes() {
        return String.join(
                ", ", kind.classes().stream().map(one -> "'" + one.id() + "'").toList());
    }

    String reserveLevel() {
        var reserve = kind.reserve();
        return reserve == null ? "" : reserve.level().code();
    }

    String promotesTo() {
        var reserve = kind.reserve();
        return reserve == null ? "" : reserve.promotesTo().code();
    }

    /// Fills the tables of ways.
    void write(Connection connection) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("""
                    create temp table load_way (way int primary key, procedure_id text, procedure_title text, kind text,
                        level text, ends text, steps int, stage text, stage_title text, first_desk int, acting_desk int,
                        with_applicant boolean, notice_seq int, notice_stage text, notice_days int, notice_clause text,
                        notice_desk int) on commit drop;
                    create temp table load_way_step (way int, seq int, act text, from_stage text, to_stage text, desk int,
                        applicant boolean, recorded_for text, opinion text, summary text, primary key (way, seq))
                        on commit drop;
                    create temp table load_choice (procedure int, class text, k int, way int,
                        primary key (procedure, class, k)) on commit drop""");
        }
        try (var way = connection.prepareStatement(
                        "insert into load_way values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                var step =
                        connection.prepareStatement("insert into load_way_step values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                var choice = connection.prepareStatement("insert into load_choice values (?, ?, ?, ?)")) {
            var number = 0;
            for (int i = 0; i < entries.size(); i++) number = write(entries.get(i), i, number, way, step, choice);
            for (int i = 0; i < removals.size(); i++) {
                number = write(removals.get(i), REMOVALS_FROM + i, number, way, step, choice);
            }
            way.executeBatch();
            step.executeBatch();
            choice.executeBatch();
        }
        try (var sql = connection.createStatement()) {
            sql.execute("""
                    create temp table load_choices on commit drop as
                    select procedure, class, count(*)::int as choices from load_choice group by 1, 2""");
        }
    }

    private int write(
            Procedure procedure,
            int place,
            int number,
            PreparedStatement way,
            PreparedStatement step,
            PreparedStatement choice)
            throws SQLException {
        var choices = new LinkedHashMap<String, List<Integer>>();
        for (var found : Ways.of(procedure)) {
            number++;
            write(found, number, way);
            for (int seq = 1; seq <= found.steps().size(); seq++) {
                write(found.steps().get(seq - 1), number, seq, step);
            }
            var straight = found.steps().stream().noneMatch(one -> one.act() == Act.RETURN);
            var chosen = choices.computeIfAbsent(choiceOf(found.standing()), _ -> new ArrayList<>());
            // The straight way is three times as usual as the one with a return.
            for (int times = 0; times < (straight ? 3 : 1); times++) chosen.add(number);
        }
        for (var wanted : place < REMOVALS_FROM ? List.of("won", "lost", "open") : List.of("removed", "kept", "open")) {
            var chosen = choices.get(wanted);
            if (chosen == null) {
                throw new IllegalStateException("程序“%s”没有办法走到“%s”".formatted(procedure.title(), wanted));
            }
            for (int k = 0; k < chosen.size(); k++) {
                choice.setInt(1, place);
                choice.setString(2, wanted);
                choice.setInt(3, k);
                choice.setInt(4, chosen.get(k));
                choice.addBatch();
            }
        }
        return number;
    }

    private static String choiceOf(Stage standing) {
        var end = standing.end();
        if (end == null) return "open";
        return switch (end) {
            case LISTED, PAID -> "won";
            case REMOVED -> "removed";
            case KEPT, CLOSED -> "kept";
            case REFUSED, WITHDRAWN -> "lost";
        };
    }

    private void write(Ways.Way found, int number, PreparedStatement way) throws SQLException {
        var procedure = found.procedure();
        var standing = found.standing();
        var end = standing.end();
        var lists = procedure.lists();
        way.setInt(1, number);
        way.setString(2, procedure.id());
        way.setString(3, procedure.title());
        way.setString(4, kind.id());
        way.setString(5, lists == null ? null : lists.level().code());
        way.setString(6, end == null ? null : end.code());
        way.setInt(7, found.steps().size());
        way.setString(8, standing.id());
        way.setString(9, standing.title());
        way.setInt(10, desk(procedure.first()));
        way.setObject(11, end == null ? desk(standing) : null);
        way.setBoolean(12, end == null && standing.byApplicant());
        var noticed = found.noticed().orElse(null);
        var noticeStage =
                noticed == null ? null : found.steps().get(noticed - 1).to();
        way.setObject(13, noticed);
        way.setString(14, noticeStage == null ? null : noticeStage.id());
        way.setObject(15, noticeStage == null ? null : days(noticeStage.notice()));
        way.setString(
                16,
                noticeStage == null || noticeStage.clauses().isEmpty()
                        ? null
                        : noticeStage.clauses().getFirst());
        way.setObject(17, noticeStage == null ? null : desk(noticeStage));
        way.addBatch();
    }

    private static int days(Days notice) {
        return switch (notice) {
            case Days.Fixed(var number, var _) -> number;
            case Days.ByOffice _, Days.None _ -> NOTICE_DAYS_WHERE_OPEN;
        };
    }

    private void write(Ways.Step found, int number, int seq, PreparedStatement step) throws SQLException {
        var by = found.from();
        var act = found.act();
        step.setInt(1, number);
        step.setInt(2, seq);
        step.setString(3, found.code());
        step.setString(4, by.id());
        step.setString(5, found.to().id());
        step.setInt(6, desk(by));
        step.setBoolean(7, by.byApplicant() && by.offices().isEmpty());
        step.setString(8, act == null ? null : recordedFor(by));
        step.setString(9, act == null ? "" : opinion(act));
        step.setString(10, summary(found));
        step.addBatch();
    }

    private static String summary(Ways.Step step) {
        var act = step.act();
        if (act != null)
            return step.from().title() + "：" + act.title() + "，到“" + step.to().title() + "”";
        return step.publicises() ? step.from().title() + "：开始公示" : "开始申报";
    }

    private @Nullable String recordedFor(Stage stage) {
        if (stage.recordedBy() == null) return null;
        return stage.offices().stream()
                .findFirst()
                .flatMap(scheme::office)
                .map(SchemeOffice::title)
                .orElse(null);
    }

    private static String opinion(Act act) {
        return switch (act) {
            case SUBMIT, ADOPT, CONCLUDE -> "";
            case PASS -> "材料齐全，符合要求，同意";
            case RETURN -> "佐证材料不全，请补正后再报";
            case REJECT -> "不符合建设要求";
            case WITHDRAW -> "申请单位撤回";
            case UPHOLD -> "异议成立";
        };
    }

    /// The desk of those who act at a stage; the applicant's papers are handled at the first entry's desk.
    private int desk(Stage stage) {
        var office =
                stage.enteredBy().stream().findFirst().flatMap(scheme::office).orElse(null);
        if (office == null) return 0;
        return desks.computeIfAbsent(office.id(), _ -> desks.size());
    }

    /// The offices at each desk, in the order of their numbers.
    List<SchemeOffice> desks() {
        return desks.keySet().stream()
                .map(id -> scheme.office(id).orElseThrow())
                .toList();
    }

    /// The lowest levels are handled by the county: a village has no office.
    static Level levelOf(SchemeOffice office) {
        var level = office.level();
        if (level == null) return Level.COUNTY;
        return switch (level) {
            case NATIONAL, PROVINCE, CITY, COUNTY -> level;
            case TOWNSHIP, VILLAGE -> Level.COUNTY;
        };
    }

    Scheme scheme() {
        return scheme;
    }
}
