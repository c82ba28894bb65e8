package org.nongyou.subsidy.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Entitlement;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.subsidy.Assessed;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimDocument;
import org.nongyou.subsidy.ClaimLine;
import org.nongyou.subsidy.ClaimState;
import org.nongyou.subsidy.Claims;
import org.nongyou.subsidy.Shares;
import org.nongyou.subsidy.web.ClaimPage.Choice;
import org.nongyou.subsidy.web.ClaimPage.Field;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// What a claim's page shows: its lines as they are typed or as they were judged, and what is still wanted.
@Component
class ClaimPages {

    private static final int MOST_BASES = 200;

    private final Claims claims;
    private final Schemes schemes;
    private final BaseLists bases;
    private final Divisions divisions;

    ClaimPages(Claims claims, Schemes schemes, BaseLists bases, Divisions divisions) {
        this.claims = claims;
        this.schemes = schemes;
        this.bases = bases;
        this.divisions = divisions;
    }

    /// @param faults what was wrong with the last act
    ClaimPage of(Actor actor, Claim claim, List<Refusal> faults) {
        var scheme = schemes.at(claim.scheme());
        boolean mayEdit = claim.editable() && actor.may(Verb.APPLY);
        var lines = claims.lines(claim);
        var assessed = claim.editable() ? claims.assess(claim) : null;
        var documents = claims.documents(claim);
        var wanted = assessed != null ? assessed.wanted() : titles(documents);
        var shares = assessed != null ? new Shares(assessed.entitlement().paidBy()) : claim.shares();
        var standing = assessed == null ? List.<Refusal>of() : assessed.standing();
        var own = assessed != null && assessed.lines().stream().anyMatch(line -> isPlace(rule(scheme, line.line())))
                ? bases.list(actor.scope(), BaseFilter.ofProducer(claim.producerId()), 0, MOST_BASES)
                : List.<BaseRow>of();
        return new ClaimPage(
                claim,
                scheme,
                scheme.procedure(claim.procedureId()).map(Procedure::title).orElse(""),
                divisions.path(claim.region()),
                say(claim, mayEdit, standing, shares),
                claim.editable() && standing.isEmpty()
                        ? "ok"
                        : claim.state() == ClaimState.DRAFT ? "info" : tone(claim),
                mayEdit,
                faults,
                standing,
                assessed != null
                        ? assessed.lines().stream()
                                .map(line -> entered(own, scheme, line))
                                .toList()
                        : lines.stream().map(line -> judged(scheme, line)).toList(),
                assessed == null
                        ? List.of()
                        : assessed.asked().stream()
                                .map(fact -> field(
                                        scheme,
                                        "c." + fact.name(),
                                        fact,
                                        claim.facts().getOrDefault(fact.name(), "")))
                                .toList(),
                assessed == null ? List.of() : assessed.known(),
                shares,
                wanted.stream()
                        .map(title -> new ClaimPage.Proof(
                                title,
                                documents.stream()
                                        .filter(one -> one.title().equals(title))
                                        .toList()))
                        .toList(),
                documents.stream().filter(one -> !wanted.contains(one.title())).toList(),
                scheme.subsidies().stream()
                        .filter(rule -> rule.procedure().equals(claim.procedureId()))
                        .toList(),
                doubts(scheme, lines),
                assessed != null
                        && scheme.procedure(claim.procedureId())
                                .map(org.nongyou.procedure.CaseForm::commits)
                                .orElse(false));
    }

    private static List<String> titles(List<ClaimDocument> documents) {
        return documents.stream().map(ClaimDocument::title).distinct().toList();
    }

    private static String tone(Claim claim) {
        return switch (claim.state()) {
            case PAID -> "ok";
            case REFUSED -> "bad";
            case PAYABLE -> "warn";
            case OPEN -> claim.returned() ? "warn" : "info";
            case DRAFT, WITHDRAWN -> "plain";
        };
    }

    private static String say(Claim claim, boolean mayEdit, List<Refusal> standing, Shares shares) {
        var total =
                Words.yuan(shares.total()) + " 元" + (shares.of().size() > 1 ? "（" + Words.shares(shares) + "）" : "");
        return switch (claim.state()) {
            case DRAFT, OPEN -> {
                if (claim.editable() && mayEdit)
                    yield (claim.returned() ? "已退回，改好以后重新提交。" : "")
                            + (standing.isEmpty()
                                    ? "都填好了，可以提交：" + total + "。"
                                    : "还差 " + standing.size() + " 处，填好就能提交。");
                yield claim.returned()
                        ? "已退回给申请人修改，金额 " + total + "。"
                        : "“" + claim.stageTitle() + "”环节办理中，金额 " + total + "。";
            }
            case PAYABLE -> "审核和公示都已通过，待拨付 " + total + "。";
            case PAID -> Ui.date(claim.paidOn()) + " 已拨付 " + total + "。";
            case REFUSED -> "不予补助，原因见办理记录。";
            case WITHDRAWN -> "已撤回，没有占用额度。";
        };
    }

    private List<String> doubts(Scheme scheme, List<ClaimLine> lines) {
        var settled = schemes.settlements(scheme.ref()).keySet();
        var doubts = new java.util.LinkedHashSet<Doubt>();
        for (var line : lines)
            scheme.subsidy(line.rule()).ifPresent(rule -> doubts.addAll(scheme.doubtsOn(rule.path())));
        return doubts.stream()
                .filter(Doubt::explicit)
                .filter(doubt -> !settled.contains(doubt.path()))
                .map(Doubt::text)
                .toList();
    }

    static boolean isPlace(Subsidy rule) {
        return rule.item().equals("base") || rule.item().equals("site");
    }

    /// @param own the applicant's bases
    private ClaimPage.Line entered(List<BaseRow> own, Scheme scheme, Assessed.Line line) {
        var rule = rule(scheme, line.line());
        var options = !isPlace(rule)
                ? List.<Choice>of()
                : own.stream()
                        .map(base -> new Choice(
                                Long.toString(base.id()),
                                base.name() + "（" + divisions.name(base.region()) + "，" + Ui.mu(base.areaMu()) + " 亩）",
                                Long.valueOf(base.id()).equals(line.line().baseId())))
                        .toList();
        var fields = line.asked().stream()
                .map(fact -> field(
                        scheme,
                        "l" + line.line().line() + "." + fact.name(),
                        fact,
                        line.line().facts().getOrDefault(fact.name(), "")))
                .toList();
        var known = line.known().stream().filter(fact -> !fact.stated()).toList();
        return switch (line.result()) {
            case Entitlement.Line.Granted granted ->
                view(
                        line.line(),
                        rule,
                        options,
                        fields,
                        known,
                        granted.working().words(),
                        Words.yuan(granted.full()),
                        granted.cuts(),
                        Words.yuan(granted.granted()),
                        new Shares(granted.paidBy()),
                        null);
            case Entitlement.Line.Denied denied ->
                view(
                        line.line(),
                        rule,
                        options,
                        fields,
                        known,
                        "",
                        null,
                        List.of(),
                        null,
                        Shares.NONE,
                        denied.missing().isEmpty() ? denied.refusal() : missing(scheme, denied));
        };
    }

    private Refusal missing(Scheme scheme, Entitlement.Line.Denied denied) {
        var titles = denied.missing().stream()
                .sorted()
                .map(name ->
                        schemes.fact(scheme, name).map(FactDefinition::title).orElse(name))
                .toList();
        return Refusal.of("subsidy.line-facts-missing", String.join("、", titles))
                .citing(denied.refusal().clause());
    }

    private static ClaimPage.Line judged(Scheme scheme, ClaimLine line) {
        var rule = rule(scheme, line);
        var judged = line.judged();
        return view(
                line,
                rule,
                List.of(),
                List.of(),
                judged == null ? List.of() : judged.known(),
                judged == null ? "" : judged.working(),
                judged == null ? null : Words.yuan(judged.full()),
                judged == null ? List.of() : judged.cuts(),
                judged == null ? null : Words.yuan(judged.granted()),
                judged == null ? Shares.NONE : judged.shares(),
                null);
    }

    private static ClaimPage.Line view(
            ClaimLine line,
            Subsidy rule,
            List<Choice> bases,
            List<Field> fields,
            List<ClaimLine.KnownFact> known,
            String working,
            @Nullable String full,
            List<Entitlement.Cut> cuts,
            @Nullable String granted,
            Shares shares,
            @Nullable Refusal denied) {
        boolean place = isPlace(rule);
        return new ClaimPage.Line(
                line.line(),
                rule,
                place ? "哪一个基地" : FactCatalogue.subjectTitle(rule.item()) + "编号",
                line.baseId() == null ? "" : line.item(),
                line.itemTitle(),
                place,
                !place && !rule.item().equals("claim"),
                bases,
                fields,
                known,
                working,
                full,
                cuts,
                granted,
                shares,
                denied);
    }

    private Field field(Scheme scheme, String id, FactDefinition fact, String value) {
        var choices = switch (fact.type()) {
            case BOOL -> List.of(new Choice("true", "是", yes(value)), new Choice("false", "否", no(value)));
            case CHOICE ->
                fact.choices().stream()
                        .map(one -> new Choice(one, schemes.facts().choiceTitle(fact.name(), one), one.equals(value)))
                        .toList();
            case TEXT, INT, DECIMAL, MONEY, DATE, CHOICES, INTS -> List.<Choice>of();
        };
        var evidence = scheme.facts().stream()
                .filter(own -> own.definition().name().equals(fact.name()))
                .flatMap(own -> own.evidence().stream())
                .toList();
        return new Field(
                id,
                fact.title(),
                fact.type(),
                fact.unit(),
                choices,
                value,
                evidence.isEmpty() ? "" : "要附：" + Ui.join(evidence),
                value.isBlank()
                                || org.nongyou.procedure.CaseForm.parse(fact, value)
                                        .isPresent()
                        ? null
                        : org.nongyou.procedure.CaseForm.example(fact));
    }

    private static boolean yes(String value) {
        return value.equals("true") || value.equals("是");
    }

    private static boolean no(String value) {
        return value.equals("false") || value.equals("否");
    }

    private static Subsidy rule(Scheme scheme, ClaimLine line) {
        return scheme.subsidy(line.rule()).orElseThrow();
    }
}
