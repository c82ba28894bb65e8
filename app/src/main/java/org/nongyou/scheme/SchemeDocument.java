package org.nongyou.scheme;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The page `docs/schemes/<id>.md`: each clause of a document and the screen that carries it out, or that there is none
/// yet. Written from the scheme and from what the product has, never by hand.
final class SchemeDocument {

    /// The issue that builds the module which will tell a fact.
    private static final Map<String, Integer> ISSUES = Map.ofEntries(
            Map.entry("certification", 3),
            Map.entry("project", 3),
            Map.entry("subsidy", 3),
            Map.entry("notice", 3),
            Map.entry("standard", 4),
            Map.entry("production", 4),
            Map.entry("compliance", 4),
            Map.entry("trace", 4));

    private static final int LATER = 5;

    private final Scheme scheme;
    private final SchemeExecution execution;
    private final Built built;
    private final FactCatalogue facts;
    private final StringBuilder text = new StringBuilder();

    private SchemeDocument(Scheme scheme, Built built, FactCatalogue facts) {
        this.scheme = scheme;
        this.execution = SchemeExecution.of(scheme);
        this.built = built;
        this.facts = facts;
    }

    static String of(Scheme scheme, Built built) {
        var document = new SchemeDocument(scheme, built, FactCatalogue.platform());
        document.head();
        document.clauses();
        document.contradictions();
        document.doubts();
        document.stated();
        return document.text.toString();
    }

    private void head() {
        line("<!-- Written by `./run scheme document docs/schemes schemes/*`; change the scheme, not this page. -->");
        line("# " + scheme.title());
        line("");
        line("Scheme `" + scheme.id() + "`, version " + scheme.version() + ", " + scheme.issuer() + ", region "
                + scheme.region() + ", " + scheme.period().from() + " to "
                + (scheme.period().to() == null
                        ? "further notice"
                        : scheme.period().to()) + ".");
        line("");
        long asks = scheme.clauses().stream().filter(Clause::asks).count();
        long whole = count(Standing.WHOLE);
        long part = count(Standing.PART);
        long later = count(Standing.LATER);
        line(
                "| clauses | ask for something | carried out | in part | not yet | nothing cites them | ask for nothing |");
        line("|---|---|---|---|---|---|---|");
        line("| " + scheme.clauses().size() + " | " + asks + " | " + whole + " | " + part + " | " + later + " | "
                + execution.open().size() + " | " + (scheme.clauses().size() - asks) + " |");
        line("");
        line("*Carried out* means that every screen which the clause's items need is there; *in part*, some of them. "
                + "Facts that no module tells yet are stated by people with evidence; they are listed at the end.");
        line("");
    }

    private enum Standing {
        WHOLE,
        PART,
        LATER,
        OPEN,
        NOTHING
    }

    private Standing standing(SchemeExecution.Carried one) {
        if (!one.clause().asks()) return Standing.NOTHING;
        if (one.by().isEmpty()) return Standing.OPEN;
        long there = one.by().keySet().stream().filter(built::has).count();
        return there == one.by().size() ? Standing.WHOLE : there > 0 ? Standing.PART : Standing.LATER;
    }

    private long count(Standing standing) {
        return execution.clauses().stream()
                .filter(one -> standing(one) == standing)
                .count();
    }

    private void clauses() {
        line("## Clauses");
        line("");
        line("| clause | what it asks | offices | carried out by |");
        line("|---|---|---|---|");
        for (var one : execution.clauses()) {
            var clause = one.clause();
            line("| " + clause.section() + " | **" + clause.title() + "** " + clause.text() + " | " + offices(clause)
                    + " | " + by(one) + " |");
        }
        line("");
    }

    private String offices(Clause clause) {
        var words = new ArrayList<String>();
        if (!clause.responsible().isEmpty()) words.add(titles(clause.responsible()));
        if (!clause.cooperating().isEmpty()) words.add("with " + titles(clause.cooperating()));
        if (!scheme.carriedOutBy().isEmpty() && clause.asks()) words.add("by " + titles(scheme.carriedOutBy()));
        return String.join("; ", words);
    }

    private String titles(List<String> offices) {
        return String.join(
                "、",
                offices.stream()
                        .map(id -> scheme.office(id).map(SchemeOffice::title).orElse(id))
                        .toList());
    }

    private String by(SchemeExecution.Carried one) {
        var clause = one.clause();
        if (!clause.asks()) {
            return "asks for nothing: "
                    + scheme.notes().stream()
                            .filter(note -> note.path().equals(clause.path()))
                            .map(Scheme.Note::text)
                            .findFirst()
                            .orElse("");
        }
        if (one.by().isEmpty()) return "**nothing in the scheme cites this clause**";
        var screens = new ArrayList<String>();
        one.by()
                .forEach((screen, items) -> screens.add((built.has(screen)
                                ? "`" + screen.path() + "`"
                                : "**not yet: issue " + screen.issue() + "** (`" + screen.path() + "`)")
                        + " " + String.join("、", items)));
        return String.join("<br>", screens);
    }

    private void contradictions() {
        var tables = scheme.tables().stream()
                .filter(table -> !table.differences().isEmpty())
                .toList();
        if (scheme.discrepancies().isEmpty() && tables.isEmpty()) return;
        line("## Where the document contradicts itself");
        line("");
        line("Shown on `/schemes/" + scheme.id() + "#conflicts`, both figures, nothing corrected.");
        line("");
        for (var one : scheme.discrepancies()) {
            var printed = one.printed();
            var found = one.found();
            line("- " + String.join("、", one.clauses()) + " " + one.title()
                    + (printed == null || found == null
                            ? ""
                            : " (printed " + printed.toPlainString() + ", found " + found.toPlainString() + " "
                                    + one.unit() + ")"));
        }
        for (var table : tables) {
            for (var one : table.differences()) {
                line("- " + String.join("、", table.clauses()) + " " + table.title() + ", column " + one.column()
                        + " (printed total " + one.printed().toPlainString() + ", sum of the rows "
                        + one.sum().toPlainString() + ")");
            }
        }
        line("");
    }

    private void doubts() {
        var open = scheme.doubts().stream().filter(Doubt::explicit).toList();
        if (open.isEmpty()) return;
        line("## What the document leaves open");
        line("");
        line(open.size() + " readings and " + (scheme.doubts().size() - open.size())
                + " numbers, days and frequencies wait for " + scheme.issuer() + " on `/schemes/" + scheme.id()
                + "#doubts`.");
        line("");
        for (var one : open) {
            line("- `" + one.path() + "`" + (one.title().isEmpty() ? "" : " " + one.title()) + ": " + one.text());
        }
        line("");
    }

    private void stated() {
        var stated = execution.stated(built);
        if (stated.isEmpty()) return;
        line("## Facts that people state");
        line("");
        line("The rules read them; no module tells them yet. The applicant or the reviewer states them with evidence.");
        line("");
        line("| fact | meaning | clauses | told by |");
        line("|---|---|---|---|");
        stated.forEach((name, sections) -> {
            var own = scheme.facts().stream()
                    .map(Scheme.OwnFact::definition)
                    .filter(one -> one.name().equals(name))
                    .findFirst();
            var fact = facts.fact(name).or(() -> own);
            var owner = fact.map(one -> one.owner()).orElse("");
            line("| `" + name + "` | " + fact.map(one -> one.title()).orElse("") + " | "
                    + String.join("、", ordered(sections)) + " | "
                    + (own.isPresent()
                            ? "the scheme's own"
                            : owner.equals("subsidy")
                                    ? "the claim, with evidence"
                                    : "`" + owner + "`, not yet: issue " + ISSUES.getOrDefault(owner, LATER))
                    + " |");
        });
        line("");
    }

    /// In the order of the document.
    private List<String> ordered(Set<String> sections) {
        var ordered = new LinkedHashSet<String>();
        for (var clause : scheme.clauses()) if (sections.contains(clause.section())) ordered.add(clause.section());
        return List.copyOf(ordered);
    }

    private void line(String line) {
        text.append(line.strip()).append('\n');
    }
}
