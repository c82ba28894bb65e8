package org.nongyou.production.web;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Actors;
import org.nongyou.identity.Verb;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchFilter;
import org.nongyou.production.Batches;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmActFilter;
import org.nongyou.production.FarmLog;
import org.nongyou.production.FieldView;
import org.nongyou.production.FieldViews;
import org.nongyou.web.Templates;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// What production tells on the pages of others: a base, the workbench of a producer.
public final class ProductionCards {

    private ProductionCards() {}

    /// @param spots plots that stand on the card; the whole base where it has none
    public record OfBasePage(long base, List<FieldView.Spot> spots, List<FarmAct> recent, boolean mayRecord) {}

    /// @param waiting plots of all bases that may not be harvested yet
    /// @param open    batches with a remainder
    public record DeskPage(List<Waiting> waiting, List<Batch> open) {
        public record Waiting(String base, FieldView.Spot spot) {}
    }

    @Component
    static class OfBase implements BaseCard {

        private static final int RECENT = 5;

        private final FarmLog log;
        private final FieldViews fields;
        private final Templates templates;

        OfBase(FarmLog log, FieldViews fields, Templates templates) {
            this.log = log;
            this.fields = fields;
            this.templates = templates;
        }

        @Override
        public Place place() {
            return Place.MAIN;
        }

        @Override
        public int order() {
            return 15;
        }

        @Override
        public Optional<Content> content(Actor actor, Base base) {
            boolean mayRecord = actor.may(Verb.RECORD) && base.active();
            var filter = new FarmActFilter(null, null, base.id(), null, null, "", null, null);
            var recent = log.list(actor.scope(), filter, 0, RECENT);
            if (recent.isEmpty() && !mayRecord) return Optional.empty();
            var spots = recent.isEmpty()
                    ? List.<FieldView.Spot>of()
                    : fields.ground(base).plots();
            return Optional.of(
                    templates.content("production/card", new OfBasePage(base.id(), spots, recent, mayRecord)));
        }
    }

    @Component
    static class OfWorkbench implements WorkbenchCard {

        private static final int OPEN = 5;

        private final FieldViews fields;
        private final Batches batches;
        private final Templates templates;

        OfWorkbench(FieldViews fields, Batches batches, Templates templates) {
            this.fields = fields;
            this.batches = batches;
            this.templates = templates;
        }

        @Override
        public Place place() {
            return Place.BESIDE;
        }

        @Override
        public int order() {
            return 4;
        }

        @Override
        public Optional<Content> content(Viewer viewer) {
            if (viewer.scope().region() != null || !viewer.may("RECORD")) return Optional.empty();
            var actor = Actors.of(viewer);
            var waiting = fields.treated(actor.scope()).stream()
                    .flatMap(base -> base.plots().stream()
                            .filter(spot -> spot.waiting() != null)
                            .map(spot -> new DeskPage.Waiting(base.name(), spot)))
                    .toList();
            var open = batches.list(actor.scope(), new BatchFilter(null, null, null, "", "", true), 0, OPEN);
            return Optional.of(templates.content("production/desk", new DeskPage(waiting, open)));
        }
    }
}
