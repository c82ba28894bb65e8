package org.nongyou.subsidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseConcluded;
import org.nongyou.procedure.CaseMoved;
import org.nongyou.procedure.CaseSubject;
import org.nongyou.procedure.ConclusionGuard;
import org.nongyou.procedure.SubjectSource;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Schemes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Claims as the subjects of cases: what a case is about, what may object to paying, and what its steps and its end
/// mean
/// for the claim. Heard inside the transaction of the act.
@Component
class ClaimCases implements SubjectSource, ConclusionGuard {

    private final ClaimStore store;
    private final org.springframework.beans.factory.ObjectProvider<Claims> claims;
    private final Schemes schemes;

    /// @param claims asked late, since cases are told of their guards before claims can be made
    ClaimCases(ClaimStore store, org.springframework.beans.factory.ObjectProvider<Claims> claims, Schemes schemes) {
        this.store = store;
        this.claims = claims;
        this.schemes = schemes;
    }

    @Override
    public String kind() {
        return Claims.SUBJECT;
    }

    @Override
    public Optional<CaseSubject> find(Scope scope, String id) {
        if (!id.matches("\\d{1,18}")) return Optional.empty();
        return store.find(scope, Long.parseLong(id))
                .map(claim -> new CaseSubject(
                        Claims.SUBJECT,
                        id,
                        claim.title() + "（" + claim.producerName() + "）",
                        claim.region(),
                        claim.producerId(),
                        claim.producerName(),
                        "",
                        null,
                        "/subsidies/" + id,
                        claim.demo()));
    }

    @Override
    public List<Refusal> against(Case theCase, Act act) {
        return isClaim(theCase) && act == Act.SUBMIT && theCase.stage().equals(start(theCase))
                ? claims.getObject().againstSubmit(id(theCase))
                : List.of();
    }

    @Override
    public List<Refusal> against(Case theCase, End end) {
        if (!isClaim(theCase) || end != End.PAID) return List.of();
        var scheme = schemes.at(theCase.scheme());
        var against = new ArrayList<Refusal>();
        for (var doubt : openDoubts(theCase))
            against.add(Refusal.of("subsidy.doubt-open", doubt.title(), doubt.text(), scheme.issuer()));
        return against;
    }

    @Override
    public List<String> remarks(Case theCase, End end) {
        if (!isClaim(theCase) || end != End.PAID) return List.of();
        var claim = claims.getObject().known(id(theCase));
        var remarks = new ArrayList<String>();
        remarks.add("申请金额 " + Digits.grouped(claim.shares().total()) + " 元");
        var now = claims.getObject().assess(claim).entitlement();
        now.denied().forEach(denied -> remarks.add("情况有变：" + denied.refusal().message()));
        if (now.denied().isEmpty() && !now.total().equals(claim.shares().total()))
            remarks.add("情况有变：按现在的情况是 " + Digits.grouped(now.total()) + " 元，要改就退回重新申请");
        for (var doubt : openDoubts(theCase)) remarks.add("没有写明，定下来才能拨付：" + doubt.text());
        return remarks;
    }

    /// What the document leaves open about the rules of this claim, and nobody has settled. Money waits for it.
    private List<Doubt> openDoubts(Case theCase) {
        var scheme = schemes.at(theCase.scheme());
        var doubts = new java.util.LinkedHashSet<Doubt>();
        for (var line : store.lines(id(theCase)))
            scheme.subsidy(line.rule()).ifPresent(rule -> doubts.addAll(scheme.doubtsOn(rule.path())));
        doubts.removeIf(doubt -> !doubt.explicit());
        if (doubts.isEmpty()) return List.of();
        var settled = schemes.settlements(scheme.ref()).keySet();
        return doubts.stream().filter(doubt -> !settled.contains(doubt.path())).toList();
    }

    @EventListener
    void on(CaseMoved event) {
        var theCase = event.theCase();
        if (!isClaim(theCase)) return;
        var procedure =
                schemes.at(theCase.scheme()).procedure(theCase.procedureId()).orElseThrow();
        var stage = procedure.stage(theCase.stage()).orElseThrow();
        boolean payable = stage.acts().values().stream()
                .anyMatch(next -> procedure.stage(next).orElseThrow().end() == End.PAID);
        boolean returned = stage.id().equals(procedure.start());
        claims.getObject()
                .moved(
                        id(theCase),
                        payable && !returned ? ClaimState.PAYABLE : ClaimState.OPEN,
                        stage.title(),
                        returned);
    }

    @EventListener
    void on(CaseConcluded event) {
        var theCase = event.theCase();
        if (!isClaim(theCase)) return;
        var state = switch (event.end()) {
            case PAID -> ClaimState.PAID;
            case WITHDRAWN -> ClaimState.WITHDRAWN;
            case REFUSED, CLOSED, KEPT, LISTED, REMOVED -> ClaimState.REFUSED;
        };
        var service = claims.getObject();
        service.ended(event.by(), service.known(id(theCase)), state, theCase.stageTitle(), event.on(), event.opinion());
    }

    private static boolean isClaim(Case theCase) {
        return theCase.subjectKind().equals(Claims.SUBJECT);
    }

    private static long id(Case theCase) {
        return Long.parseLong(theCase.subjectId());
    }

    private String start(Case theCase) {
        return schemes.at(theCase.scheme())
                .procedure(theCase.procedureId())
                .orElseThrow()
                .start();
    }
}
