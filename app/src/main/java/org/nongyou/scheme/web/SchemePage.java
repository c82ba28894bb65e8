package org.nongyou.scheme.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeVersion;
import org.nongyou.scheme.Settlement;
import org.nongyou.scheme.TargetProgress;
import org.nongyou.scheme.Trial;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// A document as everyone may read it.
/// @param newest      number of the newest version
/// @param settling    the path of the doubt whose form was refused; empty when none was
/// @param entered     what was typed there
public record SchemePage(
        Scheme scheme,
        String regionName,
        String tone,
        String state,
        String lead,
        int newest,
        List<SchemeVersion> versions,
        TargetProgress.@Nullable Summary progress,
        List<Plan> plans,
        List<Open> open,
        List<Conflict> conflicts,
        List<Section> sections,
        List<KindView> kinds,
        List<ProcedureView> procedures,
        List<ChecklistView> checklists,
        List<SheetView> sheets,
        List<TaskView> tasks,
        List<RosterView> rosters,
        boolean maySettle,
        String settling,
        Entered entered) {

    /// A table of the document with its own total, ours and the difference.
    /// @param differences in sentences, for whoever does not see the column
    public record Plan(
            String id,
            String title,
            List<String> clauses,
            List<Column> columns,
            List<Row> rows,
            List<String> differences) {}

    public record Column(String when, String title, String unit) {}

    /// @param kind `row`, `sum` (added up here), `printed`, `difference`
    public record Row(String kind, String title, List<Cell> cells) {}

    public record Cell(String text, boolean flagged) {}

    /// Something the document leaves open.
    /// @param item what it is about, as titled
    public record Open(Doubt doubt, String item, @Nullable Settlement settled, List<String> choices) {
        public String anchor() {
            return "doubt-" + Integer.toHexString(doubt.path().hashCode());
        }
    }

    /// Where the document contradicts itself.
    public record Conflict(String title, List<String> clauses, String sentence, String use) {}

    /// @param carried the screens on which it is carried out; one without an address is not built yet
    /// @param quiet   why it asks for nothing, or null where it asks
    public record Section(
            String section,
            String title,
            String text,
            String responsible,
            String cooperating,
            List<Related> carried,
            @Nullable String quiet,
            List<Related> related) {

        /// The screens that are not built yet, by name.
        public String missing() {
            return Ui.join(carried.stream()
                    .filter(one -> one.href().isEmpty())
                    .map(Related::title)
                    .toList());
        }
    }

    public record Related(String title, String href) {}

    public record KindView(
            String id,
            String title,
            List<String> clauses,
            String levels,
            String validity,
            List<String> classes,
            List<String> quotas,
            List<String> exits,
            @Nullable String reserve,
            List<Related> entries,
            List<String> signboard,
            List<String> benefits) {}

    public record ProcedureView(
            String id, String title, List<String> clauses, Drawing drawing, List<Step> steps, List<String> separate) {}

    public record Step(
            String title, String who, boolean end, List<String> acts, List<String> asks, List<String> clauses) {}

    public record ChecklistView(
            String id, String title, List<String> clauses, String kinds, String pass, List<Item> items) {}

    public record Item(String title, List<String> clauses, String weight, String how) {}

    public record SheetView(String title, List<String> clauses, String total, List<String> sections) {}

    public record TaskView(
            String title,
            List<String> clauses,
            String each,
            String due,
            String responsible,
            String cooperating,
            String to) {}

    public record RosterView(String title, List<String> clauses, String levels) {}

    public String base() {
        return "/schemes/" + Ui.query(scheme.id());
    }

    public String cite(String section) {
        return Ui.clauseHref(scheme.id(), scheme.version(), section);
    }

    public boolean isNewest() {
        return scheme.version() == newest;
    }

    /// Whether some rule can be tried on made-up facts.
    public boolean triable() {
        return !Trial.choices(scheme).isEmpty();
    }

    public String period() {
        var to = scheme.period().to();
        return scheme.period().from().getYear() + "—" + (to == null ? "" : to.getYear()) + " 年";
    }

    /// What still waits for the issuing office.
    public long unsettled() {
        return open.stream().filter(one -> one.settled() == null).count();
    }

    public List<Open> explicit() {
        return open.stream().filter(one -> one.doubt().explicit()).toList();
    }

    /// Numbers that the document leaves to the offices.
    public List<Open> numbers() {
        return open.stream().filter(one -> !one.doubt().explicit()).toList();
    }

    /// Whether the form that was refused is one of those.
    public boolean settlesNumber() {
        return numbers().stream().anyMatch(one -> one.doubt().path().equals(settling));
    }

    public long responsibleOffices() {
        return scheme.clauses().stream()
                .flatMap(clause -> clause.responsible().stream())
                .distinct()
                .count();
    }

    /// The one sentence of the page.
    public String answer() {
        var parts = new java.util.ArrayList<String>();
        var standing = progress;
        if (standing != null && standing.judged() > 0)
            parts.add(standing.region() + " " + standing.judged() + " 项指标达到 " + standing.met() + " 项");
        if (!conflicts.isEmpty()) parts.add("原文有 " + conflicts.size() + " 处数字对不上");
        if (unsettled() > 0) parts.add(unsettled() + " 处没有写明，等" + scheme.issuer() + "确定");
        if (parts.isEmpty()) parts.add("条款、指标和办理流程都在这里");
        return String.join("；", parts) + "。";
    }

    public String answerTone() {
        var standing = progress;
        if (standing != null && standing.met() < standing.judged()) return "warn";
        return conflicts.isEmpty() && unsettled() == 0 ? "ok" : "info";
    }
}
