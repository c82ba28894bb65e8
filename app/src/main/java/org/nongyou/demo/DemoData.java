package org.nongyou.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.nongyou.DemoAccounts;
import org.nongyou.identity.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Loads the demo data once, before anybody can come in: all of it or, when the power fails, nothing. It stands by also
/// where none is wanted: what beans there are is settled when the product is built.
@Component
class DemoData implements SmartLifecycle, DemoAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);

    private final boolean wanted;
    private final Accounts accounts;
    private final DemoPeople people;
    private final DemoStory story;
    private final DemoSubsidies subsidies;
    private final DemoProjects projects;
    private final DemoTasks tasks;
    private final DemoCertificates certificates;
    private final DemoEvaluations evaluations;
    private final DemoEffects effects;
    private final DemoLedgers ledgers;
    private final DemoProduction production;
    private final DemoLabels labels;
    private final TransactionTemplate transaction;
    private volatile boolean started;

    DemoData(
            @Value("${nongyou.demo:false}") boolean wanted,
            Accounts accounts,
            DemoPeople people,
            DemoStory story,
            DemoSubsidies subsidies,
            DemoProjects projects,
            DemoTasks tasks,
            DemoCertificates certificates,
            DemoEvaluations evaluations,
            DemoEffects effects,
            DemoLedgers ledgers,
            DemoProduction production,
            DemoLabels labels,
            TransactionTemplate transaction) {
        this.wanted = wanted;
        this.accounts = accounts;
        this.people = people;
        this.story = story;
        this.subsidies = subsidies;
        this.projects = projects;
        this.tasks = tasks;
        this.certificates = certificates;
        this.evaluations = evaluations;
        this.effects = effects;
        this.ledgers = ledgers;
        this.production = production;
        this.labels = labels;
        this.transaction = transaction;
    }

    /// Before the door opens: whoever signed in meanwhile would be told that his password is wrong.
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public void start() {
        started = true;
        if (!wanted || accounts.actor("sheng").isPresent()) return;
        var begin = Instant.now();
        transaction.executeWithoutResult(_ -> {
            var shanxi = people.establish();
            story.tell(shanxi);
            projects.tell(shanxi);
            var zhangye = people.establishZhangye();
            subsidies.tell(zhangye);
            tasks.tell(shanxi, zhangye);
            certificates.tell(shanxi, zhangye);
            evaluations.tell(shanxi, zhangye);
            effects.tell(shanxi);
            ledgers.tell(shanxi);
            production.tell(shanxi);
            labels.tell(shanxi);
        });
        LOG.info(
                "demo data loaded in {} ms",
                Duration.between(begin, Instant.now()).toMillis());
    }

    @Override
    public List<Account> accounts() {
        return wanted ? DemoPeople.shown() : List.of();
    }
}
