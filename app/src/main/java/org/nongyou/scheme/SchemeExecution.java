package org.nongyou.scheme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// By what each clause of a document is carried out, derived from the items that cite it.
/// @param clauses in the order of the document
public record SchemeExecution(Scheme scheme, List<Carried> clauses) {

    /// @param by what carries it out, by screen; empty when nothing cites it
    public record Carried(Clause clause, Map<Screen, List<String>> by) {

        /// Asks for something, and nothing in the scheme answers.
        public boolean open() {
            return clause.asks() && by.isEmpty();
        }
    }

    public SchemeExecution {
        clauses = List.copyOf(clauses);
    }

    public static SchemeExecution of(Scheme scheme) {
        return new Derivation(scheme).execution();
    }

    /// The clauses that ask for something and that nothing carries out.
    public List<Clause> open() {
        return clauses.stream().filter(Carried::open).map(Carried::clause).toList();
    }

    /// The facts that the scheme's rules speak of and that no module tells: people state them with evidence. Name to
    /// the sections that need them.
    public Map<String, Set<String>> stated(Built built) {
        var stated = new TreeMap<String, Set<String>>();
        new Derivation(scheme).rules().forEach((fact, sections) -> {
            var asked = FactCatalogue.suppliedAs(fact);
            if (fact.indexOf('.') < 0 || fact.startsWith("listing.") || fact.startsWith("claim.date")) return;
            if (!built.facts().contains(fact) && !built.facts().contains(asked)) stated.put(fact, sections);
        });
        return stated;
    }

    /// Walks through a scheme once.
    private static final class Derivation {

        private final Scheme scheme;
        private final Map<String, Map<Screen, List<String>>> bySection = new LinkedHashMap<>();
        private final Map<String, Set<String>> facts = new LinkedHashMap<>();

        Derivation(Scheme scheme) {
            this.scheme = scheme;
            for (var clause : scheme.clauses()) bySection.put(clause.section(), new TreeMap<>());
            targets();
            kinds();
            for (var one : scheme.procedures()) procedure(one);
            for (var one : scheme.checklists()) checklist(one);
            for (var one : scheme.scores()) sheet(one);
            for (var one : scheme.subsidies()) {
                add(one, Screen.SUBSIDIES, "补助“" + one.title() + "”");
                for (var require : one.require()) reads(one, require.that());
                reads(one, one.when());
            }
            for (var one : scheme.sharedCaps()) add(one, Screen.SUBSIDIES, "上限“" + one.title() + "”");
            for (var one : scheme.allocations()) {
                add(one, Screen.PROJECTS, "资金“" + one.title() + "”");
                for (var purpose : one.purposes()) add(purpose, Screen.PROJECTS, "资金用途“" + purpose.title() + "”");
            }
            for (var one : scheme.tasks()) {
                add(one, Screen.TASKS, "任务“" + one.title() + "”");
                reads(one, one.when());
                reads(one, one.doneWhen());
            }
            for (var one : scheme.rosters()) add(one, Screen.ROSTERS, "名册“" + one.title() + "”");
        }

        SchemeExecution execution() {
            return new SchemeExecution(
                    scheme,
                    scheme.clauses().stream()
                            .map(clause -> new Carried(clause, bySection.getOrDefault(clause.section(), Map.of())))
                            .toList());
        }

        Map<String, Set<String>> rules() {
            return facts;
        }

        private void targets() {
            for (var one : scheme.targets()) {
                var indicator = scheme.indicator(one.indicator());
                var words = "指标“" + indicator.map(Indicator::title).orElse(one.indicator()) + "”";
                for (var section : one.clauses()) add(section, Screen.TARGETS, words);
            }
            for (var one : scheme.indicators()) {
                switch (one.how()) {
                    case Indicator.How.Reported _ -> add(one, Screen.FIGURES, "填报“" + one.title() + "”");
                    case Indicator.How.Fact(var expression) -> {
                        add(one, Screen.TARGETS, "指标“" + one.title() + "”");
                        reads(one, expression);
                    }
                    case Indicator.How.Count _, Indicator.How.Sum _, Indicator.How.Ratio _ ->
                        add(one, Screen.TARGETS, "指标“" + one.title() + "”");
                }
            }
            for (var one : scheme.tables()) {
                add(one, Screen.SCHEME, "表“" + one.title() + "”");
                add(one, Screen.TARGETS, "表“" + one.title() + "”的各地目标");
            }
        }

        private void kinds() {
            for (var kind : scheme.kinds()) {
                var screen = listedOn(kind.subject());
                add(kind, screen, "目录“" + kind.title() + "”");
                if (kind.subject() != Subject.REGION && ranked(kind))
                    add(kind, Screen.BRANDS, "品牌目录“" + kind.title() + "”");
                if (countsCounties(kind)) add(kind, Screen.COUNTIES, "核查和占比“" + kind.title() + "”");
                for (var one : kind.classes()) {
                    add(one, screen, "类别“" + one.title() + "”");
                    reads(one, one.when());
                }
                for (var one : kind.quotas()) {
                    add(one, screen, "数量“" + one.title() + "”");
                    reads(one, one.when());
                }
                for (var one : kind.exits()) {
                    add(one, screen, "退出“" + one.title() + "”");
                    reads(one, one.when());
                }
                for (var one : kind.require()) reads(kind, one.that());
                var reserve = kind.reserve();
                if (reserve != null) {
                    add(reserve, screen, "储备“" + reserve.title() + "”");
                    reads(reserve, reserve.when());
                }
            }
        }

        private void procedure(Procedure one) {
            var screen = handledOn(one);
            add(one, screen, "程序“" + one.title() + "”");
            for (var stage : one.stages()) {
                for (var section : stage.clauses()) {
                    if (!one.clauses().contains(section)) add(section, screen, "程序“" + one.title() + "”");
                }
                for (var require : stage.require()) reads(stage, require.that());
            }
        }

        private void checklist(Checklist list) {
            var screen = list.kinds().stream()
                    .flatMap(id -> scheme.kind(id).stream())
                    .map(kind -> handledOn(kind.subject()))
                    .findFirst()
                    .orElse(Screen.CASES);
            add(list, screen, "清单“" + list.title() + "”");
            for (var item : list.items()) {
                for (var section : item.clauses()) {
                    if (!list.clauses().contains(section)) add(section, screen, "清单“" + list.title() + "”");
                }
                reads(item, item.fact());
                reads(item, item.when());
            }
        }

        /// Whether a ranking leads into the kind.
        private boolean ranked(Kind kind) {
            return kind.levels().stream()
                    .flatMap(level -> kind.entryAt(level).stream())
                    .flatMap(id -> scheme.procedure(id).stream())
                    .anyMatch(this::ranks);
        }

        private boolean ranks(Procedure procedure) {
            return procedure.stages().stream()
                    .flatMap(stage -> stage.scoring() == null
                            ? Stream.<ScoreSheet>empty()
                            : scheme.score(stage.scoring().sheet()).stream())
                    .anyMatch(Derivation::ranks);
        }

        private static boolean ranks(ScoreSheet sheet) {
            return sheet.ranking() && sheet.subject() != Subject.PROJECT;
        }

        private static boolean countsCounties(Kind kind) {
            return Stream.concat(
                            kind.require().stream().map(Requirement::that),
                            kind.exits().stream().map(Kind.Exit::when))
                    .flatMap(expression -> expression.facts().stream())
                    .anyMatch(Set.of("region.counties_fit_percent", "region.failed_reviews")::contains);
        }

        private void sheet(ScoreSheet sheet) {
            var screen = ranks(sheet) ? Screen.EVALUATIONS : handledOn(sheet.subject());
            add(sheet, screen, "评分表“" + sheet.title() + "”");
            for (var item : sheet.items()) {
                for (var section : item.clauses()) {
                    if (!sheet.clauses().contains(section)) add(section, screen, "评分表“" + sheet.title() + "”");
                }
                for (var expression : item.rule().expressions()) reads(item, expression);
            }
        }

        /// Where a case of the procedure is worked on.
        private Screen handledOn(Procedure procedure) {
            if (!procedure.pays().isEmpty()) return Screen.SUBSIDIES;
            if (ranks(procedure)) return Screen.EVALUATIONS;
            var lists = procedure.lists();
            if (lists != null) {
                return lists.kinds().stream()
                        .flatMap(id -> scheme.kind(id).stream())
                        .map(kind -> handledOn(kind.subject()))
                        .findFirst()
                        .orElse(Screen.CASES);
            }
            return procedure.stages().stream()
                    .flatMap(stage -> stage.scoring() == null
                            ? Stream.<ScoreSheet>empty()
                            : scheme.score(stage.scoring().sheet()).stream())
                    .map(sheet -> handledOn(sheet.subject()))
                    .findFirst()
                    .orElse(Screen.CASES);
        }

        private static Screen handledOn(Subject subject) {
            return switch (subject) {
                case BASE, REGION, SITE, PRODUCER -> Screen.CASES;
                case PRODUCT -> Screen.CERTIFICATES;
                case PROJECT -> Screen.PROJECTS;
            };
        }

        private static Screen listedOn(Subject subject) {
            return switch (subject) {
                case BASE, REGION, SITE, PRODUCER -> Screen.CATALOGUE;
                case PRODUCT -> Screen.CERTIFICATES;
                case PROJECT -> Screen.PROJECTS;
            };
        }

        private void add(SchemeItem item, Screen screen, String words) {
            for (var section : item.clauses()) add(section, screen, words);
        }

        private void add(String section, Screen screen, String words) {
            var screens = bySection.get(section);
            if (screens == null) return;
            var list = screens.computeIfAbsent(screen, _ -> new ArrayList<>());
            if (!list.contains(words)) list.add(words);
        }

        private void reads(SchemeItem item, @Nullable Expression expression) {
            if (expression == null) return;
            for (var fact : expression.facts()) {
                facts.computeIfAbsent(fact, _ -> new LinkedHashSet<>()).addAll(item.clauses());
            }
        }
    }
}
