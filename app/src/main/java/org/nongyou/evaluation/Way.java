package org.nongyou.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeItem;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.Subject;

/// The way of a sheet: the stages of a scheme's procedure from its start to the one that scores it.
/// @param stages the scoring one is the last
public record Way(Scheme scheme, Procedure procedure, ScoreSheet sheet, List<Stage> stages) {

    public Way {
        stages = List.copyOf(stages);
    }

    /// Whether a procedure ends in a ranking of places, bases or producers. Projects are evaluated where their money
    /// is.
    public static Optional<Way> of(Scheme scheme, Procedure procedure) {
        var stages = new ArrayList<Stage>();
        var next = Optional.of(procedure.first());
        while (next.isPresent() && !stages.contains(next.get())) {
            var stage = next.get();
            stages.add(stage);
            var scoring = stage.scoring();
            if (scoring != null)
                return scheme.score(scoring.sheet())
                        .filter(sheet -> sheet.ranking() && sheet.subject() != Subject.PROJECT)
                        .map(sheet -> new Way(scheme, procedure, sheet, stages));
            next = Stream.of(Act.SUBMIT, Act.PASS, Act.ADOPT, Act.CONCLUDE)
                    .flatMap(act -> stage.after(act).stream())
                    .findFirst()
                    .flatMap(procedure::stage);
        }
        return Optional.empty();
    }

    public static List<Way> all(Scheme scheme) {
        return scheme.procedures().stream()
                .flatMap(one -> of(scheme, one).stream())
                .toList();
    }

    public Optional<Stage> stage(String id) {
        return stages.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Stage first() {
        return stages.getFirst();
    }

    public Stage last() {
        return stages.getLast();
    }

    public Stage.Scoring scoring() {
        return Objects.requireNonNull(last().scoring());
    }

    Stage after(Stage stage) {
        return stages.get(stages.indexOf(stage) + 1);
    }

    /// Where a return from the stage leads.
    Optional<Stage> before(Stage stage) {
        return stage.after(Act.RETURN).flatMap(this::stage);
    }

    /// The stage after the scoring at which the result is made public, if the document asks for one.
    public Optional<Stage> publication() {
        return last().after(Act.PASS).flatMap(procedure::stage).filter(stage -> stage.end() == null);
    }

    /// Every division of this level has a sheet; empty where subjects are recommended one by one.
    Optional<Level> everyDivision() {
        return sheet.subject() != Subject.REGION
                ? Optional.empty()
                : offices(first())
                        .map(SchemeOffice::level)
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    /// The offices that act at a stage, as the document names them.
    Stream<SchemeOffice> offices(Stage stage) {
        return stage.enteredBy().stream().flatMap(id -> scheme.office(id).stream());
    }

    /// Whether the result leads into the catalogue.
    public boolean lists() {
        var lists = procedure.lists();
        return lists != null && !lists.kinds().isEmpty();
    }

    /// The kind that the result leads into.
    /// @throws java.util.NoSuchElementException where it leads into none
    public String kind() {
        return Optional.ofNullable(procedure.lists()).orElseThrow().kinds().getFirst();
    }

    static String cite(Scheme scheme, SchemeItem item) {
        return "《" + scheme.title() + "》" + String.join("、", item.clauses());
    }

    String clause(SchemeItem item) {
        return cite(scheme, item);
    }
}
