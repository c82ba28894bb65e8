package org.nongyou.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseConcluded;
import org.nongyou.procedure.ConclusionGuard;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Schemes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What the end of a case means for the catalogue, heard inside the transaction of the act: the entry stands or falls
/// with it. Before that it may object, as when a quota is full.
@Component
class Conclusions implements ConclusionGuard {

    private final Catalogue catalogue;
    private final DynamicManagement management;
    private final Subjects subjects;
    private final Quotas quotas;
    private final Schemes schemes;

    Conclusions(Catalogue catalogue, DynamicManagement management, Subjects subjects, Quotas quotas, Schemes schemes) {
        this.catalogue = catalogue;
        this.management = management;
        this.subjects = subjects;
        this.quotas = quotas;
        this.schemes = schemes;
    }

    @Override
    public List<Refusal> against(Case theCase, End end) {
        return switch (end) {
            case LISTED -> againstListing(theCase);
            case REMOVED ->
                management
                        .revokedBy(theCase.id())
                        .filter(listing -> !listing.status().standing())
                        .map(_ -> List.of(Refusal.of("catalogue.not-standing")))
                        .orElse(List.of());
            case PAID, CLOSED, REFUSED, WITHDRAWN, KEPT -> List.of();
        };
    }

    private List<Refusal> againstListing(Case theCase) {
        var kindId = theCase.kind();
        var level = theCase.level();
        if (kindId == null || level == null) return List.of();
        var scheme = schemes.at(theCase.scheme());
        var subject = subject(theCase);
        if (subject.isEmpty()) return List.of(Refusal.of("catalogue.adopt-subject"));
        return catalogue.againstListing(scheme, scheme.kind(kindId).orElseThrow(), level, subject.get(), theCase.id());
    }

    @Override
    public List<String> remarks(Case theCase, End end) {
        var kindId = theCase.kind();
        if (end != End.LISTED || kindId == null) return List.of();
        var scheme = schemes.at(theCase.scheme());
        var kind = scheme.kind(kindId).orElse(null);
        var subject = subject(theCase);
        if (kind == null || subject.isEmpty()) return List.of();
        var remarks = new ArrayList<String>();
        for (var state : quotas.around(scheme, kind, subject.get(), theCase.id())) {
            var sentence = state.sentence();
            if (state.full() && state.quota().enforce() == Kind.Quota.Enforce.WARN) sentence += "，再纳入就超出";
            else if (state.full()) sentence += "，已满";
            remarks.add(sentence + "（" + String.join("、", state.quota().clauses()) + "）");
        }
        return remarks;
    }

    @EventListener
    void on(CaseConcluded event) {
        var theCase = event.theCase();
        switch (event.end()) {
            case LISTED -> {
                var kind = theCase.kind();
                var level = theCase.level();
                if (kind == null || level == null) return;
                catalogue.enter(
                        event.by(),
                        theCase.id(),
                        theCase.scheme(),
                        kind,
                        level,
                        theCase.classId(),
                        subject(theCase).orElseThrow(),
                        event.on());
            }
            case REMOVED ->
                management
                        .revokedBy(theCase.id())
                        .ifPresent(listing -> management.remove(event.by(), listing, theCase.id(), event.opinion()));
            case KEPT, REFUSED, WITHDRAWN, CLOSED ->
                management
                        .revokedBy(theCase.id())
                        .ifPresent(listing -> management.keep(event.by(), listing, theCase.id(), event.opinion()));
            case PAID -> {}
        }
    }

    /// The subject as its register tells it now. A kind of subject that no register keeps yet is listed as its case
    /// names it, so that a new document needs no new register to run.
    private Optional<Listed> subject(Case theCase) {
        if (!subjects.keeps(theCase.subjectKind()))
            return Optional.of(new Listed(
                    theCase.subjectKind(),
                    theCase.subjectId(),
                    theCase.title(),
                    theCase.region(),
                    theCase.producerId(),
                    theCase.producerName(),
                    "",
                    null,
                    null,
                    null,
                    null,
                    theCase.demo()));
        return subjects.find(Scope.within(RegionCode.COUNTRY), theCase.subjectKind(), theCase.subjectId());
    }
}
