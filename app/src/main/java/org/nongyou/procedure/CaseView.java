package org.nongyou.procedure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Due;
import org.nongyou.notice.Publicity;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Scheme.OwnFact;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Stage;

/// A case as one person may see and handle it now. What he can do comes from the same rules that decide his acts.
/// @param mine      whether it is his turn
/// @param available the acts that he may do
/// @param standing  what is still missing before the case can go on; empty when it is not his turn
/// @param due       how the deadline stands today; null without one
/// @param earlier   answers of earlier rounds at this stage, by round
/// @param toState   facts that the stage asks for outside its checklist and nobody told yet or a reviewer stated
/// @param remarks   what whoever decides should know, such as how much of a quota is taken
public record CaseView(
        Case theCase,
        Scheme scheme,
        Procedure procedure,
        Stage stage,
        @Nullable Kind kind,
        @Nullable CaseSubject subject,
        String regionPath,
        String turnTitle,
        boolean mine,
        boolean mayEdit,
        boolean mayAnswer,
        List<Act> available,
        List<Refusal> standing,
        @Nullable Due due,
        List<Step> steps,
        @Nullable Inspection inspection,
        Map<Integer, Map<String, Answer>> earlier,
        Facts facts,
        Map<String, Answer> answers,
        List<FactDefinition> toState,
        CaseForm form,
        @Nullable Instant savedAt,
        List<OwnFact> asked,
        List<Attached> documents,
        @Nullable PublicityView publicity,
        @Nullable ScoringView scoring,
        List<Doubt> doubts,
        List<String> remarks) {

    /// A step of the line at the top.
    public record Step(String title, State state, String who, String when) {
        public enum State {
            DONE("done"),
            NOW("now"),
            LATER("");

            private final String css;

            State(String css) {
                this.css = css;
            }

            public String css() {
                return css;
            }
        }
    }

    public record Attached(CaseDocument document, StoredFile file) {}

    /// @param now    the open or ended publicity of this stage, or null while it was not opened
    /// @param asks   whether the acting office enters the number of days
    /// @param days   as the scheme or the issuing office says, or null
    public record PublicityView(
            @Nullable Publicity now,
            boolean mayOpen,
            boolean asks,
            @Nullable Integer days,
            String unit,
            String text) {}

    /// @param number how many scores are needed, or null where the acting office enters it
    /// @param scores sealed until the close
    /// @param mean   after the close
    public record ScoringView(
            ScoreSheet sheet,
            boolean opened,
            boolean closed,
            @Nullable String number,
            @Nullable String pass,
            @Nullable BigDecimal mean,
            boolean dropExtremes,
            List<ExpertScore> scores,
            boolean mayInvite,
            boolean mayClose,
            List<Expert> experts) {

        public long submitted() {
            return scores.stream().filter(ExpertScore::submitted).count();
        }
    }

    /// Somebody who can be invited.
    public record Expert(long id, String name, String office) {}

    /// The documents of the present stage that stand for one of its needs.
    public List<Attached> of(String need) {
        return documents.stream()
                .filter(one -> one.document().stage().equals(stage.id())
                        && one.document().item() == null
                        && one.document().need().equals(need))
                .toList();
    }

    /// What proves an item of the checklist, or a fact.
    public List<Attached> proving(String item) {
        return documents.stream()
                .filter(one -> item.equals(one.document().item()))
                .toList();
    }

    /// Whether a document may still be taken out.
    public boolean removable(Attached attached) {
        return mine && theCase.open() && attached.document().stage().equals(stage.id());
    }

    public String stageTitle(String id) {
        return procedure.stage(id).map(Stage::title).orElse(id);
    }

    /// A fact as read on screens, with its unit.
    public String text(Facts.Known fact) {
        return Wanted.text(scheme, fact.name(), fact.value());
    }

    /// What the applicant entered, as read on screens.
    public String entered(FactDefinition fact) {
        var typed = form.value(CaseForm.FACT + fact.name());
        return CaseForm.parse(fact, typed)
                .map(value -> Wanted.text(scheme, fact.name(), value))
                .orElse(typed.isBlank() ? "没填" : typed);
    }

    public FactDefinition fact(String name) {
        return Wanted.definition(scheme, name);
    }
}
