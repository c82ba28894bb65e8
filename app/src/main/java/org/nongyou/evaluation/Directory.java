package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.SHEETS;

import java.util.Objects;
import org.nongyou.catalogue.Adoption;
import org.nongyou.catalogue.Catalogue;
import org.nongyou.catalogue.Listing;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a published result leads to: an entry in the catalogue, of the kind and level that the procedure names.
@Service
public class Directory {

    private final EvaluationStore store;
    private final Rounds rounds;
    private final EvaluationSheets sheets;
    private final Catalogue catalogue;
    private final Journal journal;

    Directory(EvaluationStore store, Rounds rounds, EvaluationSheets sheets, Catalogue catalogue, Journal journal) {
        this.store = store;
        this.rounds = rounds;
        this.sheets = sheets;
        this.catalogue = catalogue;
        this.journal = journal;
    }

    /// The evaluating office enters somebody by his published result; the catalogue's own rules hold too.
    @Transactional
    public Decision<Listing> enter(Actor actor, long id) {
        var sheet = store.lockSheet(SHEETS.ID.eq(id).and(actor.scope().on(SHEETS.REGION_CODE)))
                .orElseThrow(NotFound::new);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var clause = way.clause(way.procedure());
        if (!way.lists())
            return Decision.refused(Refusal.of("evaluation.lists-nothing").citing(clause));
        var kind = way.scheme().kind(way.kind()).orElseThrow();
        if (!rounds.runs(actor, round))
            return Decision.refused(Refusal.of("evaluation.other-office", "列入" + kind.title(), round.officeName())
                    .citing(clause));
        if (!actor.may(Verb.MANAGE_CATALOGUE))
            return Decision.refused(
                    Refusal.of("evaluation.no-right-list", kind.title()).citing(clause));
        if (round.state() != Round.State.PUBLISHED)
            return Decision.refused(
                    Refusal.of("evaluation.list-unpublished", round.state().title())
                            .citing(clause));
        var total = sheet.total();
        if (sheet.state() != EvaluationSheet.State.SCORED || total == null)
            return Decision.refused(
                    Refusal.of("evaluation.list-unscored", sheet.stateTitle()).citing(clause));
        var pass = round.pass();
        if (pass != null && total.compareTo(pass) < 0)
            return Decision.refused(
                    Refusal.of("evaluation.below-pass", sheet.title(), Ui.number(total), Ui.number(pass))
                            .citing(clause));
        if (sheet.listingId() != null) return Decision.refused("evaluation.listed-already", sheet.title());
        var published = Objects.requireNonNull(round.publishedOn());
        var level = Objects.requireNonNull(way.procedure().lists()).level();
        return catalogue
                .adopt(
                        actor,
                        new Adoption(
                                round.scheme(),
                                kind.id(),
                                level,
                                null,
                                sheet.subjectId(),
                                sheet.title(),
                                sheet.region(),
                                sheet.producerName(),
                                sheet.product(),
                                null,
                                rounds.today(),
                                round.title() + "第 " + sheet.rank() + " 名，" + Ui.number(total) + " 分，"
                                        + Ui.date(published) + " 公布"))
                .then(listing -> {
                    sheets.listed(actor, sheet, listing.id());
                    journal.write(
                            actor,
                            EvaluationSheets.entry(
                                    "evaluation.list", sheet, "按评价结果列入“" + kind.title() + "”，编号 " + listing.number()));
                    return Decision.done(listing);
                });
    }
}
