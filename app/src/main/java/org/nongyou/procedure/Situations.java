package org.nongyou.procedure;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import nongyoudb.procedure.tables.records.CasesRecord;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Objections;
import org.nongyou.notice.Workdays;
import org.nongyou.procedure.CaseRules.Situation;
import org.nongyou.procedure.CaseRules.Step;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Figure;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Puts together what a decision on a case depends on. Only what the stage's rules ask for is read, so that a plain
/// approval costs few statements.
@Component
class Situations {

    private final CaseStore store;
    private final Schemes schemes;
    private final Turns turns;
    private final CaseFacts facts;
    private final Objections objections;
    private final Workdays workdays;
    private final Clock clock;

    /// A version that a case pins never changes again.
    private final Map<SchemeRef, Scheme> pinned = new ConcurrentHashMap<>();

    Situations(
            CaseStore store,
            Schemes schemes,
            Turns turns,
            CaseFacts facts,
            Objections objections,
            Workdays workdays,
            Clock clock) {
        this.store = store;
        this.schemes = schemes;
        this.turns = turns;
        this.facts = facts;
        this.objections = objections;
        this.workdays = workdays;
        this.clock = clock;
    }

    /// Costs no statement once scheme and offices were read.
    Step step(CasesRecord row) {
        var theCase = CaseStore.of(row);
        var scheme = pinned.computeIfAbsent(theCase.scheme(), schemes::at);
        var procedure = scheme.procedure(theCase.procedureId()).orElseThrow();
        var stage = procedure.stage(theCase.stage()).orElseThrow();
        var turn = turns.at(scheme, stage, theCase.region(), theCase.createdOffice());
        return new Step(theCase, scheme, procedure, stage, turn);
    }

    /// How often the case came to the step at which it stands. Answers belong to a round.
    int round(Step now) {
        return Progress.of(store.acts(now.theCase().id())).round();
    }

    Situation of(CasesRecord row) {
        return of(row, store.acts(row.getId()));
    }

    Situation of(CasesRecord row, List<CaseAct> acts) {
        var step = step(row);
        var theCase = step.theCase();
        var scheme = step.scheme();
        var procedure = step.procedure();
        var stage = step.stage();
        var progress = Progress.of(acts);
        var form = CaseStore.form(row);
        boolean leadsToList = stage.acts().values().stream()
                .flatMap(to -> procedure.stage(to).stream())
                .anyMatch(next -> next.end() == End.LISTED);
        var wanted = new TreeSet<>(Wanted.atStage(scheme, stage));
        var kind = step.kind();
        if (kind != null && (leadsToList || stage.id().equals(procedure.start()))) wanted.addAll(Wanted.ofKind(kind));
        Map<String, Answer> answers = wanted.isEmpty() && stage.checklist() == null
                ? Map.of()
                : store.answers(theCase.id(), stage.id()).getOrDefault(progress.round(), Map.of());
        boolean documents = !stage.needs().isEmpty() || !answers.isEmpty() || stage.checklist() != null;
        return new Situation(
                theCase,
                acts,
                progress,
                scheme,
                procedure,
                stage,
                step.turn(),
                form,
                facts.gather(theCase, scheme, wanted, form, answers, today()),
                answers,
                documents ? store.documents(theCase.id()) : List.of(),
                progress.notice() == null
                        ? null
                        : objections.publicity(progress.notice().noticeId()).orElse(null),
                leadsToList ? openDoubts(scheme, procedure, theCase.kind()) : List.of());
    }

    Turn turn(Scheme scheme, Stage stage, RegionCode place, @Nullable Long createdOffice) {
        return turns.at(scheme, stage, place, createdOffice);
    }

    Turn turn(Scheme scheme, Stage stage, Case theCase) {
        return turns.at(scheme, stage, theCase.region(), theCase.createdOffice());
    }

    /// What the document leaves open on the way of a case, and nobody has settled. A number that the acting office
    /// enters itself is not among them.
    List<Doubt> openDoubts(Scheme scheme, Procedure procedure, @Nullable String kind) {
        var doubts = new LinkedHashSet<>(scheme.doubtsOn(procedure.path()));
        if (kind != null) scheme.kind(kind).ifPresent(one -> doubts.addAll(scheme.doubtsOn(one.path())));
        for (var stage : procedure.stages()) {
            if (stage.checklist() != null)
                scheme.checklist(stage.checklist()).ifPresent(list -> doubts.addAll(scheme.doubtsOn(list.path())));
            if (stage.scoring() != null)
                scheme.score(stage.scoring().sheet()).ifPresent(sheet -> doubts.addAll(scheme.doubtsOn(sheet.path())));
        }
        doubts.removeIf(doubt -> !doubt.explicit());
        if (doubts.isEmpty()) return List.of();
        var settled = schemes.settlements(scheme.ref()).keySet();
        return doubts.stream().filter(doubt -> !settled.contains(doubt.path())).toList();
    }

    /// The last day of a stage that is entered today, or null where nobody has set a number of days.
    @Nullable
    LocalDate dueOn(Scheme scheme, Stage stage) {
        if (stage.end() != null) return null;
        return switch (stage.days()) {
            case Days.None _ -> null;
            case Days.Fixed(var number, var count) -> after(number, count);
            case Days.ByOffice(var path, var count) -> {
                var settled = number(scheme.ref(), path);
                yield settled == null ? null : after(settled, count);
            }
        };
    }

    private LocalDate after(int days, Days.Count count) {
        return switch (count) {
            case WORKING -> workdays.plus(today(), days);
            case CALENDAR -> workdays.onOrAfter(today().plusDays(days));
        };
    }

    /// How long a notice stands: what the scheme or the issuing office says, or null where the acting office enters it.
    @Nullable
    Integer noticeDays(Scheme scheme, Stage stage) {
        return switch (stage.notice()) {
            case Days.None _ -> null;
            case Days.Fixed fixed -> fixed.number();
            case Days.ByOffice open -> number(scheme.ref(), open.path());
        };
    }

    /// A figure as the scheme gives it or the issuing office settled it, or null.
    @Nullable
    String figure(Scheme scheme, Figure figure) {
        return switch (figure) {
            case Figure.None _ -> null;
            case Figure.Fixed(var value) -> CaseRules.plain(value);
            case Figure.ByOffice(var path) ->
                schemes.settled(scheme.ref(), path).orElse(null);
        };
    }

    private @Nullable Integer number(SchemeRef ref, String path) {
        var value = schemes.settled(ref, path).orElse("");
        return value.matches("[1-9]\\d{0,3}") ? Integer.valueOf(value) : null;
    }

    /// To the microsecond, as the database keeps it.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
