package org.nongyou.scheme;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Period;

/// One version of a policy document (方案) as data. It was checked as a whole when it was loaded: every id in it leads
/// somewhere and every expression has its type.
/// @param issuedBy     id of the office that issued it and settles what it leaves open; null for the agriculture office
///                     of the region
/// @param region       code of the area in which it holds
/// @param issued       when it was issued, or null where the document does not say
/// @param carriedOutBy ids of the offices that carry out every clause
public record Scheme(
        String id,
        int version,
        String title,
        String issuer,
        @Nullable String issuedBy,
        String region,
        @Nullable LocalDate issued,
        Period period,
        List<SchemeOffice> offices,
        List<String> carriedOutBy,
        List<NamedArea> areas,
        List<OwnFact> facts,
        List<Clause> clauses,
        List<Roster> rosters,
        List<Discrepancy> discrepancies,
        List<Indicator> indicators,
        List<Target> targets,
        List<PlanTable> tables,
        List<Kind> kinds,
        List<Procedure> procedures,
        List<Checklist> checklists,
        List<ScoreSheet> scores,
        List<Subsidy> subsidies,
        List<Subsidy.SharedCap> sharedCaps,
        List<Subsidy.Allocation> allocations,
        List<Task> tasks,
        List<SchemeCase> cases,
        List<Doubt> doubts,
        List<Note> notes) {

    /// Regions that the document names together, such as 核心区域七个乡镇.
    public record NamedArea(String path, String id, String title, List<String> clauses, List<String> regions)
            implements SchemeItem {

        /// Whether a place lies in one of its regions.
        public boolean contains(String region) {
            return regions.stream().anyMatch(region::startsWith);
        }
    }

    /// A fact that only this scheme speaks of: the applicant states it, the reviewer confirms it.
    /// @param evidence titles of what must be attached
    public record OwnFact(String path, FactDefinition definition, List<String> evidence) {}

    /// People or bodies that each area of the levels has to name, such as 领导机构和工作专班.
    public record Roster(String path, String id, String title, List<String> clauses, List<Level> levels)
            implements SchemeItem {}

    /// Where the document contradicts itself. Both figures stay shown.
    /// @param printed the figure as printed, or null where it is not about figures
    /// @param parts   figures that should add up to it
    /// @param found   what they add up to, or null
    public record Discrepancy(
            String path,
            String id,
            String title,
            List<String> clauses,
            String unit,
            @Nullable BigDecimal printed,
            List<BigDecimal> parts,
            @Nullable BigDecimal found,
            PlanTable.Use use)
            implements SchemeItem {}

    /// A remark of the scheme's authors on an item or a file.
    public record Note(String path, String text) {}

    public SchemeRef ref() {
        return new SchemeRef(id, version);
    }

    /// The same document with other subsidy rules, to try them out.
    public Scheme withSubsidies(List<Subsidy> changed) {
        return new Scheme(
                id,
                version,
                title,
                issuer,
                issuedBy,
                region,
                issued,
                period,
                offices,
                carriedOutBy,
                areas,
                facts,
                clauses,
                rosters,
                discrepancies,
                indicators,
                targets,
                tables,
                kinds,
                procedures,
                checklists,
                scores,
                changed,
                sharedCaps,
                allocations,
                tasks,
                cases,
                doubts,
                notes);
    }

    /// Whether it demands something: by a day, in a number, of somebody. A list that others published does not.
    public boolean demands() {
        return !(tasks.isEmpty() && targets.isEmpty() && rosters.isEmpty() && tables.isEmpty() && subsidies.isEmpty());
    }

    public Optional<Procedure> procedure(String id) {
        return procedures.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Kind> kind(String id) {
        return kinds.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Checklist> checklist(String id) {
        return checklists.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Whether a procedure compares its subjects with each other, all of a year together: then none starts alone.
    /// Projects are scored each for itself.
    public boolean ranks(Procedure procedure) {
        return procedure.stages().stream()
                .map(Stage::scoring)
                .filter(Objects::nonNull)
                .flatMap(scoring -> score(scoring.sheet()).stream())
                .anyMatch(sheet -> sheet.ranking() && sheet.subject() != Subject.PROJECT);
    }

    public Optional<ScoreSheet> score(String id) {
        return scores.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Indicator> indicator(String id) {
        return indicators.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<SchemeOffice> office(String id) {
        return offices.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<NamedArea> area(String id) {
        return areas.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Task> task(String id) {
        return tasks.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Subsidy> subsidy(String id) {
        return subsidies.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Subsidy.Allocation> allocation(String id) {
        return allocations.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// @param section as printed, such as 四（二）
    public Optional<Clause> clause(String section) {
        return clauses.stream().filter(one -> one.section().equals(section)).findFirst();
    }

    /// The kinds that can be entered at a level by somebody.
    public List<Kind> kindsAt(Level level) {
        return kinds.stream().filter(kind -> kind.levels().contains(level)).toList();
    }

    /// The targets of the document's text and those of its tables, baselines left out.
    public List<Target> everyTarget() {
        var all = new ArrayList<>(targets);
        for (var table : tables) all.addAll(targetsOf(table));
        return all;
    }

    public List<Target> targetsOf(String indicator) {
        return everyTarget().stream()
                .filter(target -> target.indicator().equals(indicator))
                .toList();
    }

    /// The doubts that bear on an item: its own, its parts', its whole's and its file's.
    public List<Doubt> doubtsOn(String path) {
        return doubts.stream().filter(doubt -> doubt.touches(path)).toList();
    }

    private static List<Target> targetsOf(PlanTable table) {
        var targets = new ArrayList<Target>();
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            for (var row : table.rows().entrySet()) {
                targetOf(table, column, row.getKey(), row.getValue().get(i)).ifPresent(targets::add);
            }
            for (var row : table.printedTotal().entrySet()) {
                targetOf(table, column, row.getKey(), row.getValue().get(i)).ifPresent(targets::add);
            }
        }
        return targets;
    }

    private static Optional<Target> targetOf(
            PlanTable table, PlanTable.Column column, String region, BigDecimal figure) {
        var bound = switch (column.means()) {
            case BASELINE -> null;
            case EXACTLY -> Bound.exactly(figure);
            case AT_LEAST -> Bound.atLeast(figure);
            case AT_MOST -> Bound.atMost(figure);
        };
        if (bound == null) return Optional.empty();
        return Optional.of(new Target(
                table.path() + "." + column.id() + "." + region,
                column.indicator(),
                table.clauses(),
                new Target.Where.Region(region),
                new Target.When.By(column.year()),
                bound));
    }
}
