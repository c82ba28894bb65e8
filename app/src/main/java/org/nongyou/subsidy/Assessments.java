package org.nongyou.subsidy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nongyou.base.Bases;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseForm;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Entitlement;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.scheme.SubsidyClaim;
import org.springframework.stereotype.Component;

/// What claims come to: each line judged under its rule by the facts of the applicant, the claim and the thing claimed
/// for, and everything that stands in the way of handing it in. Reads only.
@Component
class Assessments {

    private final ClaimStore store;
    private final ClaimFacts facts;
    private final Schemes schemes;
    private final Producers producers;
    private final Bases bases;

    Assessments(ClaimStore store, ClaimFacts facts, Schemes schemes, Producers producers, Bases bases) {
        this.store = store;
        this.facts = facts;
        this.schemes = schemes;
        this.producers = producers;
        this.bases = bases;
    }

    /// What the claim comes to on a day, and what stands in its way.
    Assessed assess(Claim claim, List<ClaimLine> lines, LocalDate on) {
        var scheme = schemes.at(claim.scheme());
        var judged = judge(claim, scheme, lines, on, store.earlier(claim, scheme, lines));
        return new Assessed(
                judged.entitlement,
                judged.lines,
                judged.asked,
                judged.known,
                standing(claim, scheme, judged),
                wanted(scheme, claim, lines));
    }

    private record Judgement(
            Entitlement entitlement,
            List<Assessed.Line> lines,
            List<org.nongyou.kernel.FactDefinition> asked,
            List<ClaimLine.KnownFact> known,
            Map<String, Object> values) {}

    private Judgement judge(
            Claim claim, Scheme scheme, List<ClaimLine> lines, LocalDate on, List<SubsidyClaim.Earlier> earlier) {
        var producer = String.valueOf(claim.producerId());
        var wanted = new HashSet<String>();
        for (var line : lines) wanted.addAll(Entitlement.factsOf(scheme, rule(scheme, line)));
        var applicant =
                facts.gather(scheme, "applicant", producer, without(wanted, "applicant.region"), claim.facts(), on);
        var ofClaim = facts.gather(scheme, Claims.SUBJECT, "", wanted, claim.facts(), on);
        var values = new HashMap<String, Object>(applicant.values());
        values.putAll(ofClaim.values());
        values.put("applicant.id", producer);
        values.put("applicant.region", home(claim).value());
        values.put("claim.id", claim.number());
        var items = new ArrayList<ClaimFacts.Gathered>();
        var input = new ArrayList<SubsidyClaim.Line>();
        for (var line : lines) {
            var rule = rule(scheme, line);
            var subject = rule.item();
            var gathered = subject.equals(Claims.SUBJECT)
                    ? new ClaimFacts.Gathered(Map.of(), List.of(), List.of())
                    : facts.gather(
                            scheme,
                            subject,
                            line.baseId() == null ? line.item() : String.valueOf(line.baseId()),
                            without(Entitlement.factsOf(scheme, rule), subject + ".region"),
                            line.facts(),
                            on);
            var own = new HashMap<>(gathered.values());
            if (!line.item().isEmpty()) own.put(subject + ".id", line.item());
            regionOf(line, subject).ifPresent(region -> own.put(subject + ".region", region));
            items.add(gathered);
            input.add(new SubsidyClaim.Line(rule.id(), own));
        }
        var entitlement = Entitlement.of(
                scheme, new SubsidyClaim(on, values, claim.region().value(), input, earlier));
        var judged = new ArrayList<Assessed.Line>();
        for (int i = 0; i < lines.size(); i++) {
            var own = new HashMap<>(values);
            own.putAll(input.get(i).facts());
            var known = new ArrayList<>(applicant.known());
            known.addAll(ofClaim.known());
            known.addAll(items.get(i).known());
            var of = Entitlement.factsOf(scheme, rule(scheme, lines.get(i)));
            known.removeIf(one -> !of.contains(one.name()));
            judged.add(new Assessed.Line(
                    lines.get(i), entitlement.lines().get(i), items.get(i).asked(), known, own));
        }
        var asked = new ArrayList<>(applicant.asked());
        asked.addAll(ofClaim.asked());
        var known = new ArrayList<>(applicant.known());
        known.addAll(ofClaim.known());
        return new Judgement(entitlement, judged, asked, known, values);
    }

    /// What a claim that was handed in would come to under another version of its document, by the facts it was judged
    /// by; only facts that nobody asked for then are asked now.
    Entitlement judgeAs(Claim claim, Scheme scheme, List<ClaimLine> lines, List<SubsidyClaim.Earlier> earlier) {
        var values = new HashMap<String, Object>();
        var input = new ArrayList<SubsidyClaim.Line>();
        var producer = String.valueOf(claim.producerId());
        for (var line : lines) {
            var rule = rule(scheme, line);
            var subject = rule.item();
            var wanted = Entitlement.factsOf(scheme, rule);
            var own = line.judged() == null
                    ? new HashMap<String, Object>()
                    : new HashMap<>(facts.again(scheme, line.judged().known()));
            var missing = without(without(wanted, subject + ".region"), "applicant.region");
            missing.removeAll(own.keySet());
            if (!line.item().isEmpty()) own.put(subject + ".id", line.item());
            if (line.baseId() != null)
                own.put(subject + ".region", line.region().value());
            else own.put("applicant.region", line.region().value());
            for (var of : List.of("applicant", Claims.SUBJECT, subject)) {
                if (missing.stream().noneMatch(name -> name.startsWith(of + "."))) continue;
                var id = of.equals("applicant")
                        ? producer
                        : of.equals(Claims.SUBJECT)
                                ? ""
                                : line.baseId() == null ? line.item() : String.valueOf(line.baseId());
                own.putAll(facts.gather(
                                scheme,
                                of,
                                id,
                                missing,
                                of.equals(subject) ? line.facts() : claim.facts(),
                                claim.claimedOn())
                        .values());
            }
            input.add(new SubsidyClaim.Line(rule.id(), own));
        }
        values.put("applicant.id", producer);
        values.put("applicant.region", claim.region().value());
        values.put("claim.id", claim.number());
        return Entitlement.of(
                scheme,
                new SubsidyClaim(claim.claimedOn(), values, claim.region().value(), input, earlier));
    }

    private static Set<String> without(Set<String> names, String name) {
        var fewer = new HashSet<>(names);
        fewer.remove(name);
        return fewer;
    }

    Optional<String> regionOf(ClaimLine line, String subject) {
        if (line.baseId() != null)
            return bases.findRow(Scope.within(RegionCode.COUNTRY), line.baseId())
                    .map(base -> base.region().value());
        return Optional.ofNullable(line.facts().get(subject + ".region")).filter(code -> !code.isBlank());
    }

    /// Everything that stands in the way of handing it in.
    private List<Refusal> standing(Claim claim, Scheme scheme, Judgement judged) {
        var standing = new ArrayList<Refusal>();
        if (judged.lines.isEmpty()) standing.add(Refusal.of("subsidy.no-line").at("rule"));
        for (var fact : judged.asked) {
            var wrong = ClaimFacts.wrong(fact, claim.facts().getOrDefault(fact.name(), ""));
            if (wrong != null)
                standing.add(
                        Refusal.of("subsidy.fact-wrong", fact.title(), wrong).at("claim." + fact.name()));
        }
        for (var line : judged.lines) {
            var field = "line-" + line.line().line();
            for (var fact : line.asked()) {
                var wrong = ClaimFacts.wrong(fact, line.line().facts().getOrDefault(fact.name(), ""));
                if (wrong != null)
                    standing.add(Refusal.of("subsidy.fact-wrong", fact.title(), wrong)
                            .at(field + "." + fact.name()));
            }
            if (line.result() instanceof Entitlement.Line.Denied denied)
                standing.add(denied(scheme, denied, line, field));
        }
        for (var duplicate : store.duplicates(
                claim, judged.lines.stream().map(Assessed.Line::line).toList())) {
            var other = schemes.at(duplicate.scheme());
            standing.add(Refusal.of(
                            "subsidy.duplicate",
                            itemTitle(judged, duplicate.line()),
                            other.title(),
                            other.subsidy(duplicate.rule()).map(Subsidy::title).orElse(duplicate.rule()),
                            duplicate.number(),
                            duplicate.on(),
                            Digits.grouped(duplicate.amount()))
                    .at("line-" + duplicate.line()));
        }
        if (standing.isEmpty() && judged.entitlement.total().fen() == 0)
            standing.add(Refusal.of("subsidy.nothing-left"));
        var there = new HashSet<String>();
        for (var document : store.documents(claim.id())) there.add(document.getTitle());
        for (var title : wanted(
                scheme, claim, judged.lines.stream().map(Assessed.Line::line).toList()))
            if (!there.contains(title))
                standing.add(Refusal.of("subsidy.document-missing", title).at("documents"));
        if (!claim.committed() && commits(scheme, claim))
            standing.add(Refusal.of("subsidy.commitment-missing").at("committed"));
        var clauses = clauses(scheme, claim, judged);
        return standing.stream()
                .map(one -> one.clause() == null ? one.citing(clauses) : one)
                .toList();
    }

    /// Of the rules of its lines, or of the procedure while there is none: what asks for facts, proof and commitment.
    private static String clauses(Scheme scheme, Claim claim, Judgement judged) {
        var clauses = new LinkedHashSet<String>();
        for (var line : judged.lines) clauses.addAll(rule(scheme, line.line()).clauses());
        if (clauses.isEmpty()) scheme.procedure(claim.procedureId()).ifPresent(one -> clauses.addAll(one.clauses()));
        return scheme.title() + " " + String.join("、", clauses);
    }

    private static String itemTitle(Judgement judged, int line) {
        return judged.lines.stream()
                .map(Assessed.Line::line)
                .filter(one -> one.line() == line)
                .map(one -> one.itemTitle().isEmpty() ? one.item() : one.itemTitle())
                .findFirst()
                .orElse("");
    }

    private Refusal denied(Scheme scheme, Entitlement.Line.Denied denied, Assessed.Line line, String field) {
        if (denied.reason() != Entitlement.Reason.FACTS) return denied.refusal().at(field);
        var titles = denied.missing().stream()
                .sorted()
                .map(name -> schemes.fact(scheme, name)
                        .map(org.nongyou.kernel.FactDefinition::title)
                        .orElse(name))
                .toList();
        return Refusal.of("subsidy.facts-missing", line.line().line(), String.join("、", titles))
                .citing(denied.refusal().clause())
                .at(field);
    }

    static boolean commits(Scheme scheme, Claim claim) {
        return scheme.procedure(claim.procedureId()).map(CaseForm::commits).orElse(false);
    }

    /// The documents that the rules and the first step of the procedure ask for, each once.
    private static List<String> wanted(Scheme scheme, Claim claim, List<ClaimLine> lines) {
        var titles = new LinkedHashSet<String>();
        for (var line : lines) titles.addAll(rule(scheme, line).proof());
        scheme.procedure(claim.procedureId())
                .ifPresent(one -> titles.addAll(one.first().needs()));
        return List.copyOf(titles);
    }

    static Subsidy rule(Scheme scheme, ClaimLine line) {
        return scheme.subsidy(line.rule()).orElseThrow();
    }

    /// Where the applicant is: what lies nowhere of its own lies there.
    RegionCode home(Claim claim) {
        return producers
                .find(Scope.within(RegionCode.COUNTRY), claim.producerId())
                .map(Producer::region)
                .orElse(claim.region());
    }
}
