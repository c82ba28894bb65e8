package org.nongyou.certification.web;

import gg.jte.Content;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.base.PublicBaseCard;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificateLists;
import org.nongyou.certification.CertificateState;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Actors;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerCard;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// What the ledger tells on the pages of others: a base, a producer, the public page of a base, the workbench.
final class CertificateCard {

    private CertificateCard() {}

    @Component
    static class OfBase implements BaseCard, PublicBaseCard {

        private final CertificateLists lists;
        private final Templates templates;
        private final Clock clock;

        OfBase(CertificateLists lists, Templates templates, Clock clock) {
            this.lists = lists;
            this.templates = templates;
            this.clock = clock;
        }

        @Override
        public Place place() {
            return Place.MAIN;
        }

        @Override
        public int order() {
            return 20;
        }

        @Override
        public Optional<Content> content(Actor actor, Base base) {
            return card(lists.ofBase(base.id()), true, "", templates, clock);
        }

        /// The public sees what holds, and what was withdrawn or suspended; what ran out says nothing about the base.
        @Override
        public Optional<Content> content(Base base) {
            var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
            var shown = lists.ofBase(base.id()).stream()
                    .filter(one ->
                            one.state(today) != CertificateState.EXPIRED && one.state(today) != CertificateState.LATER)
                    .toList();
            return card(shown, false, "", templates, clock);
        }
    }

    @Component
    static class OfProducer implements ProducerCard {

        private final CertificateLists lists;
        private final Templates templates;
        private final Clock clock;

        OfProducer(CertificateLists lists, Templates templates, Clock clock) {
            this.lists = lists;
            this.templates = templates;
            this.clock = clock;
        }

        @Override
        public int order() {
            return 20;
        }

        @Override
        public Optional<Content> content(Actor actor, Producer producer) {
            var more = actor.may(Verb.REGISTER) && !actor.isProducer() && producer.active()
                    ? "/certificates/new?producer=" + producer.id()
                    : "";
            return card(lists.ofProducer(producer.id()), true, more, templates, clock);
        }
    }

    /// What runs out and what has to be mended, for those who look after a county or more.
    @Component
    static class OfWorkbench implements WorkbenchCard {

        private final CertificateLists lists;
        private final Templates templates;

        OfWorkbench(CertificateLists lists, Templates templates) {
            this.lists = lists;
            this.templates = templates;
        }

        @Override
        public Place place() {
            return Place.BESIDE;
        }

        @Override
        public int order() {
            return 6;
        }

        @Override
        public Optional<Content> content(Viewer viewer) {
            if (!viewer.may("READ") || !viewer.scope().isAtLeast(Level.COUNTY)) return Optional.empty();
            var actor = Actors.of(viewer);
            if (!actor.may(Verb.REGISTER) && !actor.may(Verb.DECIDE)) return Optional.empty();
            var desk = lists.desk(actor.scope());
            return desk.isEmpty() ? Optional.empty() : Optional.of(templates.content("certification/desk", desk));
        }
    }

    private static Optional<Content> card(
            List<Certificate> found, boolean links, String record, Templates templates, Clock clock) {
        if (found.isEmpty() && record.isEmpty()) return Optional.empty();
        return Optional.of(templates.content(
                "certification/card",
                new CertificateCardPage(found, LocalDate.ofInstant(clock.instant(), Ui.ZONE), links, record)));
    }
}
